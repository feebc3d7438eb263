"""Who may enter a view. A stranger gets what they would get for no page at all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import User

type View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: User


def sign_in_required(view: View) -> View:
    """Send people to sign in, and back here afterwards."""
    return login_required(view)


def second_factor_again(view: View) -> View:
    """Who has a second factor shows it once more, unless they just did."""
    guarded: View = reauthentication_required(view)
    return guarded


def permission_required_or_404(permission: str) -> Callable[[View], View]:
    """Let in the holders of a permission; to all others the page does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise Http404
            return view(request, *args, **kwargs)

        return login_required(guarded)

    return decorate
