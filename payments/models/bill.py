import secrets
from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from association import formats
from payments import purposes, references
from payments.models.final import FinalModel, FinalQuerySet


def new_token() -> str:
    """An address nobody guesses: 192 random bits."""
    return secrets.token_urlsafe(24)


class BillQuerySet(FinalQuerySet["Bill"]):
    def with_state(self) -> Self:
        """With `paid_sum`, so that a list asks for all sums at once."""
        return self.annotate(
            paid_sum=Coalesce(Sum("allocations__amount_cents"), 0),
        )

    def covered(self) -> Self:
        return self.with_state().filter(paid_sum__gte=F("amount_cents"))

    def uncovered(self) -> Self:
        """Bills that somebody should still pay."""
        return self.with_state().filter(
            paid_sum__lt=F("amount_cents"), withdrawn_at=None
        )

    def overdue(self, on: date) -> Self:
        return self.uncovered().filter(due_on__lt=on)

    def of_payer(self, email: str) -> Self:
        return self.filter(payer_email__iexact=email.strip())

    def for_subjects(self, purpose: str, subject_keys: Iterable[str]) -> Self:
        return self.filter(purpose=purpose, subject_key__in=subject_keys)


class Bill(FinalModel):
    """Whatever is to be paid, for whatever reason, by one payer.

    `purpose` and `subject_key` name the reason: the app that asked for the bill knows
    them (payments/purposes.py). Paid is never stored: it is the sum of allocations.
    """

    changeable = frozenset(
        {"withdrawn_at", "payer_name", "payer_email", "language", "facts"}
    )

    token = models.CharField(
        max_length=40, unique=True, default=new_token, editable=False
    )
    purpose = models.CharField(_("purpose"), max_length=40)
    subject_key = models.CharField(max_length=100, editable=False)
    payer_name = models.CharField(_("payer"), max_length=200)
    payer_email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    amount_cents = models.PositiveIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default="eur", editable=False)
    facts = models.JSONField(default=dict, blank=True, editable=False)
    due_on = models.DateField(_("due date"))
    reference = models.CharField(
        _("reference number"),
        max_length=20,
        unique=True,
        default=references.new_reference,
        editable=False,
    )
    created_at = models.DateTimeField(_("made"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects: ClassVar[BillQuerySet] = BillQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("bill")
        verbose_name_plural = _("bills")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "subject_key"],
                name="one_bill_per_purpose_and_subject",
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="bill_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(currency="eur"), name="bill_is_in_euros"
            ),
            models.CheckConstraint(
                condition=~Q(token="") & ~Q(reference="") & ~Q(subject_key=""),
                name="bill_can_be_found",
            ),
        ]
        indexes = [
            models.Index(fields=["payer_email"], name="bill_by_payer"),
            models.Index(fields=["due_on"], name="bill_by_due_date"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.payer_name}"

    def get_absolute_url(self) -> str:
        return reverse("payments:bill", args=[self.token])

    @property
    def title(self) -> str:
        """What is paid, in the reader's language, as the app that asked says it."""
        return purposes.title(self)

    @property
    def note(self) -> str:
        """One sentence more about it, or nothing."""
        return purposes.note(self)

    @property
    def paid_cents(self) -> int:
        known: int | None = getattr(self, "paid_sum", None)
        if known is not None:
            return known
        return sum(row.amount_cents for row in self.allocations.all())

    @property
    def open_cents(self) -> int:
        """What is still to be paid; never below zero."""
        return max(0, self.amount_cents - self.paid_cents)

    @property
    def is_covered(self) -> bool:
        return self.open_cents == 0

    @property
    def is_partly_paid(self) -> bool:
        return 0 < self.open_cents < self.amount_cents

    def is_overdue(self, on: date) -> bool:
        return self.withdrawn_at is None and not self.is_covered and self.due_on < on

    @property
    def reference_grouped(self) -> str:
        return formats.in_fives(self.reference)

    @property
    def reference_rf(self) -> str:
        return formats.in_fours(references.make_rf(self.reference))
