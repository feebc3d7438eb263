"""What every form of ours begins from: kind errors, nothing lost, nothing cut.

`Form` and `ModelForm` give each field sentences a person can act on, a greatest length,
the right `autocomplete`, and refuse characters that cannot be seen or stored, and
personal identity codes, which nobody here needs. A browser
cuts a pasted text at `maxlength` without a word, so that attribute is taken away and
the length is said in an error instead. Only spaces around a line of text are dropped.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing, validators
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from association import privacy
from association.form_sentences import (
    ADDRESS_LENGTH,
    BY_CODE,
    INVALID,
    REQUIRED,
    OnlyVisible,
    Sentence,
    lookup,
    own_sentences,
    validate_address,
)
from association.identity_codes import no_identity_code

LINE_LENGTH = 200
TEXT_LENGTH = 5000
FASTEST_HUMAN = timedelta(seconds=3)
TRAP_SALT = "association.human-form"
TRAPS = ("website", "drawn_at")

AUTOCOMPLETE = {
    "name": "name",
    "full_name": "name",
    "first_name": "given-name",
    "last_name": "family-name",
    "email": "email",
    "phone": "tel",
    "address": "street-address",
    "postal_code": "postal-code",
    "municipality": "address-level2",
    "organisation": "organization",
    "code": "one-time-code",
    "website": "url",
}

DATES = ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"]
TIMES = ["%H.%M", "%H:%M", "%H"]
INPUT_FORMATS: list[tuple[type[forms.Field], list[str]]] = [
    (
        forms.DateTimeField,
        [f"{day}{gap}{time}" for day in DATES for gap in (" ", "T") for time in TIMES],
    ),
    (forms.DateField, DATES),
    (forms.TimeField, TIMES),
]


def make_kind(field: forms.Field) -> None:
    """Give a field our sentences wherever its author wrote none."""
    kept = own_sentences(field)
    ours: dict[str, Sentence] = {**BY_CODE}
    for code, table in (("required", REQUIRED), ("invalid", INVALID)):
        sentence = lookup(table, field)
        if sentence is not None:
            ours[code] = sentence
    for code, sentence in ours.items():
        if code not in kept:
            field.error_messages[code] = sentence  # type: ignore[assignment]


def accept_our_dates(field: forms.Field) -> None:
    """Dates and times are typed the Finnish way in every language."""
    for kind, formats in INPUT_FORMATS:
        if isinstance(field, kind) and "input_formats" not in vars(field):
            field.input_formats = formats  # type: ignore[attr-defined]


def make_safe(field: forms.CharField) -> None:
    """Bound the length, refuse unseen characters, say what is wrong with an address."""
    lines = isinstance(field.widget, forms.Textarea)
    if field.max_length is None:
        field.max_length = TEXT_LENGTH if lines else LINE_LENGTH
        field.validators.append(validators.MaxLengthValidator(field.max_length))
    kept = [check for check in field.validators if not _is_replaced(check)]
    field.validators = [OnlyVisible(lines=lines), no_identity_code, *kept]
    if isinstance(field, forms.EmailField):
        # Django's form field takes 320 characters, its model field holds 254.
        field.max_length = min(field.max_length, ADDRESS_LENGTH)
        field.validators.append(validators.MaxLengthValidator(field.max_length))
        field.validators.append(validate_address)
        field.widget.attrs.setdefault("autocapitalize", "none")
        field.widget.attrs.setdefault("spellcheck", "false")
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs.pop("minlength", None)


def is_data(field: forms.Field) -> bool:
    """Whether what is sent in is a program's and no text (Django calls it one)."""
    return isinstance(field, forms.JSONField | forms.UUIDField)


def _is_replaced(check: object) -> bool:
    return isinstance(
        check,
        validators.EmailValidator | validators.ProhibitNullCharactersValidator,
    )


class Renderer(TemplatesSetting):
    """Draws a field by our component: `{{ form.name.as_field_group }}`."""

    field_template_name = "components/field.html"
    form_template_name = "components/fields.html"


class KindForm(forms.BaseForm):
    """The habits shared by `Form` and `ModelForm`."""

    default_renderer = Renderer
    template_name_label = "django/forms/label.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            make_kind(field)
            accept_our_dates(field)
            if isinstance(field, forms.CharField) and not is_data(field):
                make_safe(field)
            if name in AUTOCOMPLETE:
                field.widget.attrs.setdefault("autocomplete", AUTOCOMPLETE[name])


class Form(KindForm, forms.Form):
    """A form of ours."""


class ModelForm(KindForm, forms.ModelForm[Any]):
    """A form of ours over a model."""


class CodeField(forms.CharField):
    """A one-time code: typed or pasted, with or without spaces and in any case."""

    def __init__(self, *, length: int = 6, **kwargs: Any) -> None:
        self.length = length
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input--code",
            }
        )

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return "".join(text.split()).replace("-", "").upper()


class HumanForm(Form):
    """A public form that a program does not get through: a trap and a signed time.

    The view gives the clock: `HumanForm(data, at=timezone.now())`, where `data` is
    `request.POST if request.method == "POST" else None`: `request.POST or None` would
    take an empty one for none and say nothing.
    The hidden moment says when the page was drawn; it may have been kept in the page
    cache for days, so only haste counts. Whoever is trapped is shown success:

        if form.is_valid():
            if not form.is_trapped:
                send(form.cleaned_data)
            return redirect("…/thank-you/")

    A field `consent` gets a link to the privacy notice.
    Give csrf=False to components/form.html on pages that the cache keeps.
    """

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    drawn_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *args: Any, at: datetime, **kw: Any
    ) -> None:
        super().__init__(data, *args, **kw)
        self.at = at
        self.fields["drawn_at"].initial = sign_moment(at)
        for name in ("website", "drawn_at"):
            # Whatever a program wrote here, it is told nothing about it.
            self.fields[name].validators = []
        if consent := self.fields.get("consent"):
            consent.help_text = privacy.with_privacy_notice(self.consent_hint())
        self.order_fields([*(n for n in self.fields if n not in TRAPS), *TRAPS])

    def consent_hint(self) -> object:
        """The words below the question for consent, before the link."""
        return self.fields["consent"].help_text

    @property
    def is_trapped(self) -> bool:
        """A program filled this in: the trap is not empty, or it was too quick."""
        drawn_at = read_moment(str(self.data.get(self.add_prefix("drawn_at"), "")))
        if self.data.get(self.add_prefix("website")) or drawn_at is None:
            return True
        return self.at.timestamp() - drawn_at < FASTEST_HUMAN.total_seconds()


def sign_moment(at: datetime) -> str:
    return signing.Signer(salt=TRAP_SALT).sign(f"{at.timestamp():.0f}")


def read_moment(signed: str) -> float | None:
    """The signed moment in seconds since 1970, or None when it was tampered with."""
    try:
        return float(signing.Signer(salt=TRAP_SALT).unsign(signed))
    except (signing.BadSignature, ValueError):
        return None
