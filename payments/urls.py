from django.urls import path
from django.utils.translation import gettext_lazy as _

from payments import views

app_name = "payments"

# A token has only letters, digits, - and _, as a slug.
urlpatterns = [
    path(_("paying/"), views.how, name="how"),
    path(_("bill/<slug:token>/"), views.show_bill, name="bill"),
    path(_("bill/<slug:token>/pay/"), views.pay, name="pay"),
    path(_("bill/<slug:token>/paid/"), views.returned, name="returned"),
    path(_("bill/<slug:token>/not-paid/"), views.cancelled, name="cancelled"),
    path(_("bill/<slug:token>/qr.svg"), views.show_qr, name="qr"),
    path(_("bill/<slug:token>/bar-code.svg"), views.show_bars, name="bars"),
    path(_("bill/<slug:token>/bill.pdf"), views.bill_pdf, name="bill_pdf"),
    path(_("receipt/<slug:token>/"), views.show_receipt, name="receipt"),
    path(_("receipt/<slug:token>/receipt.pdf"), views.receipt_pdf, name="receipt_pdf"),
]
