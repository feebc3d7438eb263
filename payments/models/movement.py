from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payments.models.final import FinalModel, FinalQuerySet
from payments.models.payment import Payment
from payments.models.payout import Payout

# Stripe's names: docs.stripe.com/reports/balance-transaction-types. What is booked by
# card is a charge, what is booked by other ways to pay is a payment.
CHARGES = ("charge", "payment")
REFUNDS = ("refund", "payment_refund")
FAILED_REFUNDS = ("refund_failure",)
PAYOUTS = ("payout",)
PAYOUTS_BACK = ("payout_failure", "payout_cancel")
FEES = ("stripe_fee", "stripe_fx_fee", "tax_fee")
# A dispute is an adjustment; docs.stripe.com/reports/reporting-categories tells which.
DISPUTES = ("dispute", "dispute_reversal")


class StripeMovementQuerySet(FinalQuerySet["StripeMovement"]):
    """Each kind of movement has money rows of one kind, but for those `without_row`."""

    def charges(self) -> Self:
        return self.filter(type__in=CHARGES)

    def refunds(self) -> Self:
        return self.filter(type__in=REFUNDS)

    def failed_refunds(self) -> Self:
        return self.filter(type__in=FAILED_REFUNDS)

    def disputes(self) -> Self:
        return self.filter(type="adjustment", category__in=DISPUTES)

    def payouts(self) -> Self:
        """Money on its way to the bank."""
        return self.filter(type__in=PAYOUTS)

    def payouts_back(self) -> Self:
        """Payouts that the bank sent back."""
        return self.filter(type__in=PAYOUTS_BACK)

    def fees_alone(self) -> Self:
        """What Stripe charges for itself, not as a part of another movement."""
        return self.filter(type__in=FEES)

    def without_row(self) -> Self:
        """Movements that no other row of ours tells of: the treasurer looks at them."""
        known = (
            *CHARGES, *REFUNDS, *FAILED_REFUNDS, *PAYOUTS, *PAYOUTS_BACK, *FEES,
        )  # fmt: skip
        is_dispute = Q(type="adjustment", category__in=DISPUTES)
        return self.exclude(type__in=known).exclude(is_dispute)


class StripeMovement(FinalModel):
    """One balance transaction: a line of the account that Stripe keeps for us.

    Written as Stripe tells it; the balance there is the sum of `net_cents`. Payments,
    refunds, disputes, fees and payouts are rows of their own, written from their own
    objects, so that each can be held against its movement (payments/clearing.py).
    """

    changeable = frozenset({"payout"})

    provider_id = models.CharField(_("Stripe's id"), max_length=255, unique=True)
    type = models.CharField(_("type"), max_length=60)
    category = models.CharField(_("reporting category"), max_length=60)
    amount_cents = models.IntegerField(_("amount"))
    fee_cents = models.IntegerField(_("fee"))
    net_cents = models.IntegerField(_("net"))
    currency = models.CharField(_("currency"), max_length=3)
    source = models.CharField(_("of what"), max_length=255, blank=True, db_index=True)
    happened_at = models.DateTimeField(_("when"))
    available_at = models.DateTimeField(_("can be paid out"))
    recorded_at = models.DateTimeField(_("recorded"))
    livemode = models.BooleanField(_("real money"))
    payment = models.ForeignKey(
        Payment,
        verbose_name=_("payment"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="movements",
    )
    payout = models.ForeignKey(
        Payout,
        verbose_name=_("payout"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="movements",
    )

    objects: ClassVar[StripeMovementQuerySet] = StripeMovementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Stripe balance transaction")
        verbose_name_plural = _("Stripe balance transactions")
        ordering = ["-happened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(net_cents=F("amount_cents") - F("fee_cents")),
                name="movement_net_is_amount_less_fee",
            ),
        ]
        indexes = [models.Index(fields=["happened_at"], name="movement_by_moment")]

    def __str__(self) -> str:
        return self.provider_id
