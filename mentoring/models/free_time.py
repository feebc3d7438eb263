import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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
        """Free times of mentors who are shown and not on leave on that very day.

        Leave is kept by date: SQL compares it with the meeting's own local day.
        """
        on_leave = Q(mentor__leave_from__lte=F("local_date")) & (
            Q(mentor__leave_until=None) | Q(mentor__leave_until__gte=F("local_date"))
        )
        return self.free(at).exclude(mentor__consented_at=None).exclude(on_leave)


class FreeTime(models.Model):
    """A time a mentor offers. It stays when it is booked; what is free is computed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mentor = models.ForeignKey(
        Mentor, on_delete=models.CASCADE, related_name="free_times"
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    local_date = models.DateField(_("date"), editable=False)
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
        return f"{self.mentor} {timezone.localtime(self.starts_at):%d.%m.%Y %H.%M}"
