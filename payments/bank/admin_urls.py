"""Of the admin: bringing a file in, and a line's paper."""

from django.urls import path

from payments.bank import admin_views

urlpatterns = [
    path("import/", admin_views.bring_in, name="bank_import"),
    path("vouchers/<int:pk>/", admin_views.voucher, name="bank_voucher"),
]
