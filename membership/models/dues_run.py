from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DuesRunQuerySet(models.QuerySet["DuesRun"]):
    def unfinished(self) -> Self:
        return self.filter(finished_at=None)

    def left_behind(self, at: datetime) -> Self:
        """Those that nobody works on any more: the worker goes on with them."""
        return self.unfinished().filter(goes_on_at__lte=at)


class DuesRun(models.Model):
    """The dues of a year were asked for, once or again for who was missing.

    A run asks some hundreds at a time, each in a transaction of its own, and is
    finished with the last. One that was broken off goes on with the same due date.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    due_on = models.DateField(_("due date"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    begun_at = models.DateTimeField(_("begun"))
    goes_on_at = models.DateTimeField(editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects: ClassVar[DuesRunQuerySet] = DuesRunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("run of dues")
        verbose_name_plural = _("runs of dues")
        ordering = ["-begun_at", "-pk"]
        default_permissions = ()
        permissions = [("raise_dues", _("Can ask for the dues of a year"))]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(finished_at=None),
                name="one_unfinished_run_per_year",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("begun_at")),
                name="dues_run_finishes_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)
