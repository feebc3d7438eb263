from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.member import Member


class Waiver(models.Model):
    """A member is not asked for the due of a year, for a reason and by a decision.

    It stays as it was decided; a bill that had been sent was withdrawn by it.
    """

    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="waivers",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    reason = models.CharField(_("reason"), max_length=300)
    decided_on = models.DateField(_("date of the decision"))
    minutes_reference = models.CharField(_("reference to the minutes"), max_length=100)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("recorded"))

    objects: ClassVar[models.Manager["Waiver"]] = models.Manager()

    class Meta:
        verbose_name = _("waiver of a due")
        verbose_name_plural = _("waivers of dues")
        ordering = ["-year", "member__name_key"]
        default_permissions = ("view", "add")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "year"], name="one_waiver_per_member_and_year"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(minutes_reference=""),
                name="waiver_has_a_reason_and_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.member_id}"
