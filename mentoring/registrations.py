"""What mentoring tells the lower rooms: the only way upward."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models.signals import post_save
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy  # type: ignore[attr-defined]

from accounts import consents, erasing, my_page
from accounts.models import User
from accounts.read_only import ReadOnlyPolicy
from association import front_page, navigation, public_changes
from association.page_cache import remembered
from events import personal_feed
from membership import parts
from membership.models.member import MemberQuerySet
from mentoring import admin_cards, forgetting, my_section
from mentoring.calendar_entry import own_sessions
from mentoring.declarations import declare_personal_data
from mentoring.models import FreeTime, Mentor, Session, Topic

ON_FRONT_PAGE = 4


def register() -> None:
    navigation.register(navigation.NavItem(20, _("Mentors"), "mentoring:directory"))
    front_page.register(
        front_page.Part("mentors", 20, "mentoring/front_page.html", mentor_strip)
    )
    my_page.register(
        my_page.Section(
            "sessions",
            20,
            _("Mentoring"),
            "mentoring/my_sessions.html",
            my_section.my_sessions,
        )
    )
    personal_feed.register(own_sessions)
    parts.register(parts.Part("mentors", _("Mentors"), those_who_mentor))
    admin_cards.register_all()
    public_changes.watch(Topic)
    public_changes.watch(Mentor, when=is_public_change)
    public_changes.watch(FreeTime, when=is_shown_time)
    post_save.connect(user_saved, sender=User, dispatch_uid="mentoring.user-saved")
    public_changes.watch_relation(Mentor.topics.through)
    public_changes.moment_provider(next_free_time)
    erasing.prepare(forgetting.CALL_OFF)
    consents.register(forgetting.consents_of)
    for seen in (FreeTime, Session):
        register_permission_policy(seen, ReadOnlyPolicy(seen))
    declare_personal_data()


def those_who_mentor(members: MemberQuerySet, on: date) -> MemberQuerySet:
    """Also those on leave, or who have no public card."""
    return members.filter(user__in=Mentor.objects.order_by().values("user"))


def is_public_change(mentor: Mentor) -> bool:
    """Whether the public sees the card, or did until now."""
    has_agreed = mentor.consented_at is not None
    had_agreed, mentor.had_agreed = mentor.had_agreed, has_agreed
    return had_agreed or has_agreed


def is_shown_time(free_time: FreeTime) -> bool:
    return Mentor.objects.agreed().filter(pk=free_time.mentor_id).exists()


def user_saved(
    instance: User, update_fields: Iterable[str] | None = None, **_kwargs: object
) -> None:
    """A mentor who can sign in no more leaves the public pages."""
    is_other = update_fields is not None and "is_active" not in update_fields
    if not is_other and Mentor.objects.agreed().filter(user=instance).exists():
        public_changes.raise_stamp()


def mentor_strip(request: HttpRequest, at: datetime) -> Mapping[str, object] | None:
    """Four mentors, others each day, so that everybody is seen in turn."""
    today = timezone.localdate(at)
    return remembered(request, "mentor-strip", lambda: strip_of(today))


def strip_of(today: date) -> Mapping[str, object] | None:
    shown = Mentor.objects.shown(today).in_order()
    keys = list(shown.values_list("pk", flat=True))
    if not keys:
        return None
    first = today.toordinal() * ON_FRONT_PAGE % len(keys)
    chosen = (keys[first:] + keys[:first])[:ON_FRONT_PAGE]
    mentors = Mentor.objects.filter(pk__in=chosen).with_card().in_order()
    return {"mentors": list(mentors), "count": len(keys)}


def next_free_time(after: datetime) -> datetime | None:
    """When the next offered time begins, it leaves the mentor's page."""
    ahead = FreeTime.objects.ahead(after).values_list("starts_at", flat=True)
    return ahead.first()
