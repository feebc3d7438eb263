"""The application form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from association.formats import euros
from association.forms import HumanForm
from association.identifiers import tidy_business_id, validate_business_id
from association.names import only_a_name
from membership import postal
from membership.applying import Wish
from membership.models import DueRate, Kind, MembershipRules
from network.forms import MunicipalityField

WHAT_FOR = {
    Kind.VOTING: _("You take part and vote in the meetings."),
    Kind.SUPPORTING: _("You support the work with a bigger due, without a vote."),
}

CONSENT = _(
    "A member's details go to the members' register, as the Associations Act says. "
    "Those of others are deleted %(days)d days after the decision."
)


class ApplicationForm(HumanForm):
    """Full name and home municipality are what the law asks of members (§ 11)."""

    kind = forms.ChoiceField(
        label=_("As what kind of member do you apply?"),
        widget=forms.RadioSelect(attrs={"data-look": "box"}),
        error_messages={"required": _("Choose one of the two.")},
    )
    first_names = forms.CharField(
        label=_("First names"),
        max_length=100,
        validators=[only_a_name],
        help_text=_("All of them: the members' register holds full names."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write your first names.")},
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=100,
        validators=[only_a_name],
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Write your last name.")},
    )
    municipality = MunicipalityField(
        label=_("Home municipality"),
        help_text=_("Begin to write, in Finnish or Swedish, and choose."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send a link to this address. Open it to confirm."),
    )
    consent = forms.BooleanField(
        label=_("You may keep these details to decide on my application"),
        error_messages={
            "required": _("We need your leave to handle the application. Tick the box.")
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, at: datetime, wanted: str = ""
    ) -> None:
        """`wanted` is the kind that was chosen on the way here."""
        super().__init__(data, at=at, initial={"kind": wanted or Kind.VOTING})
        kind = self.fields.get("kind")
        if isinstance(kind, forms.ChoiceField):
            rates = DueRate.objects.of_year(timezone.localdate(at).year)
            kind.choices = [
                (one.value, _choice(one, rates[one])) for one in Kind if one in rates
            ]

    def consent_hint(self) -> str:
        return str(CONSENT) % {"days": MembershipRules.current().rejected_kept_days}

    def wish(self, language: str) -> Wish:
        """What a valid form says."""
        return wish_of(self.cleaned_data, language)


class BusinessIdField(forms.CharField):
    """Typed in any of the ways in which people write it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 30)
        options.setdefault(
            "help_text", _("For example 1234567-1. It is on your bills.")
        )
        super().__init__(**options)
        self.validators.append(validate_business_id)

    def to_python(self, value: Any) -> str:
        return tidy_business_id(super().to_python(value) or "")


def organisation_field(**options: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Name of the organisation"),
        max_length=150,
        validators=[only_a_name],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        **options,
    )


class OrganisationForm(ApplicationForm):
    """An association or a company supports the work: it has a contact person."""

    kind = None  # type: ignore[assignment]
    organisation = organisation_field(
        error_messages={"required": _("Write the name of the organisation.")}
    )
    business_id = BusinessIdField(
        label=_("Business id"),
        error_messages={"required": _("Write the business id of the organisation.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, at: datetime, wanted: str = ""
    ) -> None:
        super().__init__(data, at=at)
        self.fields["first_names"].label = _("First name of the contact person")
        self.fields["first_names"].help_text = _("Whom we write to about membership.")
        self.fields["last_name"].label = _("Last name of the contact person")
        self.fields["municipality"].label = _("Home municipality of the organisation")
        self.order_fields(
            ["organisation", "business_id", "municipality", "first_names", "last_name"]
        )


def wish_of(words: Mapping[str, Any], language: str) -> Wish:
    """Of the words of a valid form. An organisation is always a supporter."""
    return Wish(
        organisation=words.get("organisation", ""),
        business_id=words.get("business_id", ""),
        first_names=words["first_names"],
        last_name=words["last_name"],
        municipality=words["municipality"],
        email=words["email"],
        kind=words.get("kind", Kind.SUPPORTING),
        language=language,
        **postal.of(words),
    )


def _choice(kind: Kind, cents: int) -> SafeString:
    return format_html(
        '<strong>{}, {}</strong><span class="hint">{}</span>',
        kind.label,
        _("%(sum)s a year") % {"sum": euros(cents)},
        WHAT_FOR[kind],
    )
