"""Forms of the board and the treasurer in the admin."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from association.formats import date_only
from association.names import only_a_name
from membership import postal
from membership.deciding import Decision
from membership.models import DueRate, Member, MembershipRules
from membership.voting import birthday
from network.forms import MunicipalityField


class DecisionForm(forms.Form):
    """Which meeting decided, and where it is written."""

    decided_on = forms.DateField(
        label=_("Date of the decision"),
        widget=AdminDateInput,
        error_messages={"required": _("Choose the day of the meeting.")},
    )
    minutes_reference = forms.CharField(
        label=_("Reference to the minutes"),
        max_length=100,
        help_text=_("For example: Board 12/2026 § 4"),
        error_messages={"required": _("Write where the decision is in the minutes.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = timezone.localdate()

    def clean_decided_on(self) -> date:
        day: date = self.cleaned_data["decided_on"]
        today = timezone.localdate()
        if day > today:
            sentence = _("The day is in the future. Today is %(day)s.")
            raise forms.ValidationError(sentence, params={"day": date_only(today)})
        return day

    def decision(self, by: Any) -> Decision:
        words = self.cleaned_data
        return Decision(words["decided_on"], words["minutes_reference"], by)


class RejectionForm(DecisionForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The applicant is told this by e-mail."),
        error_messages={"required": _("Write the reason: the applicant is told it.")},
    )


class MemberForm(WagtailAdminModelForm):
    """What the board may correct in the register: the person, not the membership."""

    municipality = MunicipalityField(label=_("Home municipality"))

    class Meta:
        model = Member
        fields = [
            "organisation", "first_names", "last_name", "municipality", "email",
            "language",
            *postal.FIELDS, "born_on",
        ]  # fmt: skip
        widgets = {"born_on": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.organisation:
            self.fields["organisation"].required = True
        else:
            del self.fields["organisation"]
        for name in {"organisation", "first_names", "last_name"} & {*self.fields}:
            self.fields[name].validators.append(only_a_name)
        self.fields["street_address"].help_text = postal.WHAT_FOR

    def clean(self) -> dict[str, Any]:
        words: dict[str, Any] = super().clean() or self.cleaned_data
        postal.complete(self, words)
        return words

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_born_on(self) -> date | None:
        """Of who may vote anyway we keep no age."""
        born_on: date | None = self.cleaned_data["born_on"]
        if born_on is None:
            return None
        today, years = timezone.localdate(), MembershipRules.current().voting_age
        if born_on > today:
            raise forms.ValidationError(_("The day is in the future."))
        if birthday(born_on, years) <= today:
            sentence = _(
                "Leave this empty: who is %(years)d or older has a vote, and we keep "
                "no age for nothing."
            )
            raise forms.ValidationError(sentence, params={"years": years})
        return born_on


class DueRateForm(WagtailAdminModelForm):
    """Sums are written in euros and kept in cents."""

    euros = forms.DecimalField(
        label=_("Euros a year"),
        min_value=Decimal("0.01"),
        max_value=Decimal(10000),
        decimal_places=2,
        localize=True,
    )

    class Meta:
        model = DueRate
        fields = ["kind", "from_year", "minutes_reference"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["kind", "from_year", "euros", "minutes_reference"])
        minutes = self.fields["minutes_reference"]
        minutes.required = True  # only the sums we began with have none
        sentence = _("Write which meeting decided it, and where it stands.")
        minutes.error_messages["required"] = sentence
        if self.instance.pk:
            self.fields["euros"].initial = Decimal(self.instance.amount_cents) / 100

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        if "euros" in words:
            self.instance.amount_cents = int(words["euros"] * 100)
        return words
