"""The chart of accounts: few, and in words that a volunteer understands."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class AccountQuerySet(models.QuerySet["Account"]):
    def in_use(self) -> Self:
        return self.filter(is_active=True)

    def for_lines(self) -> Self:
        """What a line of the bank may be put on by hand: income, expenses, and the
        balances that the code does not keep itself."""
        return self.in_use().filter(~Q(role__in=KEPT_BY_ROWS))

    def with_role(self, role: "Account.Role | str") -> "Account":
        """The one account the code posts to for this reason."""
        return self.get(role=role)


class Account(models.Model):
    """An account of the books. Number, kind and role stay as they were made, so that
    books already read stay the same; a name may be put better."""

    class Kind(models.TextChoices):
        ASSET = "asset", _("what we have")
        LIABILITY = "liability", _("what we owe")
        EQUITY = "equity", _("result of earlier years")
        INCOME = "income", _("income")
        EXPENSE = "expense", _("expense")

    class Role(models.TextChoices):
        """Accounts that the journal posts to by itself (payments/journal.py)."""

        RECEIVABLE = "receivable", _("bills not paid yet")
        TRANSIT = "transit", _("on its way from Stripe to the bank")
        STRIPE = "stripe", _("lies at Stripe")
        BANK = "bank", _("lies in the bank")
        EQUITY = "equity", _("what there was when we began")
        MEMBER_CREDIT = "member_credit", _("paid too much, waits")
        UNIDENTIFIED = "unidentified", _("not known yet what it is")
        DUES_INCOME = "dues_income", _("membership dues")
        EVENT_INCOME = "event_income", _("fees of events")
        OTHER_INCOME = "other_income", _("other income")
        FEES = "fees", _("fees of Stripe")
        LOST_DUES = "lost_dues", _("bills that will not be paid")

    number = models.PositiveIntegerField(_("number"), unique=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=80)
    name_sv = models.CharField(_("name in Swedish"), max_length=80, blank=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    role = models.CharField(
        _("posted to by itself"),
        max_length=20,
        choices=Role,
        null=True,
        blank=True,
        unique=True,
        editable=False,
    )
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("One that is not is no longer offered; its past stays."),
    )

    objects: ClassVar[AccountQuerySet] = AccountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("account of the books")
        verbose_name_plural = _("accounts")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1000, number__lte=9999),
                name="account_number_has_four_digits",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["asset", "liability", "equity", "income", "expense"]
                ),
                name="account_has_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(role=""), name="account_has_a_role_or_none"
            ),
            models.CheckConstraint(
                condition=Q(role=None) | Q(is_active=True),
                name="account_the_code_posts_to_is_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def name(self) -> str:
        """In the active language; in Finnish where there is none."""
        code = (translation.get_language() or "fi")[:2]
        return str(getattr(self, f"name_{code}", "") or self.name_fi)

    @property
    def is_result(self) -> bool:
        """Whether it begins each financial year from nothing."""
        return self.kind in {self.Kind.INCOME, self.Kind.EXPENSE}


# Balances that follow from rows of ours: a line put on one by hand would count twice.
KEPT_BY_ROWS = (
    Account.Role.RECEIVABLE,
    Account.Role.STRIPE,
    Account.Role.BANK,
    Account.Role.MEMBER_CREDIT,
)
