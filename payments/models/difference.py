from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class DifferenceQuerySet(models.QuerySet["BooksDifference"]):
    def open(self) -> Self:
        return self.filter(gone_at=None).order_by("found_at", "pk")


class BooksDifference(models.Model):
    """Something that `verify_books` found, until it no longer finds it: so that the
    treasurer is told once, and sees for how long it has been there."""

    key = models.CharField(max_length=64, editable=False)
    words = models.TextField(_("what differs"))
    found_at = models.DateTimeField(_("found"))
    gone_at = models.DateTimeField(_("gone"), null=True, blank=True)

    objects: ClassVar[DifferenceQuerySet] = DifferenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("difference in the books")
        verbose_name_plural = _("differences in the books")
        ordering = ["-found_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(gone_at=None),
                name="difference_is_told_once",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def close(self, at: datetime) -> None:
        self.gone_at = at
        self.save(update_fields=["gone_at"])
