"""How the association keeps its books: settings of the treasurer."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from payments.bookkeeping_form import PANELS


class Mode(models.TextChoices):
    """When income is income."""

    ACCRUAL = "accrual", _("when it is billed (double-entry bookkeeping)")
    CASH = "cash", _("when it is paid (simple bookkeeping, 37 a §)")


@register_setting(icon="money", order=210)
class Bookkeeping(BaseGenericSetting):
    """One row. Until it is saved the defaults hold, which are right for anybody:
    the calendar year, and income when it is billed."""

    first_month = models.PositiveSmallIntegerField(
        _("the financial year begins in month"),
        choices=MONTHS.items(),
        default=1,
        help_text=_("As the rules of the association say (Accounting Act 1:4)."),
    )
    mode = models.CharField(
        _("income is written down"),
        max_length=10,
        choices=Mode,
        default=Mode.ACCRUAL,
        help_text=_(
            "Associations Act 37 a §: the simple way is allowed when income is at most "
            "30,000 € this year and last, there is no business, and the rules or a "
            "meeting with the majority that the law asks for has decided so. Otherwise "
            "the Accounting Act holds. A closed year stays as it was closed."
        ),
    )
    opening_on = models.DateField(
        _("the books begin on"),
        null=True,
        blank=True,
        help_text=_("The day from which on everything is in here."),
    )
    opening_bank_cents = models.BigIntegerField(_("in the bank"), default=0)
    opening_stripe_cents = models.BigIntegerField(_("at Stripe"), default=0)
    shown_to_members = models.BooleanField(
        _("members see the yearly summary"),
        default=False,
        help_text=_(
            "Signed in, on their own page; sums only, nobody's name. Otherwise who "
            "wants to see the books asks the board."
        ),
    )

    edit_handler = PANELS

    class Meta:
        verbose_name = _("bookkeeping")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__gte=1, first_month__lte=12),
                name="financial_year_begins_in_a_month",
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["accrual", "cash"]), name="books_are_in_a_mode"
            ),
            models.CheckConstraint(
                condition=Q(opening_on__isnull=False)
                | Q(opening_bank_cents=0, opening_stripe_cents=0),
                name="opening_balance_has_a_day",
            ),
        ]

    @classmethod
    def current(cls) -> "Bookkeeping":
        """The row, or one that is not saved: reading writes nothing."""
        return cls.objects.first() or cls()

    def save(self, *args: Any, **kwargs: Any) -> None:
        first = type(self).objects.values_list("pk", flat=True).first()
        if self.pk is None and first is not None:
            self.pk, self._state.adding = first, False
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.opening_on is None and self.opening_cents:
            raise ValidationError(
                {"opening_on": _("Write the day on which these balances were true.")}
            )

    @property
    def opening_cents(self) -> int:
        return self.opening_bank_cents + self.opening_stripe_cents

    @property
    def is_cash(self) -> bool:
        return self.mode == Mode.CASH

    def year_start(self, on: date) -> date:
        """The first day of the financial year that `on` is in."""
        starts = on.replace(month=self.first_month, day=1)
        return starts if starts <= on else starts.replace(year=starts.year - 1)
