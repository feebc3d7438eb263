from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Count, F, Max, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from association.sorting import NameKeyField, name_key
from events import audiences, wall_clock
from events.audiences import Reader
from events.models.calendar_row import in_language
from events.models.event import Event, public_pages, random_code
from events.models.facts import Facts

if TYPE_CHECKING:
    from events.models.pages import EventPage

DAY = timedelta(days=1)
LONGEST = timedelta(days=400)  # that an event lasts; so a month need not ask for all
HEALTH_KEPT = timedelta(days=14)  # so long we may still need to know of allergies
FEED_BACK = timedelta(days=365)
FEED_AHEAD = timedelta(days=730)
CANCELLED_STAYS = timedelta(days=30)  # after its day, so that calendars learn of it


def is_over(at: datetime) -> Q:
    """What has ended, by what a clock on a Finnish wall shows then."""
    day, clock = wall_clock.reading(at)
    return Q(end_day__lt=day) | Q(end_day=day, end_time__lte=clock)


def is_ahead(at: datetime) -> Q:
    """The others."""
    day, clock = wall_clock.reading(at)
    return Q(end_day__gt=day) | Q(end_day=day, end_time__gt=clock)


# Among its registrations, those who come or wait.
SIGNED_UP = Q(registrations__cancelled_at=None, registrations__number__isnull=False)


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def locked(self, occurrence: "Occurrence") -> "Occurrence":
        """As it is stored now; until the transaction ends nobody else has it so."""
        rows = self.select_for_update(of=("self",)).select_related("event")
        return rows.get(pk=occurrence.pk)

    def with_counts(self) -> "models.QuerySet[Any]":
        """Of each, `come`: how many come or wait; `ever`: how many ever signed up."""
        come = Count("registrations", filter=SIGNED_UP)
        return self.annotate(come=come, ever=Count("registrations"))

    def published(self, at: datetime) -> Self:
        """What everybody may see."""
        public = {
            "event__published_at__lte": at,
            "event__audience": Event.Audience.EVERYBODY,
        }
        return self.filter(**public).select_related("event")

    def visible_to(self, reader: Reader, at: datetime) -> Self:
        """What everybody may see, and what is for a role that the reader has."""
        mine = {
            "event__published_at__lte": at,
            "event__audience__in": audiences.of(reader),
        }
        return self.filter(**mine).select_related("event")

    def upcoming(self, at: datetime) -> Self:
        """Those not over yet, the next one first; cancelled ones are among them."""
        # Put so, they are read in their order and no further than asked for.
        first = wall_clock.reading(at)[0] - LONGEST
        return self.filter(start_day__gte=first).exclude(is_over(at)).in_order()

    def not_begun(self, at: datetime) -> Self:
        day, clock = wall_clock.reading(at)
        return self.filter(
            Q(start_day__gt=day) | Q(start_day=day, start_time__gt=clock)
        )

    def over(self, at: datetime) -> Self:
        """What has ended, cancelled or held, the latest first."""
        return self.filter(is_over(at)).order_by("-start_day", "-start_time", "-pk")

    def past(self, at: datetime) -> Self:
        """Those that were held, the latest first."""
        # As above.
        today = wall_clock.reading(at)[0]
        held = self.filter(start_day__lte=today, cancelled_at=None)
        held = held.exclude(is_ahead(at))
        return held.order_by("-start_day", "-start_time", "-pk")

    def between(self, first: date, last: date) -> Self:
        """Those that share a day with the span, both ends included."""
        days = {"start_day__range": (first - LONGEST, last), "end_day__gte": first}
        return self.filter(**days).in_order()

    def moved_away(self, first: date, last: date) -> Self:
        """Those that by the rule would be on a day of the span, and are on another."""
        moved = self.filter(original_day__range=(first, last))
        return moved.exclude(start_day=F("original_day")).order_by("original_day")

    def in_municipality(self, name: str) -> Self:
        return self.filter(Q(place=name) | Q(place__endswith=f", {name}"))

    def municipalities(self) -> list[str]:
        """Where they are, in the order of the alphabet."""
        places = self.order_by().values_list("place", flat=True).distinct()
        names = {place.rpartition(",")[2].strip() for place in places}
        return sorted(names - {""}, key=name_key)

    def in_feed(self, at: datetime) -> Self:
        """What subscribers are shown."""
        return self.published(at).in_window(at)

    def in_window(self, at: datetime) -> Self:
        """A year back and two ahead, and what is cancelled for as long as it takes
        calendars to hear of it."""
        today = timezone.localdate(at)
        stays = Q(cancelled_at=None) | Q(end_day__gte=today - CANCELLED_STAYS)
        window = {
            "end_day__gte": today - FEED_BACK,
            "start_day__lte": today + FEED_AHEAD,
        }
        return self.filter(stays, **window).in_order()

    def feed_changed_at(self, at: datetime) -> datetime | None:
        """When `in_feed` last became another: by a change, a publication, or a day
        on which something came into its window or left it."""
        today = timezone.localdate(at)
        expired = today - CANCELLED_STAYS
        gone, seen = today - FEED_BACK, today + FEED_AHEAD
        found = self.filter(event__published_at__lte=at).aggregate(
            changed=Max("changed_at"),
            event_changed=Max("event__changed_at"),
            published=Max("event__published_at"),
            expired=Max(
                "end_day", filter=Q(cancelled_at__isnull=False, end_day__lt=expired)
            ),
            gone=Max("end_day", filter=Q(end_day__lt=gone)),
            seen=Max("start_day", filter=Q(start_day__lte=seen)),
        )
        days = [
            found["expired"] and found["expired"] + CANCELLED_STAYS + DAY,
            found["gone"] and found["gone"] + FEED_BACK + DAY,
            found["seen"] and found["seen"] - FEED_AHEAD,
        ]
        moments = [wall_clock.midnight(day) for day in days if day]
        moments += [found["changed"], found["event_changed"], found["published"]]
        return max((moment for moment in moments if moment), default=None)

    def with_pages(self) -> Self:
        """Together with the public pages of their events, for their addresses."""
        pages = Prefetch("event__pages", public_pages(), to_attr="prefetched_pages")
        return self.select_related("event").prefetch_related(pages)

    def in_order(self) -> Self:
        return self.order_by("start_day", "start_time", "pk")


class Occurrence(Facts):
    """An event takes place: what people sign up for and calendars show.

    It begins with its event's facts, and keeps what is changed for it alone. What has
    begun is never changed with the event: it tells how it was. `original_day` is the
    day by the event's rule, and stays when the occurrence is moved to another.
    """

    WHAT = "event"
    MOVES = (*Facts.TIMES, "zone", "place", "address", "is_remote", "cancelled_at")

    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="occurrences",
    )
    original_day = models.DateField(editable=False)
    search_key = NameKeyField(of="searched")
    code = models.CharField(
        max_length=10, unique=True, default=random_code, editable=False
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)
    cancelled_why_fi = models.CharField(
        _("reason in Finnish"), max_length=300, blank=True, editable=False
    )
    cancelled_why_sv = models.CharField(
        _("reason in Swedish"), max_length=300, blank=True, editable=False
    )
    cancelled_why_en = models.CharField(
        _("reason in English"), max_length=300, blank=True, editable=False
    )

    moved_why_fi = models.CharField(
        _("why it is moved, in Finnish"),
        max_length=300,
        blank=True,
        help_text=_(
            "Told to those who come, and on the event's page, where its day or time "
            "is another than planned."
        ),
    )
    moved_why_sv = models.CharField(
        _("why it is moved, in Swedish"), max_length=300, blank=True
    )
    moved_why_en = models.CharField(
        _("why it is moved, in English"), max_length=300, blank=True
    )

    # {field: what is stored}, of what was changed in memory and is not yet saved.
    was: Mapping[str, Any] = MappingProxyType({})
    left: int | None = None  # places, where listing.with_places_left counted them

    objects: ClassVar[OccurrenceQuerySet] = OccurrenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Facts.Meta):
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        indexes = [
            models.Index(fields=["start_day", "start_time"], name="occurrence_start"),
            models.Index(fields=["end_day", "end_time"], name="occurrence_end"),
            models.Index(fields=["original_day"], name="occurrence_original_day"),
        ]
        constraints = [
            *Facts.Meta.constraints,
            models.UniqueConstraint(
                fields=["event", "original_day"], name="one_occurrence_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancelled_why_fi=""),
                name="occurrence_is_cancelled_for_a_reason",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Its event's page in the active language, or an address of its own.

        The page of what repeats is about all of it, so each time has its own address.
        """
        page = self.page
        return (page.url if page else None) or self.plain_url

    @property
    def page(self) -> "EventPage | None":
        """The public page in the active language that is about this time alone."""
        return None if self.event.repeats else self.event.page

    @property
    def searched(self) -> str:
        """What the calendar's search looks in."""
        return f"{self.name_fi} {self.place} {self.name_sv} {self.name_en}"

    @property
    def plain_url(self) -> str:
        """Where it is without a page."""
        return reverse("events:event", args=[self.slug, self.code])

    @property
    def ics_url(self) -> str:
        return reverse("events:event_ics", args=[self.slug, self.code])

    @property
    def register_url(self) -> str:
        return reverse("events:register", args=[self.slug, self.code])

    @property
    def cancelled_why(self) -> str:
        return in_language(self, "cancelled_why")

    @property
    def moved_why(self) -> str:
        return in_language(self, "moved_why")

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def change(self, values: Mapping[str, Any]) -> None:
        """In memory, noting what was."""
        differing = {
            name: getattr(self, name)
            for name, value in values.items()
            if getattr(self, name) != value
        }
        self.was = {**differing, **self.was}
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def moves(self) -> bool:
        """Whether what is changed in memory is of a kind to tell those who come."""
        return any(name in self.MOVES for name in self.was)

    @property
    def planned_start(self) -> datetime:
        """When it would begin by the rule of its event."""
        zone = ZoneInfo(self.zone)
        return wall_clock.moment(self.original_day, self.event.start_time, zone)

    @property
    def is_moved(self) -> bool:
        """To another day or time than its event's rule says."""
        planned = self.event.times_on(self.original_day)
        return any(getattr(self, name) != value for name, value in planned.items())

    @property
    def moved_from(self) -> datetime | None:
        """When it was to begin; None when it begins then.

        What was held keeps its time when the rest of the series gets another: only a
        row that was changed itself is told to have moved.
        """
        planned = wall_clock.moment(self.original_day, self.event.start_time)
        return planned if self.sequence and planned != self.starts_at else None

    def shows_remote_link(self, at: datetime) -> bool:
        """Whether those who have signed up are told the online address by now."""
        return self.remote_link_at <= at and not self.is_cancelled

    @property
    def remote_link_at(self) -> datetime:
        """From then on they are."""
        return self.starts_at - timedelta(minutes=self.event.remote_link_from)

    def takes_registrations_at(self, at: datetime) -> bool:
        return (
            self.event.takes_registrations
            and self.event.is_published(at)
            and not self.is_cancelled
            and at < self.closes_at
        )

    @property
    def closes_at(self) -> datetime:
        """From then on nobody signs up. A day before is the same time on the wall."""
        days, hours = divmod(self.event.closes, 24)
        day = self.start_day - timedelta(days=days)
        same_time = wall_clock.moment(day, self.start_time)
        return (same_time.astimezone(UTC) - timedelta(hours=hours)).astimezone(
            same_time.tzinfo
        )

    def pays_back_at(self, at: datetime) -> bool:
        """Whether who cancels then gets back by itself what was paid."""
        hours = self.event.money_back
        if hours == self.event.MoneyBack.NEVER:
            return False
        return at <= self.starts_at - timedelta(hours=hours)

    @property
    def health_kept_until(self) -> date:
        """The day on which answers about health are deleted."""
        return self.end_day + HEALTH_KEPT + DAY

    @property
    def free_places(self) -> int | None:
        """None where there is room for everybody."""
        if self.capacity is None:
            return None
        return max(self.capacity - self.registrations.with_place().seats(), 0)

    @property
    def places_left(self) -> int | None:
        """For who comes now: none when others wait, since nobody overtakes them."""
        free = self.free_places
        return 0 if free and self.registrations.waiting().exists() else free

    def is_over(self, at: datetime) -> bool:
        return self.ends_at <= at
