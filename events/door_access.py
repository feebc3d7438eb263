"""Who may stand at the door: organisers, as safely as in the admin."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from accounts.access import View, permission_required_or_404
from accounts.second_factor import has_second_factor, where_to_show_it


def organiser_required(permission: str) -> Callable[[View], View]:
    """Names of those who come are shown with a second factor only."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if settings.ADMIN_NEEDS_SECOND_FACTOR and not has_second_factor(request):
                return redirect(where_to_show_it(request))
            return view(request, *args, **kwargs)

        return never_cache(permission_required_or_404(permission)(guarded))

    return decorate
