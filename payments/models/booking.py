"""What a bank line is that pays no bill: an account, a note, a voucher."""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payments.models.account import Account
from payments.models.bank import BankLine
from payments.models.final import FinalModel, FinalQuerySet
from payments.models.payment import Payment
from payments.models.payout import Payout


def voucher_path(_voucher: "Voucher", name: str) -> str:
    """A name nobody guesses, in a folder that has no address (config/media.py)."""
    ending = name.rpartition(".")[2].lower()
    return f"vouchers/{uuid.uuid4().hex}.{ending}"


class LineRule(models.Model):
    """What to do by itself with the next line like this one.

    A line is like it when its sign is the same, its payer or payee is called so, and
    the text stands in its message or kind. What a rule did is undone like anything.
    """

    class Sign(models.TextChoices):
        IN = "in", _("money that comes")
        OUT = "out", _("money that goes")

    sign = models.CharField(_("direction"), max_length=3, choices=Sign)
    counterparty = models.CharField(
        _("payer or payee"),
        max_length=140,
        blank=True,
        help_text=_("The whole name, in any case. Empty: anybody."),
    )
    text = models.CharField(
        _("text in the line"),
        max_length=140,
        blank=True,
        help_text=_("A part of the message or of the kind of entry."),
    )
    account = models.ForeignKey(
        Account,
        verbose_name=_("account of the books"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = _("rule for bank lines")
        verbose_name_plural = _("rules for bank lines")
        ordering = ["counterparty", "text", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(counterparty="") | ~Q(text=""),
                name="line_rule_looks_at_something",
            ),
        ]

    def __str__(self) -> str:
        return self.counterparty or self.text

    def is_for(self, line: BankLine) -> bool:
        """Whether the line is like the one that the rule was made of."""
        if (self.sign == self.Sign.IN) != line.is_income:
            return False
        words = f"{line.message}\n{line.description}".casefold()
        is_named = line.counterparty.casefold() == self.counterparty.casefold()
        return (not self.counterparty or is_named) and self.text.casefold() in words


class LineEntryQuerySet(FinalQuerySet["LineEntry"]):
    def live(self) -> Self:
        """Those that nobody has undone, without the rows that undo."""
        return self.filter(undoes=None, undone_by=None)


class LineEntry(FinalModel):
    """What of a bank line is on which account, in cents with the line's sign.

    Taken off again by a row of the opposite sign that names the one it undoes. A
    payout of Stripe's goes to the account of what is on its way.
    """

    line = models.ForeignKey(
        BankLine,
        verbose_name=_("bank line"),
        on_delete=models.PROTECT,
        related_name="entries",
    )
    account = models.ForeignKey(
        Account,
        verbose_name=_("account of the books"),
        on_delete=models.PROTECT,
        related_name="line_entries",
    )
    amount_cents = models.BigIntegerField(_("amount"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    rule = models.ForeignKey(
        LineRule,
        verbose_name=_("by the rule"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="entries",
    )
    payout = models.ForeignKey(
        Payout,
        verbose_name=_("payout"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="line_entries",
    )
    undoes = models.OneToOneField(
        "self",
        verbose_name=_("undoes"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("when"))

    objects: ClassVar[LineEntryQuerySet] = LineEntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("entry of a bank line")
        verbose_name_plural = _("entries of bank lines")
        ordering = ["created_at", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount_cents=0), name="line_entry_is_some_money"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.amount_cents}"


class Voucher(FinalModel):
    """The paper behind a bank line: an invoice or a receipt. Only shown to who may
    see the line; it has no address of its own."""

    changeable = frozenset({"file", "name"})

    line = models.ForeignKey(
        BankLine,
        verbose_name=_("bank line"),
        on_delete=models.PROTECT,
        related_name="vouchers",
    )
    file = models.FileField(_("file"), upload_to=voucher_path)
    name = models.CharField(_("file name"), max_length=200)
    digest = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[FinalQuerySet["Voucher"]] = FinalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        ordering = ["added_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["line", "digest"], name="voucher_is_added_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RepaymentQuerySet(FinalQuerySet["Repayment"]):
    def paid(self) -> Self:
        """Those for which the bank has told of money that left."""
        return self.filter(taken_back__isnull=False, taken_back__undone_by=None)

    def withdrawn(self) -> Self:
        return self.exclude(withdrawn_at=None)

    def waiting(self) -> Self:
        """Those that the treasurer should still pay in the bank."""
        done = Repayment.objects.paid().order_by().values("pk")
        return self.filter(withdrawn_at=None).exclude(pk__in=done)


class Repayment(FinalModel):
    """A task of the treasurer: pay this much of a payment back, to this account.

    Done when the bank tells of money that left and it is matched to the payment.
    """

    changeable = frozenset({"withdrawn_at", "payee_name", "payee_iban"})

    payment = models.ForeignKey(
        Payment,
        verbose_name=_("payment"),
        on_delete=models.PROTECT,
        related_name="repayments",
    )
    amount_cents = models.PositiveIntegerField(_("amount"))
    payee_name = models.CharField(_("payee"), max_length=140)
    payee_iban = models.CharField(_("payee's account (IBAN)"), max_length=34)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects: ClassVar[RepaymentQuerySet] = RepaymentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("repayment")
        verbose_name_plural = _("repayments")
        ordering = ["asked_at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0) & ~Q(payee_iban=""),
                name="repayment_is_some_money_to_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee_name}: {self.amount_cents}"
