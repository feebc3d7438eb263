"""allauth's views under readable addresses."""

from allauth.account import views
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

urlpatterns = [
    path(_("sign-in/"), views.request_login_code, name="account_login"),
    path(
        _("sign-in/request/"),
        views.request_login_code,
        name="account_request_login_code",
    ),
    path(
        _("sign-in/code/"), views.confirm_login_code, name="account_confirm_login_code"
    ),
    path(_("sign-out/"), views.logout, name="account_logout"),
    path(_("sign-in/"), include("allauth.mfa.urls")),
]
