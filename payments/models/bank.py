"""What the bank told: files as they came, their statements, and every booked line."""

import uuid
from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from payments.models.final import FinalModel, FinalQuerySet

FOLDER = "bank-files"


def original_path(_file: "BankFile", _name: str) -> str:
    """A name nobody guesses, in a folder that has no address (config/media.py)."""
    return f"{FOLDER}/{uuid.uuid4().hex}"


class BankFile(FinalModel):
    """A file of the bank that has been taken in, whole. `facts` counts what it had:
    lines new and known already, and the entries that were left out, with the cause."""

    changeable = frozenset({"facts", "original", "name"})

    class Format(models.TextChoices):
        CAMT_053 = "camt053", _("Account statement (camt.053)")
        CAMT_054 = "camt054", _("Details of payments (camt.054)")
        CSV = "csv", _("Table (CSV)")

    name = models.CharField(_("file name"), max_length=200)
    format = models.CharField(_("kind of file"), max_length=10, choices=Format)
    account = models.CharField(_("bank account"), max_length=34)
    digest = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size"))
    original = models.FileField(_("file"), upload_to=original_path, blank=True)
    facts = models.JSONField(default=dict, editable=False)
    imported_at = models.DateTimeField(_("imported"))
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[FinalQuerySet["BankFile"]] = FinalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("bank file")
        verbose_name_plural = _("bank files")
        ordering = ["-imported_at", "-pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "digest"], name="bank_file_is_taken_in_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BankStatement(FinalModel):
    """A statement of an account: what was there before and after, as the bank says."""

    file = models.ForeignKey(
        BankFile,
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        related_name="statements",
    )
    account = models.CharField(_("bank account"), max_length=34)
    number = models.CharField(_("bank's number"), max_length=70)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    opening_cents = models.BigIntegerField(_("balance before"))
    closing_cents = models.BigIntegerField(_("balance after"))

    objects: ClassVar[FinalQuerySet["BankStatement"]] = FinalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-ends_on", "-starts_on", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["account", "number", "ends_on"],
                name="bank_statement_is_taken_in_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=models.F("ends_on")),
                name="bank_statement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.ends_on})"

    def previous(self) -> "BankStatement | None":
        """The statement that ended last before this one began."""
        earlier = BankStatement.objects.filter(
            account=self.account, ends_on__lte=self.starts_on
        ).exclude(pk=self.pk)
        return earlier.order_by("-ends_on", "-pk").first()

    def gap_cents(self) -> int | None:
        """How much the account changed since the statement before, but for lines that
        we know from elsewhere: not zero when one is missing; None for the first."""
        before = self.previous()
        if before is None:
            return None
        between = BankLine.objects.filter(
            account=self.account,
            part_of=None,
            booked_on__gt=before.ends_on,
            booked_on__lt=self.starts_on,
        )
        known: int = between.aggregate(sum=Sum("amount_cents", default=0))["sum"]
        return self.opening_cents - before.closing_cents - known


class BankLineQuerySet(FinalQuerySet["BankLine"]):
    def leaves(self) -> Self:
        """Lines that are money by themselves: a lump whose single payments are known
        is not. The sum of the leaves is the sum of the account's entries."""
        parts = BankLine.objects.filter(part_of=OuterRef("pk"))
        return self.filter(~Exists(parts))

    def of_account(self, account: str) -> Self:
        return self.filter(account=account)


class BankLine(FinalModel):
    """One booked line of an account, in cents with its sign, as the bank told it.

    `key` is what the bank knows the line by (reference §6.5): its archive id, for a
    payment within a lump the payment's own or the lump's with its place. A lump told
    first by a statement gets its single payments later, as lines that are `part_of`
    it, and never counts beside them.
    """

    # A line may be told first by a camt.054 and later stand in a statement; words
    # about people go when the law's time is over (accounts/personal_data.py).
    changeable = frozenset(
        {"statement", "part_of", "counterparty", "counterparty_iban", "message", "raw"}
    )

    account = models.CharField(_("bank account"), max_length=34)
    key = models.CharField(max_length=120, editable=False)
    archive_id = models.CharField(_("archive id"), max_length=100, blank=True)
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )
    file = models.ForeignKey(
        BankFile,
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        related_name="lines",
    )
    statement = models.ForeignKey(
        BankStatement,
        verbose_name=_("statement"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
    )
    booked_on = models.DateField(_("booking day"))
    valued_on = models.DateField(_("value date"), null=True, blank=True)
    amount_cents = models.BigIntegerField(_("amount"))
    is_reversal = models.BooleanField(_("cancels an earlier one"), default=False)
    has_details = models.BooleanField(
        _("told with details"),
        default=True,
        help_text=_("A sum of several payments may come without them at first."),
    )
    counterparty = models.CharField(_("payer or payee"), max_length=140, blank=True)
    counterparty_iban = models.CharField(_("their account"), max_length=34, blank=True)
    reference = models.CharField(_("reference number"), max_length=35, blank=True)
    remittances = models.JSONField(_("for what"), default=list, blank=True)
    message = models.TextField(_("message"), blank=True)
    description = models.CharField(_("kind of entry"), max_length=140, blank=True)
    instructed = models.CharField(_("sum as instructed"), max_length=40, blank=True)
    ids = models.JSONField(_("bank's other ids"), default=list, blank=True)
    raw = models.TextField(_("as the bank told it"), blank=True)

    objects: ClassVar[BankLineQuerySet] = BankLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("bank line")
        verbose_name_plural = _("bank lines")
        ordering = ["-booked_on", "-pk"]
        default_permissions = ("view",)
        permissions = [("match_bankline", _("Can explain bank lines"))]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "key"], name="bank_line_is_counted_once"
            ),
            models.CheckConstraint(
                condition=~Q(amount_cents=0) & ~Q(key=""),
                name="bank_line_is_some_money_with_an_id",
            ),
        ]
        indexes = [
            models.Index(fields=["booked_on"], name="bank_line_by_day"),
            models.Index(fields=["reference"], name="bank_line_by_reference"),
        ]

    def __str__(self) -> str:
        return self.archive_id or self.key

    @property
    def who(self) -> str:
        """Whose money it is, as far as the bank tells."""
        return self.counterparty or self.description or self.archive_id or self.key

    @property
    def is_income(self) -> bool:
        return self.amount_cents > 0

    @property
    def booked_cents(self) -> int:
        """What of it is on accounts, with its sign."""
        return sum(row.amount_cents for row in self.entries.all())

    @property
    def given_back_cents(self) -> int:
        """What of it is money of payments that left again."""
        return sum(row.amount_cents for row in self.taken_back.all())

    @property
    def rest_cents(self) -> int:
        """What nobody has explained yet, with its sign; of a payment what lies on no
        bill."""
        payment = getattr(self, "payment", None)
        if payment is not None:
            return int(payment.rest_cents)
        return self.amount_cents - self.booked_cents + self.given_back_cents

    def age_days(self, on: date) -> int:
        return (on - self.booked_on).days


class CsvFormat(models.Model):
    """How the columns of one bank's table are to be read; remembered by its heading
    row. `columns` says which of ours is which of theirs."""

    heading = models.CharField(max_length=64, unique=True, editable=False)
    columns = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.heading

    def remember(self, columns: dict[str, str], at: datetime) -> None:
        self.columns, self.used_at = columns, at
        self.save()
