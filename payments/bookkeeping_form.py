"""The form of the bookkeeping settings: sums are written in euros, kept in cents."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
)

MOST = Decimal(10_000_000)


class Euros(forms.DecimalField):
    """A balance in euros, below nothing as well."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_value=MOST,
            min_value=-MOST,
            decimal_places=2,
            localize=True,
            required=False,
            **kwargs,
        )


class BookkeepingForm(WagtailAdminModelForm):
    bank_euros = Euros(label=_("Euros in the bank on that morning"))
    stripe_euros = Euros(label=_("Euros at Stripe on that morning"))

    CENTS = {"bank_euros": "opening_bank_cents", "stripe_euros": "opening_stripe_cents"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for euros, cents in self.CENTS.items():
            self.fields[euros].initial = Decimal(getattr(self.instance, cents)) / 100

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        for euros, cents in self.CENTS.items():
            if euros in words:
                setattr(self.instance, cents, int((words[euros] or 0) * 100))
        return words


PANELS = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("mode"), FieldPanel("first_month")],
            heading=_("The way of the books"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("opening_on"),
                FieldRowPanel([FieldPanel("bank_euros"), FieldPanel("stripe_euros")]),
            ],
            heading=_("What there was when we began"),
        ),
        FieldPanel("shown_to_members"),
    ],
    base_form_class=BookkeepingForm,
)
