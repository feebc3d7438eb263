"""Of the admin: bringing a file in, sending money back, a line's paper."""

from django.urls import path

from payments.bank import admin_views
from payments.bank.repayments import SendBackView

urlpatterns = [
    path("import/", admin_views.bring_in, name="bank_import"),
    path("send-back/<int:pk>/", SendBackView.as_view(), name="bank_send_back"),
    path("vouchers/<int:pk>/", admin_views.voucher, name="bank_voucher"),
]
