"""What events tell the lower rooms: the only way upward."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.db.models.signals import post_save
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import admin_front, consents, erasing, my_page, outbox, timed_jobs
from accounts.read_only import ReadOnlyPolicy
from association import front_page, navigation, notices, pages, public_changes
from association.models import AssociationSettings
from events import (
    charging,
    declarations,
    feeds,
    forgetting,
    giving_back,
    holidays,
    lapsing,
    listing,
    my_calendar,
    my_registrations,
    personal_feed,
    reminding,
    scheduling,
    subscribing,
)
from events.models import (
    Event,
    EventPage,
    HolidayPeriod,
    LastRemoval,
    Occurrence,
    Registration,
)
from events.models.occurrence import OccurrenceQuerySet

ON_FRONT_PAGE = 3
QUARTER = timedelta(minutes=15)


def register() -> None:
    from wagtail.permissions import register_permission_policy  # type: ignore[attr-defined]

    feeds.register_own()
    navigation.register(navigation.NavItem(25, _("Calendar"), "events:calendar"))
    front_page.register(
        front_page.Part("events", 10, "events/front_page.html", next_events)
    )
    front_page.register(
        front_page.Part(
            "calendar", 90, "events/front_calendar.html", calendar_ways, closes=True
        )
    )
    notices.register(holidays.notice)
    pages.not_yet_there(pages_of_drafts)
    public_changes.watch(Event, when=is_public_change)
    public_changes.watch(Occurrence, when=is_of_a_public_event)
    public_changes.watch(HolidayPeriod)
    public_changes.moment_provider(next_moment)
    post_save.connect(
        renamed, sender=AssociationSettings, dispatch_uid="events.renamed"
    )
    public_changes.watch(Registration, when=takes_a_shown_place)
    register_permission_policy(Registration, ReadOnlyPolicy(Registration))
    charging.register()
    outbox.check_before_sending(reminding.PREFIX, reminding.is_still_wanted)
    my_page.register(
        my_page.Section(
            "registrations",
            150,
            _("Events"),
            "events/section.html",
            my_registrations.mine,
        )
    )
    admin_front.register(
        admin_front.Card(
            key="owed-of-cancelled-events",
            permission="payments.view_payment",
            title=_("Bank payments of cancelled events to send back"),
            count=lambda: giving_back.owed_by_bank().count(),
            url=lambda: reverse("payments_bills:index"),
        )
    )
    for job in (
        timed_jobs.Job("reminders", reminding.remind_all, every=QUARTER),
        timed_jobs.Job("thanks", reminding.thank_all, at=time(9)),
        timed_jobs.Job("unpaid-places", lapsing.lapse_all, every=QUARTER),
        timed_jobs.Job("cancelled-events", giving_back.give_back_all, every=QUARTER),
        timed_jobs.Job("occurrences", scheduling.top_up_all, at=time(3, 20)),
    ):
        timed_jobs.register(job)
    personal_feed.register(personal_feed.own_registrations)
    my_page.register(
        my_page.Section(
            "calendar",
            600,
            _("My calendar"),
            "events/my_calendar_section.html",
            my_calendar.section,
        )
    )
    declarations.declare_personal_data()
    erasing.prepare(forgetting.CALL_OFF)
    consents.register(forgetting.consents_of)


def next_events(request: HttpRequest, at: datetime) -> Mapping[str, object] | None:
    """What comes next; a cancelled evening stands there until its day is over."""
    coming = Occurrence.objects.published(at).upcoming(at).with_pages()
    shown = listing.with_places_left(coming[:ON_FRONT_PAGE], at=at)
    rows = [listing.occurrence_row(one, request) for one in shown]
    return {"rows": rows} if rows else None


def calendar_ways(request: HttpRequest, at: datetime) -> Mapping[str, object]:
    return {"ways": subscribing.ways(feeds.ALL, AssociationSettings.load(request))}


def pages_of_drafts(at: datetime) -> Q:
    """An event's page waits for the event, whenever it was published itself; and what
    is for members alone is not public."""
    others = EventPage.objects.exclude(
        event__published_at__lte=at, event__audience=Event.Audience.EVERYBODY
    )
    return Q(pk__in=others.order_by().values("pk"))


def is_public_change(event: Event) -> bool:
    """Whether the public sees the row, or did until now."""
    is_public = event.published_at is not None and event.is_for_everybody
    was_public, event.was_public = event.was_public, is_public
    return was_public or is_public


def is_of_a_public_event(occurrence: Occurrence) -> bool:
    event = occurrence.event
    return event.published_at is not None and event.is_for_everybody


def takes_a_shown_place(registration: Registration) -> bool:
    """Pages tell how many places are left, and nothing else of who comes."""
    return registration.occurrence.capacity is not None


def next_moment(after: datetime) -> datetime | None:
    """The beginning or end of an event, or its publication."""
    events = Event.objects.filter(published_at__gt=after)
    coming = events.order_by("published_at").first()
    shown = Occurrence.objects.filter(event__published_at__isnull=False)
    shown = shown.select_related("event")
    going_on = shown.upcoming(after).order_by("end_day", "end_time").first()
    starting = shown.not_begun(after).in_order().first()
    moments = [
        going_on.ends_at if going_on else None,
        starting.starts_at if starting else None,
        coming.published_at if coming else None,
        *closing_moments(shown, after),
    ]
    return min((one for one in moments if one and one > after), default=None)


def closing_moments(shown: OccurrenceQuerySet, after: datetime) -> list[datetime]:
    """When registration next closes, for each of the ways of closing in use."""
    early = shown.filter(event__takes_registrations=True, event__closes__gt=0)
    found = []
    for hours in early.order_by().values_list("event__closes", flat=True).distinct():
        # An hour less, for nights on which the clock is turned.
        near = early.not_begun(after + timedelta(hours=hours - 1)).in_order()
        closing = (one.closes_at for one in near.filter(event__closes=hours)[:20])
        found += [moment for moment in closing if moment > after][:1]
    return found


def renamed(**_kwargs: object) -> None:
    """The feeds bear the association's name, and have no other sign of its change."""
    LastRemoval.record(timezone.now())
