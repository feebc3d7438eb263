from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models.bill import Bill


class AttemptQuerySet(models.QuerySet["PaymentAttempt"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def left_open(self, at: datetime) -> Self:
        """Open longer than paying takes: a webhook may have been lost."""
        return self.open().filter(created_at__lte=at - PATIENCE).order_by("pk")


PATIENCE = timedelta(minutes=10)


class PaymentAttempt(models.Model):
    """One try to pay a bill at Stripe, written before Stripe hears of it.

    `key` and `params` are what Stripe is asked with; asked again with the same, it
    answers with the same session, so a crash between the two loses nothing.
    """

    class End(models.TextChoices):
        PAID = "paid", _("paid")
        EXPIRED = "expired", _("closed without payment")
        REPLACED = "replaced", _("replaced by another")
        FAILED = "failed", _("failed")

    bill = models.ForeignKey(
        Bill,
        verbose_name=_("bill"),
        on_delete=models.PROTECT,
        related_name="attempts",
    )
    number = models.PositiveIntegerField(_("number"))
    amount_cents = models.PositiveIntegerField(_("amount"))
    key = models.CharField(max_length=100, unique=True)
    params = models.JSONField()
    created_at = models.DateTimeField(_("begun"))
    expires_at = models.DateTimeField(_("open until"))
    session_id = models.CharField(max_length=255, unique=True, null=True, blank=True)
    session_url = models.TextField(blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_as = models.CharField(
        _("ended as"), max_length=10, choices=End, blank=True, default=""
    )

    objects: ClassVar[AttemptQuerySet] = AttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("payment attempt")
        verbose_name_plural = _("payment attempts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill"],
                condition=Q(ended_at=None),
                name="one_open_attempt_per_bill",
            ),
            models.UniqueConstraint(
                fields=["bill", "number"], name="attempts_of_a_bill_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="attempt_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_as="")
                | (Q(ended_at__isnull=False) & ~Q(ended_as="")),
                name="attempt_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def end(self, how: "PaymentAttempt.End", at: datetime) -> None:
        """Close it; what ended first stays."""
        if self.ended_at is None:
            self.ended_at, self.ended_as = at, how
            self.save(update_fields=["ended_at", "ended_as"])
