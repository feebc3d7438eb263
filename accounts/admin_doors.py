"""Wagtail's own doors lead to ours: there is one way to sign in, without passwords."""

from django.urls import path, re_path
from django.views.generic import RedirectView

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("login/", to_sign_in),
    re_path(r"^password_reset/.*$", to_sign_in),
]
