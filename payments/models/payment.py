from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payments.models.attempt import PaymentAttempt
from payments.models.bank import BankLine
from payments.models.bill import Bill
from payments.models.final import FinalModel, FinalQuerySet


class Provider(models.TextChoices):
    STRIPE = "stripe", "Stripe"
    BANK = "bank", _("Bank transfer")


class PaymentQuerySet(FinalQuerySet["Payment"]):
    def with_state(self) -> Self:
        """With `allocated_sum` and `taken_back_sum`, one query for the whole list."""
        return self.annotate(
            allocated_sum=_sum_of(Allocation),
            taken_back_sum=_sum_of(TakenBack),
            booked_sum=_booked_sum(),
        )

    def unmatched(self) -> Self:
        """Money that is here and for no bill: it waits for the treasurer."""
        return (
            self.with_state()
            .annotate(
                rest=F("amount_cents")
                - F("taken_back_sum")
                - F("allocated_sum")
                - F("booked_sum")
            )
            .filter(rest__gt=0)
            .order_by("paid_at", "pk")
        )


class Payment(FinalModel):
    """Money that came in, known by its provider's own id; matched to a bill or not."""

    class Mismatch(models.TextChoices):
        """Why the money was not put on a bill when it came."""

        NO_BILL = "no_bill", _("No bill of ours is named in it")
        AMOUNT = "amount", _("The amount is not what was asked")
        CURRENCY = "currency", _("The money is not euros")
        MODE = "mode", _("Test money and real money do not mix")
        WITHDRAWN = "withdrawn", _("The bill had been withdrawn")

    provider = models.CharField(_("came through"), max_length=10, choices=Provider)
    provider_id = models.CharField(_("provider's id"), max_length=255)
    amount_cents = models.PositiveIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    paid_at = models.DateTimeField(_("paid"))
    recorded_at = models.DateTimeField(_("recorded"))
    livemode = models.BooleanField(_("real money"))
    method = models.CharField(_("paid with"), max_length=40, blank=True)
    attempt = models.ForeignKey(
        PaymentAttempt,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
    )
    bank_line = models.OneToOneField(
        BankLine,
        verbose_name=_("bank line"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="payment",
    )
    mismatch = models.CharField(
        _("why it is on no bill"), max_length=10, choices=Mismatch, blank=True
    )

    objects: ClassVar[PaymentQuerySet] = PaymentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-paid_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "provider_id"], name="payment_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0) & ~Q(provider_id=""),
                name="payment_is_some_money_with_an_id",
            ),
        ]

    def __str__(self) -> str:
        return self.provider_id

    @property
    def allocated_cents(self) -> int:
        known: int | None = getattr(self, "allocated_sum", None)
        if known is not None:
            return known
        return sum(row.amount_cents for row in self.allocations.all())

    @property
    def taken_back_cents(self) -> int:
        """What went back to the payer, by refund or dispute."""
        known: int | None = getattr(self, "taken_back_sum", None)
        if known is not None:
            return known
        return sum(row.amount_cents for row in self.taken_back.all())

    @property
    def booked_cents(self) -> int:
        """What of its bank line was put on an account by hand: a gift, a grant."""
        known: int | None = getattr(self, "booked_sum", None)
        if known is not None:
            return known
        if self.bank_line is None:
            return 0
        return sum(row.amount_cents for row in self.bank_line.entries.all())

    @property
    def rest_cents(self) -> int:
        """What is here and on no bill: an overpayment or unmatched money."""
        held = self.amount_cents - self.taken_back_cents
        return held - self.allocated_cents - self.booked_cents

    @property
    def why_unmatched(self) -> str:
        """Why some of it is on no bill; empty when all of it is."""
        if self.rest_cents <= 0:
            return ""
        if self.mismatch:
            return self.get_mismatch_display()
        return gettext("More was paid than the bill asked")


class TakenBack(FinalModel):
    """Money of a payment that left again, or came back from there (negative).

    A refund is one row and, if the bank sends it back, a second one against it. A
    dispute is one row when the money is withdrawn and one when it is reinstated. What
    the bank books back is a return. Money that left the bank account has its
    `bank_line`; matched to it by mistake, it is undone by a negative row.
    """

    class Kind(models.TextChoices):
        REFUND = "refund", _("refund")
        REFUND_FAILED = "refund_failed", _("refund that came back")
        DISPUTE = "dispute", _("dispute")
        DISPUTE_WON = "dispute_won", _("dispute that was won")
        BANK_RETURN = "bank_return", _("cancelled by the bank")
        UNDONE = "undone", _("undone")

    payment = models.ForeignKey(
        Payment,
        verbose_name=_("payment"),
        on_delete=models.PROTECT,
        related_name="taken_back",
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    provider_id = models.CharField(_("provider's id"), max_length=255)
    amount_cents = models.IntegerField(_("amount"))
    bank_line = models.ForeignKey(
        BankLine,
        verbose_name=_("bank line"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_back",
    )
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("undoes"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
    )
    repayment = models.ForeignKey(
        "payments.Repayment",
        verbose_name=_("repayment"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_back",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    happened_at = models.DateTimeField(_("when"))
    recorded_at = models.DateTimeField(_("recorded"))

    objects: ClassVar[FinalQuerySet["TakenBack"]] = FinalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("money given back")
        verbose_name_plural = _("money given back")
        permissions = [("give_back", _("Can give money back to who paid"))]
        ordering = ["-happened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "provider_id"], name="money_goes_back_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["refund", "dispute", "bank_return"], amount_cents__gt=0
                )
                | Q(
                    kind__in=["refund_failed", "dispute_won", "undone"],
                    amount_cents__lt=0,
                ),
                name="money_given_back_has_the_sign_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="undone", undoes__isnull=False)
                | (~Q(kind="undone") & Q(undoes=None)),
                name="money_given_back_is_undone_by_name",
            ),
        ]

    def __str__(self) -> str:
        return self.provider_id


class Allocation(FinalModel):
    """What of a payment is for which bill. Taken off again by a negative row.

    One put there by hand says by whom; taken off by hand, the negative row names the
    one that it undoes.
    """

    payment = models.ForeignKey(
        Payment,
        verbose_name=_("payment"),
        on_delete=models.PROTECT,
        related_name="allocations",
    )
    bill = models.ForeignKey(
        Bill,
        verbose_name=_("bill"),
        on_delete=models.PROTECT,
        related_name="allocations",
    )
    amount_cents = models.IntegerField(_("amount"))
    cause = models.ForeignKey(
        TakenBack,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("undoes"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
    )
    created_at = models.DateTimeField(_("when"))

    objects: ClassVar[FinalQuerySet["Allocation"]] = FinalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("money on a bill")
        verbose_name_plural = _("money on bills")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount_cents=0), name="allocation_is_not_zero"
            ),
            models.CheckConstraint(
                condition=Q(undoes=None) | Q(amount_cents__lt=0),
                name="allocation_is_undone_by_a_negative_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id}: {self.amount_cents}"


class Fee(FinalModel):
    """What the provider kept for a payment, a refund or a dispute, or for itself
    (without a payment). Negative where it gives a fee back.
    """

    payment = models.ForeignKey(
        Payment,
        verbose_name=_("payment"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fees",
    )
    provider_id = models.CharField(_("provider's id"), max_length=255, unique=True)
    amount_cents = models.IntegerField(_("amount"))
    happened_at = models.DateTimeField(_("when"))

    objects: ClassVar[FinalQuerySet["Fee"]] = FinalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("payment fee")
        verbose_name_plural = _("payment fees")
        ordering = ["-happened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount_cents=0), name="fee_is_not_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.provider_id


def _booked_sum() -> Coalesce:
    """The same of the entries of the payment's bank line."""
    line = OuterRef("bank_line")
    sums = (
        BankLine.objects.filter(pk=line)
        .order_by()
        .values("pk")
        .annotate(total=Sum("entries__amount_cents"))
        .values("total")
    )
    return Coalesce(Subquery(sums), 0)


def _sum_of(rows: type[models.Model]) -> Coalesce:
    """Sum by subquery: two joins in one query would count rows twice."""
    sums = (
        rows._default_manager.filter(payment=OuterRef("pk"))
        .order_by()
        .values("payment")
        .annotate(total=Sum("amount_cents"))
        .values("total")
    )
    return Coalesce(Subquery(sums), 0)
