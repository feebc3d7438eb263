import uuid
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from association.formats import moment
from association.sorting import NameKeyField
from events.models.occurrence import CANCELLED_STAYS, FEED_BACK

QUARTER = timedelta(minutes=15)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Channel(models.TextChoices):
    REMOTE = "remote", _("Remotely")
    ON_SITE = "on_site", _("On site")


class SessionQuerySet(models.QuerySet["Session"]):
    def ahead(self, at: datetime) -> Self:
        return self.filter(cancelled_at=None, ends_at__gt=at).order_by("starts_at")

    def closed(self, at: datetime) -> Self:
        """Those that were held or cancelled, the latest first."""
        past = self.filter(~Q(cancelled_at=None) | Q(ends_at__lte=at))
        return past.order_by("-starts_at")

    def in_feed(self, at: datetime) -> Self:
        """In one's own calendar: a year back; what is cancelled, until calendars have
        heard of it."""
        stays = Q(cancelled_at=None) | Q(ends_at__gte=at - CANCELLED_STAYS)
        found = self.filter(stays, ends_at__gte=at - FEED_BACK)
        return found.order_by("starts_at", "pk")

    def of(self, user: User) -> Self:
        """The sessions in which this person is one of the two."""
        return self.filter(Q(mentor__user=user) | Q(mentee=user))

    def with_people(self) -> Self:
        return self.select_related("mentor__user", "mentee")

    def over(self, at: datetime) -> Self:
        return self.filter(ends_at__lte=at)


class Session(models.Model):
    """A meeting of a mentor and a mentee. The mentee may have no sign-in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mentor = models.ForeignKey(
        "mentoring.Mentor",
        verbose_name=_("mentor"),
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    mentee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("mentee's sign-in"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions_as_mentee",
    )
    mentee_name = models.CharField(_("mentee's name"), max_length=301)
    mentee_key = NameKeyField(of="mentee_name")
    mentee_email = models.EmailField(_("mentee's e-mail address"))
    mentee_language = models.CharField(
        _("mentee's language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    channel = models.CharField(_("how"), max_length=10, choices=Channel)
    place = models.CharField(_("place"), max_length=200, blank=True)
    wish = models.TextField(_("what to talk about"), max_length=1000, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    booked_at = models.DateTimeField(_("booked"))
    changed_at = models.DateTimeField()
    booked_by_mentor = models.BooleanField(_("booked by the mentor"), default=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_by_mentor = models.BooleanField(
        _("cancelled by the mentor"), default=False
    )
    cancelled_why = models.CharField(_("reason"), max_length=500, blank=True)

    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentee_name}, {moment(self.starts_at)}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:session", args=[self.pk])

    @property
    def uid(self) -> str:
        """The UID of its calendar entry, the same from invitation to cancellation."""
        return f"session-{self.pk}@mentorit"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def is_over(self, at: datetime) -> bool:
        return self.ends_at <= at

    def is_mentored_by(self, user: User) -> bool:
        return self.mentor.user_id == user.pk

    def other(self, *, is_mentor: bool) -> str:
        """Whom the mentor, or the mentee, meets."""
        return self.mentee_name if is_mentor else self.mentor.name

    def where_to_book_again(self, on: date) -> str:
        """The mentor's page; that of all mentors while this one is not shown."""
        if self.mentor.is_shown(on):
            return self.mentor.get_absolute_url()
        return reverse("mentoring:directory")

    def quarters(self) -> list[datetime]:
        """The quarters of an hour that it touches, whenever it begins."""
        first = self.starts_at - (self.starts_at - EPOCH) % QUARTER
        count = -(-(self.ends_at - first) // QUARTER)
        return [first + number * QUARTER for number in range(count)]


class SessionQuarter(models.Model):
    """A taken quarter of an hour of a mentor: what makes a double booking impossible.

    One row per mentor and quarter under a unique constraint refuses every overlap on
    both databases, with no trigger and no extension. Cancelling removes the rows.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="taken_quarters"
    )
    mentor = models.ForeignKey("mentoring.Mentor", on_delete=models.CASCADE)
    starts_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "starts_at"],
                name="one_session_of_a_mentor_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return moment(self.starts_at)
