from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from association.formats import euros
from membership.models.member import Member
from membership.models.person import PAYING, PAYING_CHOICES
from payments.models import Bill
from payments.models.bill import BillQuerySet

PURPOSE = "due"


def subject_key(member: int, year: int) -> str:
    """What the bill of that member's due is asked for: once a year."""
    return f"{member}-{year}"


class DueRateQuerySet(models.QuerySet["DueRate"]):
    def of_year(self, year: int) -> dict[str, int]:
        """Cents by kind: the latest decision that is in force in that year."""
        rows = self.filter(from_year__lte=year).order_by("from_year")
        return {row.kind: row.amount_cents for row in rows}


class DueRate(models.Model):
    """What a kind of member pays a year, from a year on, as the meeting decided."""

    kind = models.CharField(
        _("kind of membership"), max_length=10, choices=PAYING_CHOICES
    )
    from_year = models.PositiveSmallIntegerField(_("from the year"))
    amount_cents = models.PositiveIntegerField(_("cents a year"))
    minutes_reference = models.CharField(
        _("reference to the minutes"),
        max_length=100,
        blank=True,
        help_text=_("Who decided it, for example: Spring meeting 2026 § 8"),
    )

    objects: ClassVar[DueRateQuerySet] = DueRateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("due rate")
        verbose_name_plural = _("due rates")
        ordering = ["-from_year", "-kind"]
        default_permissions = ("view", "add", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "from_year"],
                name="one_due_rate_per_kind_and_year",
                violation_error_message=_(
                    "There is already a rate of this kind from that year on."
                ),
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0),
                name="due_rate_is_positive",
                violation_error_message=_("Write a sum above zero."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PAYING), name="due_rate_is_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_year}: {euros(self.amount_cents)}"


class DueQuerySet(models.QuerySet["Due"]):
    def unpaid(self) -> Self:
        """Dues whose bill somebody should still pay."""
        return self.with_bill_among(Bill.objects.uncovered())

    def paid(self) -> Self:
        return self.with_bill_among(Bill.objects.covered())

    def overdue(self, on: date) -> Self:
        return self.with_bill_among(Bill.objects.overdue(on))

    def with_bill_among(self, bills: BillQuerySet) -> Self:
        chosen = bills.filter(purpose=PURPOSE).order_by()
        return self.filter(bill__in=chosen.values("pk"))


class Due(models.Model):
    """What a member owes for a year: a reason for a bill. Whether it is paid, the bill
    says."""

    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        related_name="dues",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(
        _("kind of membership"), max_length=10, choices=PAYING_CHOICES
    )
    amount_cents = models.PositiveIntegerField(_("sum"))
    raised_at = models.DateTimeField(_("raised"))
    bill = models.OneToOneField(
        Bill, verbose_name=_("bill"), on_delete=models.PROTECT, related_name="due"
    )
    run = models.ForeignKey(
        "membership.DuesRun",
        verbose_name=_("run of dues"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="dues",
    )

    objects: ClassVar[DueQuerySet] = DueQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("due")
        verbose_name_plural = _("dues")
        ordering = ["-year", "member__name_key"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["member", "year"], name="one_due_per_member_and_year"
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="due_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PAYING), name="due_is_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {euros(self.amount_cents)}"

    @property
    def subject_key(self) -> str:
        return subject_key(self.member_id, self.year)
