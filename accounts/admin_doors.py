"""Wagtail's own doors lead to ours: there is one way to sign in, without passwords."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.sign_in import SignOut

to_security = RedirectView.as_view(pattern_name="mfa_index")


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Whoever has signed in and still came here has nothing to find in the admin."""
    if request.user.is_authenticated:
        return redirect("accounts:my_page")
    return RedirectView.as_view(pattern_name="account_login", query_string=True)(
        request
    )


urlpatterns = [
    path("login/", to_sign_in),
    # Wagtail's own ends the session by a GET as well.
    path("logout/", SignOut.as_view()),
    re_path(r"^password_reset/.*$", to_sign_in),
    re_path(r"^account/change_password/.*$", to_security),
]
