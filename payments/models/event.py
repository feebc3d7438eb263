from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class StripeEventQuerySet(models.QuerySet["StripeEvent"]):
    def failed(self) -> Self:
        """Events whose effect we still owe."""
        return self.filter(handled_at=None).order_by("received_at")


class StripeEvent(models.Model):
    """A webhook of Stripe. Its row is written with its effect, in one transaction.

    One that failed is kept too, not handled: Stripe sends it again, and so does
    `reconcile_stripe`.
    """

    id = models.CharField(primary_key=True, max_length=255)
    type = models.CharField(_("type"), max_length=100)
    object_id = models.CharField(_("about"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("happened"))
    received_at = models.DateTimeField(_("received"))
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    error = models.TextField(_("last error"), blank=True)

    objects: ClassVar[StripeEventQuerySet] = StripeEventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Stripe event")
        verbose_name_plural = _("Stripe events")
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.type} {self.id}"

    def mark_handled(self, at: datetime) -> None:
        self.handled_at = at
        self.save(update_fields=["handled_at"])
