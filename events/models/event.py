import uuid
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from recurrence import Recurrence
from recurrence.fields import RecurrenceField

from events import audiences
from events.audiences import Reader
from events.models.facts import Facts

if TYPE_CHECKING:
    from events.models.occurrence import Occurrence
    from events.models.pages import EventPage

LARGEST_PARTY = 20


def this_minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def random_code() -> str:
    return uuid.uuid4().hex[:10]


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
        """What everybody may see."""
        return self.filter(published_at__lte=at, audience=Event.Audience.EVERYBODY)

    def visible_to(self, reader: Reader, at: datetime) -> Self:
        """What everybody may see, and what is for a role that the reader has."""
        mine = audiences.of(reader)
        return self.filter(published_at__lte=at, audience__in=mine)

    def whole(self) -> Self:
        """Without the parts of a series that were split off it."""
        return self.filter(goes_on_as=None)

    def with_pages(self) -> Self:
        """Together with their public pages."""
        pages = Prefetch("pages", public_pages(), to_attr="prefetched_pages")
        return self.prefetch_related(pages)

    def repeating(self) -> Self:
        return self.exclude(rule="")


class Event(Facts, ClusterableModel):
    """Something the association invites to, once or again and again.

    The event is the master: what, when it first takes place, where, and by which rule
    it repeats. Each time it takes place is an `Occurrence`, which people sign up for
    and calendars show. Its words, if it has more than a name, stand on an `EventPage`
    of each language.
    """

    class Kind(models.TextChoices):
        MEETUP = "meetup", _("Network meetup")
        TRAINING = "training", _("Training")
        MEETING = "meeting", _("Meeting of the association")
        OTHER = "other", _("Other event")

    class Audience(models.TextChoices):
        """Whom it is for. Only what is for everybody is public."""

        EVERYBODY = "everybody", _("Everybody")
        MEMBERS = "members", _("Members")
        MENTORS = "mentors", _("Mentors")
        BOARD = "board", _("The board")

    class Early(models.IntegerChoices):
        """How many minutes before the start something is told."""

        QUARTER = 15, _("15 minutes before")
        HOUR = 60, _("an hour before")
        DAY = 24 * 60, _("a day before")
        WEEK = 7 * 24 * 60, _("a week before")

    class Closes(models.IntegerChoices):
        """Hours before the start; whole days are counted on the calendar."""

        AT_START = 0, _("when the event begins")
        HOUR = 1, _("an hour before")
        DAY = 24, _("a day before")
        TWO_DAYS = 48, _("two days before")
        THREE_DAYS = 72, _("three days before")
        WEEK = 168, _("a week before")
        TWO_WEEKS = 336, _("two weeks before")
        THREE_WEEKS = 504, _("three weeks before")
        FOUR_WEEKS = 672, _("four weeks before")

    class PayWithin(models.IntegerChoices):
        """Hours from when somebody is told of a place."""

        DAY = 24, _("one day")
        TWO_DAYS = 48, _("two days")
        THREE_DAYS = 72, _("three days")
        WEEK = 168, _("a week")
        TWO_WEEKS = 336, _("two weeks")

    class MoneyBack(models.IntegerChoices):
        """Hours before the start until which who cancels is paid back."""

        NEVER = -1, _("not by itself: the organiser decides")
        AT_START = 0, _("if it is done before the event begins")
        DAY = 24, _("if it is done at least a day before")
        THREE_DAYS = 72, _("if it is done at least three days before")
        WEEK = 168, _("if it is done at least a week before")
        TWO_WEEKS = 336, _("if it is done at least two weeks before")

    WHAT = "series"
    MOVES = (*Facts.TIMES, "zone", "place", "address", "is_remote", "rule")

    code = models.CharField(
        max_length=10, unique=True, default=random_code, editable=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    rule: Recurrence = RecurrenceField(
        verbose_name=_("repeats"),
        blank=True,
        default="",
        include_dtstart=False,
        editable=False,
    )
    skips_holidays = models.BooleanField(
        _("not on the association's holidays"), default=True
    )
    goes_on_as = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.CASCADE,
        related_name="earlier_parts",
        editable=False,
    )
    topped_up_to = models.DateField(null=True, editable=False)
    organiser = models.CharField(
        _("organiser"),
        max_length=150,
        blank=True,
        help_text=_("Empty: the association."),
    )
    co_organisers = models.CharField(
        _("together with"),
        max_length=300,
        blank=True,
        help_text=_("Other associations, a municipality, a school."),
    )
    audience = models.CharField(
        _("for whom"),
        max_length=10,
        choices=Audience,
        default=Audience.EVERYBODY,
        help_text=_(
            "Only what is for everybody is public; the rest is seen signed in."
        ),
    )
    remote_link_from = models.PositiveIntegerField(
        _("the online address is shown"),
        choices=Early,
        default=Early.HOUR,
        help_text=_("To those who have signed up, and to nobody else."),
    )
    price_cents = models.PositiveIntegerField(_("price in cents"), default=0)
    takes_registrations = models.BooleanField(
        _("people sign up on its page"),
        default=False,
        help_text=_("When all places are taken, others wait."),
    )
    closes = models.PositiveIntegerField(
        _("registration closes"), choices=Closes, default=Closes.AT_START
    )
    max_party = models.PositiveSmallIntegerField(
        _("how many one may sign up at most"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST_PARTY)],
        help_text=_("Oneself included: with 4, a family signs up at once."),
    )
    pay_within = models.PositiveIntegerField(
        _("time to pay"),
        choices=PayWithin,
        default=PayWithin.THREE_DAYS,
        help_text=_("If it has a price. An unpaid place then goes to who waits."),
    )
    money_back = models.IntegerField(
        _("who cancels is paid back"),
        choices=MoneyBack,
        default=MoneyBack.NEVER,
        help_text=_(
            "If it has a price. What the association cancels is always paid back."
        ),
    )
    wants_feedback = models.BooleanField(
        _("ask those who came what they thought"),
        default=True,
        help_text=_("By mail the day after, without names."),
    )
    published_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        default=this_minute,
        help_text=_("Empty: a draft that only the admin shows."),
    )

    was_public = False  # as the stored row is, for whoever must know of its change

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Facts.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *Facts.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(max_party__range=(1, LARGEST_PARTY)),
                name="event_takes_parties_of_one_and_more",
            ),
        ]

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        event = super().from_db(*args, **kwargs)
        known = event.__dict__
        event.was_public = known.get("published_at", True) is not None and (
            known.get("audience", cls.Audience.EVERYBODY) == cls.Audience.EVERYBODY
        )
        return event

    @property
    def whole(self) -> "Event":
        """Of an earlier part of a series, the event that goes on, with its questions;
        otherwise the event itself."""
        return self.goes_on_as or self

    @property
    def repeats(self) -> bool:
        return bool(self.rule and self.rule.rrules)

    @property
    def span(self) -> timedelta:
        """How many days later it ends than it starts."""
        return self.end_day - self.start_day

    def times_on(self, day: date) -> dict[str, Any]:
        """When the occurrence of that day takes place, unless it is moved."""
        return {
            "start_day": day,
            "start_time": self.start_time,
            "end_day": day + self.span,
            "end_time": self.end_time,
        }

    @cached_property
    def public_pages(self) -> "dict[str, EventPage]":
        """{language: page}"""
        pages = getattr(self, "prefetched_pages", None)
        if pages is None:
            pages = public_pages().filter(event=self)
        return {page.locale.language_code: page for page in pages}

    @property
    def page(self) -> "EventPage | None":
        """Its public page in the active language."""
        return self.public_pages.get((translation.get_language() or "fi")[:2])

    def get_absolute_url(self) -> str:
        """Its page in the active language, or else its next occurrence's address."""
        page = self.page
        if page is not None and page.url:
            return str(page.url)
        occurrence = self.shown_occurrence(timezone.now())
        return occurrence.plain_url if occurrence else "/"

    @property
    def series_ics_url(self) -> str:
        """The file of all its occurrences."""
        return reverse("events:series_ics", args=[self.slug, self.code])

    def shown_occurrence(self, at: datetime) -> "Occurrence | None":
        """The one to speak of: what is going on or comes next, or else the last."""
        coming = self.occurrences.upcoming(at)
        return (
            coming.filter(cancelled_at=None).first()
            or coming.first()
            or self.occurrences.in_order().last()
        )

    @property
    def organisers(self) -> str:
        """Who holds it, where it is not the association alone."""
        return ", ".join(name for name in (self.organiser, self.co_organisers) if name)

    @property
    def is_for_everybody(self) -> bool:
        return self.audience == self.Audience.EVERYBODY

    def is_public(self, at: datetime) -> bool:
        return self.is_for_everybody and self.is_published(at)

    def is_published(self, at: datetime) -> bool:
        """For those whom it is for."""
        return self.published_at is not None and self.published_at <= at
