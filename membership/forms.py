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
from association.names import only_a_name
from membership.applying import Wish
from membership.models import DueRate, Kind
from network.forms import MunicipalityField

WHAT_FOR = {
    Kind.VOTING: _("You take part and vote in the meetings."),
    Kind.SUPPORTING: _("You support the work with a bigger due, without a vote."),
}


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
        help_text=_(
            "A member's details go to the members' register, as the Associations Act "
            "says. Those of others are deleted half a year after the decision."
        ),
        error_messages={
            "required": _("We need your leave to handle the application. Tick the box.")
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, at: datetime, wanted: str = ""
    ) -> None:
        """`wanted` is the kind that was chosen on the way here."""
        super().__init__(data, at=at, initial={"kind": wanted or Kind.VOTING})
        rates = DueRate.objects.of_year(timezone.localdate(at).year)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - for the type checker
        kind.choices = [
            (one.value, _choice(one, rates[one])) for one in Kind if one in rates
        ]

    def wish(self, language: str) -> Wish:
        """What a valid form says."""
        words = self.cleaned_data
        return Wish(
            first_names=words["first_names"],
            last_name=words["last_name"],
            municipality=words["municipality"],
            email=words["email"],
            kind=words["kind"],
            language=language,
        )


def _choice(kind: Kind, cents: int) -> SafeString:
    return format_html(
        '<strong>{}, {}</strong><span class="hint">{}</span>',
        kind.label,
        _("%(sum)s a year") % {"sum": euros(cents)},
        WHAT_FOR[kind],
    )
