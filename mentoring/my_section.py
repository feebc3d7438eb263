"""My page: the sessions of whoever is signed in, as mentee and as mentor."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from association.formats import span
from mentoring.models import FreeTime, Mentor, Session

SHOWN = 10
SOON = timedelta(days=7)


def my_sessions(request: HttpRequest) -> Mapping[str, object] | None:
    user = cast("User", request.user)
    now = timezone.now()
    sessions = Session.objects.of(user).with_people()
    ahead = list(sessions.ahead(now))
    mentor = Mentor.objects.of(user)
    free = FreeTime.objects.free(now).filter(mentor=mentor).count() if mentor else 0
    return {
        "ahead": with_other(ahead, user),
        "past": with_other(sessions.closed(now)[:SHOWN], user),
        "mentor": mentor,
        "free_count": free,
        "next_step": next_step(ahead, user, mentor, free, at=now),
    }


def with_other(sessions: Iterable[Session], user: User) -> list[tuple[Session, str]]:
    return [
        (session, session.other(is_mentor=session.is_mentored_by(user)))
        for session in sessions
    ]


def next_step(
    ahead: list[Session], user: User, mentor: Mentor | None, free: int, *, at: datetime
) -> Mapping[str, object] | None:
    """The session of the coming days; or, for a mentor, to offer free times."""
    if ahead and ahead[0].starts_at <= at + SOON:
        session = ahead[0]
        other = session.other(is_mentor=session.is_mentored_by(user))
        return {
            "title": _("Session with %(other)s") % {"other": other},
            "text": span(session.starts_at, session.ends_at),
            "url": session.get_absolute_url(),
            "label": _("See the session"),
        }
    if mentor and not free and not mentor.is_on_leave(timezone.localdate(at)):
        return {
            "title": _("Offer times to talk"),
            "text": _("You have no free times ahead, so nobody can book you."),
            "url": reverse("mentoring:free_times"),
            "label": _("Add free times"),
        }
    return None
