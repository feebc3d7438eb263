from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from accounts.access import SignedInRequest, sign_in_required
from mentoring.models import Mentor


class MentorRequest(SignedInRequest):
    """A request of somebody who mentors."""

    mentor: Mentor


def mentor_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For mentors only; to others the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mentor = Mentor.objects.of(request.user) if request.user.pk else None
        if mentor is None:
            raise Http404
        request.mentor = mentor  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return sign_in_required(guarded)
