from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.registration import Registration


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def standing(self) -> Self:
        """Those that were not taken back, the first one first."""
        return self.filter(undone_at=None).order_by("at", "key")


class CheckIn(models.Model):
    """One tap at the door. Whoever has a standing one has come in.

    The phone makes the key, so that the same tap sent twice is one. Two phones make
    two: taking back the one leaves the other.
    """

    key = models.UUIDField(primary_key=True, editable=False)
    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="check_ins"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("let in by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects: ClassVar[CheckInQuerySet] = CheckInQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.registration}"
