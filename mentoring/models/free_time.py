import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from association.formats import moment
from events.wall_clock import HELSINKI
from mentoring.models.mentor import Mentor
from mentoring.models.session import Channel, SessionQuarter


class FreeTimeQuerySet(models.QuerySet["FreeTime"]):
    def ahead(self, at: datetime) -> Self:
        return self.filter(starts_at__gt=at).order_by("starts_at", "pk")

    def free(self, at: datetime) -> Self:
        """Those ahead of which no quarter of an hour is taken."""
        taken = SessionQuarter.objects.filter(
            mentor=OuterRef("mentor"),
            starts_at__gte=OuterRef("starts_at"),
            starts_at__lt=OuterRef("ends_at"),
        )
        return self.ahead(at).filter(~Exists(taken))

    def bookable(self, at: datetime) -> Self:
        """Free times of mentors who are shown and not on leave on that very day."""
        on_leave = Q(mentor__leave_from__lte=F("day")) & (
            Q(mentor__leave_until=None) | Q(mentor__leave_until__gte=F("day"))
        )
        times = self.free(at).alias(day=TruncDate("starts_at", tzinfo=HELSINKI))
        shown = times.filter(
            mentor__consented_at__isnull=False, mentor__user__is_active=True
        )
        return shown.exclude(on_leave)

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> Self:
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def over(self, at: datetime) -> Self:
        return self.filter(ends_at__lte=at)


class FreeTime(models.Model):
    """A time a mentor offers. It stays when it is booked; what is free is computed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mentor = models.ForeignKey(
        Mentor,
        verbose_name=_("mentor"),
        on_delete=models.CASCADE,
        related_name="free_times",
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    channel = models.CharField(_("how"), max_length=10, choices=Channel)
    place = models.CharField(_("place"), max_length=200, blank=True)

    objects: ClassVar[FreeTimeQuerySet] = FreeTimeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("free time")
        verbose_name_plural = _("free times")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="free_time_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["mentor", "starts_at"], name="one_free_time_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return moment(self.starts_at)

    @property
    def day(self) -> date:
        """The day on a Finnish wall."""
        return timezone.localdate(self.starts_at, HELSINKI)

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)

    @property
    def how(self) -> str:
        """`Etänä`, or where the two meet."""
        return self.place or str(self.get_channel_display())
