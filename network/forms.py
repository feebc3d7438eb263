"""A municipality chosen by typing, from the official list, also without JavaScript."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Municipality

PROPOSED = 3
LONGEST = 100
SIMILAR = 0.6

REQUIRED = _("Write the municipality you live in, for example Tampere.")
MERGED = _("%(old)s is part of %(new)s today. Write %(new)s.")
NEAREST = _(
    "We do not know a municipality called “%(name)s”. Did you mean %(proposals)s?"
)
UNKNOWN = _(
    "We do not know a municipality called “%(name)s”. Write its whole name in Finnish "
    "or Swedish, for example Tampere."
)


class MunicipalityInput(forms.TextInput):
    """A line of text with the official names to choose from while typing."""

    template_name = "network/municipality_input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = list_id
        current = Municipality.objects.current(timezone.localdate()).in_order()
        context["list_id"] = list_id
        context["names"] = [municipality.name for municipality in current]
        return context


class Typed(str):
    """What somebody wrote: shown again as it is, never taken for a row's code."""

    __slots__ = ()


class MunicipalityField(forms.CharField):
    """Typed in Finnish or Swedish, in any case; gives the municipality."""

    widget = MunicipalityInput

    def __init__(self, **options: Any) -> None:
        given = options.pop("error_messages", None) or {}
        options.setdefault("max_length", LONGEST)
        super().__init__(error_messages={"required": REQUIRED, **given}, **options)

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        return find(name, on=timezone.localdate()) if name else None

    def bound_data(self, data: Any, initial: Any) -> Any:
        written = super().bound_data(data, initial)
        return Typed(written) if isinstance(written, str) else written

    def prepare_value(self, value: Any) -> Any:
        """A row begins from the municipality it has."""
        if isinstance(value, Municipality):
            return value.name
        is_written = isinstance(value, Typed)
        if isinstance(value, str) and value.isdecimal() and not is_written:
            known = Municipality.objects.filter(code=value).first()
            return known.name if known else value
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def find(name: str, *, on: date) -> Municipality:
    """The municipality of that name; ValidationError proposes the nearest names."""
    known = Municipality.objects.named(name).first()
    if known is None:
        raise unknown(name, on=on)
    if known.is_current(on):
        return known
    if known.merged_into is None:
        raise unknown(name, on=on)
    raise ValidationError(
        MERGED, code="merged", params={"old": known, "new": known.merged_into}
    )


def unknown(name: str, *, on: date) -> ValidationError:
    return not_known(name, proposals(name, official_names(on)))


def not_known(name: str, nearest: list[str]) -> ValidationError:
    return ValidationError(
        NEAREST if nearest else UNKNOWN,
        code="unknown",
        params={"name": name, "proposals": ", ".join(nearest)},
    )


def official_names(on: date) -> dict[str, str]:
    """The names of that day, by themselves without dots and capitals."""
    official: dict[str, str] = {}
    for row in Municipality.objects.current(on):
        for known in (row.name_fi, row.name_sv, row.name_sv_official):
            official.setdefault(_bare(known), known)
    return official


def proposals(name: str, official: Mapping[str, str]) -> list[str]:
    """Names like the one that was typed, also where it lacks the dots of ä and ö."""
    close = get_close_matches(_bare(name), official, n=PROPOSED, cutoff=SIMILAR)
    return [official[one] for one in close]


def _bare(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
