from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PauseQuerySet(models.QuerySet["Pause"]):
    def on(self, day: date) -> Self:
        return self.lasting_beyond(day).filter(starts_on__lte=day)

    def lasting_beyond(self, day: date) -> Self:
        """Those that are not over on that day, begun or not."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Pause(models.Model):
    """A while in which a member stays a member and is asked for no due, as the board
    has decided. `ends_on` is the first day after it; one that ends on the day it
    starts was called off."""

    member = models.ForeignKey(
        "membership.Member",
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="pauses",
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("ended"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    decided_on = models.DateField(_("date of the decision"))
    minutes_reference = models.CharField(_("reference to the minutes"), max_length=100)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decision recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[PauseQuerySet] = PauseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["starts_on", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ends_on=None),
                name="one_running_pause_per_member",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="pause_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(minutes_reference=""), name="pause_is_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}: {self.member_id}"

    def is_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
