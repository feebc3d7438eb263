"""The postal address in forms: all of it or nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FIELDS = ("street_address", "postal_code", "town")
WHAT_FOR = _(
    "Only for letters on paper: whoever has given it gets the association's letters by "
    "post and not by e-mail. Leave it empty otherwise."
)
NEEDED = {
    "street_address": _("Write the street address or post office box, too."),
    "postal_code": _("Write the postal code, too."),
    "town": _("Write the town, too."),
}


def of(words: Mapping[str, Any]) -> dict[str, str]:
    """The postal address among the words of a form or the fields of a row."""
    return {name: words.get(name, "") for name in FIELDS}


def fields() -> dict[str, forms.CharField]:
    """For forms that are not made of a model."""
    return {
        "street_address": forms.CharField(
            label=_("Street address"),
            max_length=100,
            required=False,
            help_text=WHAT_FOR,
            widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        ),
        "postal_code": forms.CharField(
            label=_("Postal code"),
            max_length=12,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        ),
        "town": forms.CharField(
            label=_("Town"),
            max_length=60,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
        ),
    }


def complete(form: forms.BaseForm, words: Mapping[str, Any]) -> None:
    """Ask for the rest of an address that is written in part."""
    if not any(of(words).values()):
        return
    for name, sentence in NEEDED.items():
        if not words.get(name) and name not in form.errors:
            form.add_error(name, str(sentence))
