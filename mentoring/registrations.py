"""What mentoring tells the lower rooms: the only way upward."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import my_page, personal_data
from accounts.models import User
from association import front_page, navigation, public_changes
from mentoring.models import FreeTime, Mentor, Session, SessionQuarter, Topic

ON_FRONT_PAGE = 4


def register() -> None:
    navigation.register(navigation.NavItem(20, _("Mentors"), "mentoring:directory"))
    front_page.register(
        front_page.Part("mentors", 20, "mentoring/front_page.html", mentor_strip)
    )
    my_page.register(
        my_page.Section(
            "sessions", 20, _("Mentoring"), "mentoring/my_sessions.html", my_sessions
        )
    )
    for model in (Topic, Mentor, FreeTime):
        public_changes.watch(model)
    public_changes.watch_relation(Mentor.topics.through)
    public_changes.moment_provider(next_free_time)
    declare_personal_data()


def mentor_strip(request: HttpRequest, at: datetime) -> Mapping[str, object] | None:
    """Four mentors, others each day, so that everybody is seen in turn."""
    today = timezone.localdate(at)
    shown = Mentor.objects.shown(today).in_order()
    keys = list(shown.values_list("pk", flat=True))
    if not keys:
        return None
    first = today.toordinal() * ON_FRONT_PAGE % len(keys)
    chosen = (keys[first:] + keys[:first])[:ON_FRONT_PAGE]
    mentors = Mentor.objects.filter(pk__in=chosen).with_card().in_order()
    return {"mentors": mentors, "count": len(keys)}


def my_sessions(request: HttpRequest) -> Mapping[str, object] | None:
    user = cast("User", request.user)
    now = timezone.now()
    ahead = Session.objects.of(user).ahead(now).with_people()
    mentor = Mentor.objects.of(user)
    return {
        "sessions": [(session, other(session, user)) for session in ahead],
        "mentor": mentor,
        "free_count": FreeTime.objects.free(now).filter(mentor=mentor).count()
        if mentor
        else 0,
    }


def other(session: Session, user: User) -> str:
    is_mentor = session.mentor.user_id == user.pk
    return session.mentee_name if is_mentor else session.mentor.name


def next_free_time(after: datetime) -> datetime | None:
    """When the next offered time begins, it leaves the mentor's page."""
    ahead = FreeTime.objects.ahead(after).values_list("starts_at", flat=True)
    return ahead.first()


def declare_personal_data() -> None:
    personal_data.not_personal(Topic, "A list of subjects.")
    personal_data.not_personal(FreeTime, "A mentor's offered hours; see Mentor.")
    personal_data.not_personal(SessionQuarter, "Taken quarters; see Session.")
    personal_data.declare(
        Mentor,
        subject="user__email",
        fields=("name", "area", "introduction", "remote_link", "photo", "user"),
        why="A public card, shown by the mentor's consent, so that help can be found.",
        kept="As long as the person mentors.",
    )
    personal_data.declare(
        Session,
        subject="mentee_email",
        fields=("mentee", "mentee_name", "mentee_email", "wish", "cancelled_why"),
        why="To hold the booked meeting and to tell both of changes.",
        kept="Two years after the session.",
    )
