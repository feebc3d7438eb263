"""The admin wants this session's own second factor, not merely an enrolled one.

Good are a passkey (used with the device's own lock), or the code by mail and then a
code from the app or, without the device, a recovery code. allauth writes into the
session what was shown in it; whoever has shown too little is led to show it, whoever
has nothing to show is led to a page that explains how to get it.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from accounts import admin_doors

ADMIN = "wagtailadmin.access_admin"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session has shown one."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def where_to_show_it(request: HttpRequest) -> str:
    """The address that leads to a second factor, and back here."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    page = methods[0]["url"] if methods else reverse("accounts:second_factor")
    back = request.get_full_path() if request.method == "GET" else request.path
    return f"{page}?{urlencode({'next': back})}"


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        if not request.user.is_authenticated or is_way_out(request):
            return self.get_response(request)
        if not request.user.has_perm(ADMIN):
            raise PermissionDenied
        with translation.override(request.user.language):
            if settings.ADMIN_NEEDS_SECOND_FACTOR and not has_second_factor(request):
                return redirect(where_to_show_it(request))
            return self.get_response(request)


def is_way_out(request: HttpRequest) -> bool:
    """Signing out, and Wagtail's doors that lead to ours: they show nothing."""
    path = request.path_info.removeprefix(reverse("wagtailadmin_home"))
    return any(door.resolve(path) for door in admin_doors.urlpatterns)
