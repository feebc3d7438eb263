import uuid
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Max, Prefetch, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from association import formats
from events import wall_clock
from events.models.calendar_row import CalendarRow, in_language

if TYPE_CHECKING:
    from events.models.pages import EventPage

DAY = timedelta(days=1)
FEED_BACK = timedelta(days=365)
FEED_AHEAD = timedelta(days=730)
CANCELLED_STAYS = timedelta(days=30)  # after its day, so that calendars learn of it
HELSINKI = "Europe/Helsinki"
SKIPPED = _(
    "This time does not exist: when summer time begins, clocks go from 3.00 straight "
    "to 4.00. Choose another time."
)
NO_ROOM = _("Write how many fit in, or leave the number of places empty.")
ENDS_FIRST = _("The event ends before it starts. Change one of the times.")


def this_minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def random_code() -> str:
    return uuid.uuid4().hex[:10]


def is_over(at: datetime) -> Q:
    """What has ended, by what a clock on a Finnish wall shows then."""
    day, clock = wall_clock.reading(at)
    return Q(end_day__lt=day) | Q(end_day=day, end_time__lte=clock)


def public_pages() -> "models.QuerySet[EventPage]":
    """What everybody may read, once the event is public."""
    from events.models.pages import EventPage

    pages: models.QuerySet[EventPage] = EventPage.objects.live().open_to_all()
    return pages


class EventQuerySet(models.QuerySet["Event"]):
    def locked(self, event: "Event") -> "Event":
        """As it is stored now; until the transaction ends nobody else has it so."""
        return self.select_for_update().get(pk=event.pk)

    def published(self, at: datetime) -> Self:
        return self.filter(published_at__lte=at)

    def upcoming(self, at: datetime) -> Self:
        """Those not over yet, the next one first; cancelled ones are among them."""
        return self.exclude(is_over(at)).in_order()

    def not_begun(self, at: datetime) -> Self:
        day, clock = wall_clock.reading(at)
        return self.filter(
            Q(start_day__gt=day) | Q(start_day=day, start_time__gt=clock)
        )

    def past(self, at: datetime) -> Self:
        """Those that were held, the latest first."""
        held = self.filter(is_over(at), cancelled_at=None)
        return held.order_by("-start_day", "-start_time", "-pk")

    def between(self, first: date, last: date) -> Self:
        """Those that share a day with the span, both ends included."""
        return self.filter(start_day__lte=last, end_day__gte=first).in_order()

    def in_feed(self, at: datetime) -> Self:
        """What subscribers are shown: a year back and two ahead, and what is cancelled
        for as long as it takes calendars to hear of it."""
        today = timezone.localdate(at)
        stays = Q(cancelled_at=None) | Q(end_day__gte=today - CANCELLED_STAYS)
        window = {
            "end_day__gte": today - FEED_BACK,
            "start_day__lte": today + FEED_AHEAD,
        }
        return self.published(at).filter(stays, **window).in_order()

    def feed_changed_at(self, at: datetime) -> datetime | None:
        """When `in_feed` last became another: by a change, a publication, or a day
        on which something came into its window or left it."""
        today = timezone.localdate(at)
        expired = today - CANCELLED_STAYS
        gone, seen = today - FEED_BACK, today + FEED_AHEAD
        found = self.published(at).aggregate(
            changed=Max("changed_at"),
            published=Max("published_at"),
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
        moments += [found["changed"], found["published"]]
        return max((moment for moment in moments if moment), default=None)

    def with_pages(self) -> Self:
        """Together with their public pages, for their addresses."""
        pages = Prefetch("pages", public_pages(), to_attr="prefetched_pages")
        return self.prefetch_related(pages)

    def in_order(self) -> Self:
        return self.order_by("start_day", "start_time", "pk")


class Event(CalendarRow):
    """Something the association invites to: when and where.

    Day and clock time are kept as they are written on the wall in `zone`, so that an
    evening at six stays at six whatever is done to summer time. Its words, if it has
    more than a name, stand on an `EventPage` of each language.
    """

    class Kind(models.TextChoices):
        MEETUP = "meetup", _("Network meetup")
        TRAINING = "training", _("Training")
        MEETING = "meeting", _("Meeting of the association")
        OTHER = "other", _("Other event")

    MOVES = (
        "start_day", "start_time", "end_day", "end_time", "zone", "place", "address",
        "is_remote", "cancelled_at",
    )  # fmt: skip

    code = models.CharField(
        max_length=10, unique=True, default=random_code, editable=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    name_fi = models.CharField(_("name in Finnish"), max_length=150)
    name_sv = models.CharField(_("name in Swedish"), max_length=150, blank=True)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    start_day = models.DateField(_("day it starts"))
    start_time = models.TimeField(_("time it starts"))
    end_day = models.DateField(_("day it ends"))
    end_time = models.TimeField(_("time it ends"))
    zone = models.CharField(max_length=40, default=HELSINKI, editable=False)
    place = models.CharField(
        _("place"),
        max_length=150,
        blank=True,
        help_text=_("The house and the municipality: “Library of Kuopio”."),
    )
    address = models.CharField(_("street address"), max_length=200, blank=True)
    map_link = models.URLField(_("address of a map"), max_length=500, blank=True)
    is_remote = models.BooleanField(_("can be attended online"), default=False)
    remote_link = models.URLField(
        _("address of the online meeting"),
        max_length=500,
        blank=True,
        help_text=_("Never shown on the public pages or in the calendars."),
    )
    price_cents = models.PositiveIntegerField(_("price in cents"), default=0)
    capacity = models.PositiveIntegerField(
        _("number of places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1, NO_ROOM)],
        help_text=_("Empty: there is room for everybody."),
    )
    takes_registrations = models.BooleanField(
        _("people sign up on its page"),
        default=False,
        help_text=_("Until it starts. When all places are taken, others wait."),
    )
    published_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        default=this_minute,
        help_text=_("Empty: a draft that only the admin shows."),
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

    was_public = False  # as the stored row is, for whoever must know of its change

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_day__gt=F("start_day"))
                | Q(end_day=F("start_day"), end_time__gt=F("start_time")),
                name="event_ends_after_it_starts",
                violation_error_message=ENDS_FIRST,
            ),
            models.CheckConstraint(
                # QuerySets compare its times with a clock in Finland.
                condition=Q(zone=HELSINKI),
                name="event_is_in_finnish_time",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1),
                name="event_has_room_for_somebody",
                violation_error_message=NO_ROOM,
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancelled_why_fi=""),
                name="event_is_cancelled_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {formats.date_only(self.start_day)}"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        event = super().from_db(*args, **kwargs)
        event.was_public = event.__dict__.get("published_at", True) is not None
        return event

    def clean(self) -> None:
        """No calendar agrees on when an hour is that clocks skip."""
        super().clean()
        wrong: dict[str, Any] = {}
        for end in ("start", "end"):
            day = getattr(self, f"{end}_day")
            clock = getattr(self, f"{end}_time")
            if day and clock and not wall_clock.exists(day, clock, ZoneInfo(self.zone)):
                wrong[f"{end}_time"] = SKIPPED
        times = (self.start_day, self.start_time, self.end_day, self.end_time)
        is_written = None not in times
        if is_written and not wrong and self.ends_at <= self.starts_at:
            wrong["end_time"] = ENDS_FIRST
        if wrong:
            raise ValidationError(wrong)

    def get_absolute_url(self) -> str:
        """Its page in the active language, or else an address of its own."""
        page = self.page
        return (page.url if page else None) or self.plain_url

    @property
    def slug(self) -> str:
        """Its name in an address; the code alone says which event it is."""
        return slugify(self.name) or "e"

    @property
    def plain_url(self) -> str:
        """Where it is without a page."""
        return reverse("events:event", args=[self.slug, self.code])

    @property
    def ics_url(self) -> str:
        return reverse("events:event_ics", args=[self.slug, self.code])

    @property
    def page(self) -> "EventPage | None":
        """Its public page in the active language."""
        return self.public_pages.get((translation.get_language() or "fi")[:2])

    @cached_property
    def public_pages(self) -> "dict[str, EventPage]":
        """{language: page}"""
        pages = getattr(self, "prefetched_pages", None)
        if pages is None:
            pages = public_pages().filter(event=self)
        return {page.locale.language_code: page for page in pages}

    @property
    def name(self) -> str:
        """In the active language, like all its texts."""
        return in_language(self, "name")

    @property
    def cancelled_why(self) -> str:
        return in_language(self, "cancelled_why")

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    @property
    def starts_at(self) -> datetime:
        return wall_clock.moment(self.start_day, self.start_time, ZoneInfo(self.zone))

    @property
    def ends_at(self) -> datetime:
        return wall_clock.moment(self.end_day, self.end_time, ZoneInfo(self.zone))

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def is_published(self, at: datetime) -> bool:
        return self.published_at is not None and self.published_at <= at

    def takes_registrations_at(self, at: datetime) -> bool:
        return (
            self.takes_registrations
            and self.is_published(at)
            and not self.is_cancelled
            and at < self.starts_at
        )

    @property
    def places_left(self) -> int | None:
        """None where there is room for everybody; 0 when others wait."""
        if self.capacity is None:
            return None
        taken = self.registrations.filter(cancelled_at=None).count()
        return max(self.capacity - taken, 0)

    @property
    def register_url(self) -> str:
        return reverse("events:register", args=[self.slug, self.code])

    def is_over(self, at: datetime) -> bool:
        return self.ends_at <= at
