from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models.final import FinalModel, FinalQuerySet
from payments.models.payment import Payment


class DisputeQuerySet(FinalQuerySet["Dispute"]):
    def open(self) -> Self:
        """Not decided yet; those to answer soonest first."""
        return self.exclude(status__in=ENDS).order_by("evidence_due_at", "pk")

    def to_answer(self) -> Self:
        """Stripe waits for our word, until `evidence_due_at`."""
        return self.open().filter(status__in=TO_ANSWER)


class Dispute(FinalModel):
    """A payer has asked the bank for the money back. An inquiry only asks: no money
    moves. What does move are rows of `TakenBack`.
    """

    class Status(models.TextChoices):
        """Stripe's own, in the order in which they may follow each other."""

        WARNING_NEEDS_RESPONSE = "warning_needs_response", _("inquiry, answer it")
        WARNING_UNDER_REVIEW = "warning_under_review", _("inquiry, being looked at")
        WARNING_CLOSED = "warning_closed", _("inquiry, closed")
        NEEDS_RESPONSE = "needs_response", _("answer it")
        UNDER_REVIEW = "under_review", _("being decided")
        PREVENTED = "prevented", _("prevented")
        LOST = "lost", _("lost")
        APPEAL_NEEDS_RESPONSE = "appeal_needs_response", _("appeal, answer it")
        APPEAL_UNDER_REVIEW = "appeal_under_review", _("appeal, being decided")
        WON = "won", _("won")

    changeable = frozenset({"status", "reason", "evidence_due_at"})

    provider_id = models.CharField(_("Stripe's id"), max_length=255, unique=True)
    payment = models.ForeignKey(
        Payment,
        verbose_name=_("payment"),
        on_delete=models.PROTECT,
        related_name="disputes",
    )
    amount_cents = models.PositiveIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    status = models.CharField(_("state"), max_length=30, choices=Status)
    reason = models.CharField(_("the payer's reason"), max_length=60)
    evidence_due_at = models.DateTimeField(_("answer by"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    recorded_at = models.DateTimeField(_("recorded"))

    objects: ClassVar[DisputeQuerySet] = DisputeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="dispute_is_about_some_money"
            ),
        ]

    def __str__(self) -> str:
        return self.provider_id

    @property
    def is_inquiry(self) -> bool:
        return self.status.startswith("warning_")

    @property
    def is_open(self) -> bool:
        return self.status not in ENDS

    def may_become(self, status: str) -> bool:
        """Whether that status is not an earlier one: what Stripe was asked first may
        be written last."""
        return _rank(status) >= _rank(self.status)


ENDS = (
    Dispute.Status.WARNING_CLOSED,
    Dispute.Status.PREVENTED,
    Dispute.Status.LOST,
    Dispute.Status.WON,
)
TO_ANSWER = (
    Dispute.Status.WARNING_NEEDS_RESPONSE,
    Dispute.Status.NEEDS_RESPONSE,
    Dispute.Status.APPEAL_NEEDS_RESPONSE,
)
# From here on one may follow the other: what was lost can be appealed, and won or lost.
DECIDED = Dispute.Status.values.index(Dispute.Status.PREVENTED)


def _rank(status: str) -> int:
    known = Dispute.Status.values
    return min(known.index(status), DECIDED) if status in known else DECIDED
