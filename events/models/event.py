import uuid
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Prefetch
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from recurrence import Recurrence
from recurrence.fields import RecurrenceField

from events.models.facts import Facts

if TYPE_CHECKING:
    from events.models.occurrence import Occurrence
    from events.models.pages import EventPage


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
        return self.filter(published_at__lte=at)

    def with_pages(self) -> Self:
        """Together with their public pages."""
        pages = Prefetch("pages", public_pages(), to_attr="prefetched_pages")
        return self.prefetch_related(pages)

    def repeating(self) -> Self:
        return self.exclude(rule="")


class Event(Facts):
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
    topped_up_to = models.DateField(null=True, editable=False)
    price_cents = models.PositiveIntegerField(_("price in cents"), default=0)
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

    was_public = False  # as the stored row is, for whoever must know of its change

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Facts.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        event = super().from_db(*args, **kwargs)
        event.was_public = event.__dict__.get("published_at", True) is not None
        return event

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

    def shown_occurrence(self, at: datetime) -> "Occurrence | None":
        """The one to speak of: what is going on or comes next, or else the last."""
        coming = self.occurrences.upcoming(at)
        return (
            coming.filter(cancelled_at=None).first()
            or coming.first()
            or self.occurrences.in_order().last()
        )

    def is_published(self, at: datetime) -> bool:
        return self.published_at is not None and self.published_at <= at
