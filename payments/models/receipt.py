from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payments.models.bill import Bill, new_token
from payments.models.final import FinalModel, FinalQuerySet
from payments.models.payment import Payment, TakenBack


class ReceiptSeries(models.Model):
    """Counts the receipts of a year. Its row is locked while a number is given."""

    name = models.CharField(_("series"), max_length=10, unique=True)
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Receipt(FinalModel):
    """What the payer is told in writing, with the words of the day it was given.

    Numbers have no gaps: one is given in the transaction that records the money.
    """

    changeable = frozenset({"text"})

    series = models.ForeignKey(
        ReceiptSeries, on_delete=models.PROTECT, related_name="receipts"
    )
    number = models.PositiveIntegerField(_("number"))
    token = models.CharField(
        max_length=40, unique=True, default=new_token, editable=False
    )
    bill = models.ForeignKey(
        Bill,
        verbose_name=_("bill"),
        on_delete=models.PROTECT,
        related_name="receipts",
    )
    payment = models.ForeignKey(
        Payment,
        verbose_name=_("payment"),
        on_delete=models.PROTECT,
        null=True,
        related_name="receipts",
    )
    refund = models.OneToOneField(
        TakenBack,
        verbose_name=_("refund"),
        on_delete=models.PROTECT,
        null=True,
        related_name="receipt",
    )
    amount_cents = models.PositiveIntegerField(_("amount"))
    issued_at = models.DateTimeField(_("given"))
    text = models.JSONField()

    objects: ClassVar[FinalQuerySet["Receipt"]] = FinalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"], name="receipt_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["payment", "bill"], name="one_receipt_per_payment_and_bill"
            ),
            models.CheckConstraint(
                condition=Q(payment__isnull=False, refund=None)
                | Q(payment=None, refund__isnull=False),
                name="receipt_is_for_a_payment_or_a_refund",
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0, number__gt=0),
                name="receipt_has_an_amount_and_a_number",
            ),
        ]

    def __str__(self) -> str:
        return self.full_number

    def get_absolute_url(self) -> str:
        return reverse("payments:receipt", args=[self.token])

    @property
    def full_number(self) -> str:
        """As printed: `2027-0001`."""
        return f"{self.series.name}-{self.number:04}"

    @property
    def is_refund(self) -> bool:
        return self.refund_id is not None
