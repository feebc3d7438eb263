"""The sentences of our forms, and what they are said about.

Each says how to put the thing right, in the person's own terms, without blame.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy

type Sentence = str | Promise

ADDRESS_LENGTH = 254

REQUIRED: list[tuple[type[forms.Field], Sentence]] = [
    (forms.BooleanField, _("Tick this box to go on.")),
    (forms.EmailField, _("Write your email address here.")),
    (forms.FileField, _("Choose a file.")),
    (forms.MultipleChoiceField, _("Choose at least one.")),
    (forms.ModelMultipleChoiceField, _("Choose at least one.")),
    (forms.ChoiceField, _("Choose one of these.")),
    (forms.ModelChoiceField, _("Choose one of these.")),
    (forms.Field, _("Fill this in.")),
]

INVALID: list[tuple[type[forms.Field], Sentence]] = [
    (forms.EmailField, _("Check the address. Write it like name@example.com.")),
    (forms.URLField, _("Check the address. Write it like https://example.com.")),
    (forms.IntegerField, _("Write a whole number in figures, for example 12.")),
    (forms.DecimalField, _("Write a number in figures, for example 12.50.")),
    (forms.DateField, _("Write the date as day.month.year, for example 14.12.2026.")),
    (forms.TimeField, _("Write the time as hours and minutes, for example 18.00.")),
    (
        forms.DateTimeField,
        _("Write the date and the time, for example 14.12.2026 18.00."),
    ),
    (forms.FileField, _("The file did not come through. Choose it again.")),
]

BY_CODE: dict[str, Sentence] = {
    "max_length": ngettext_lazy(
        "This is %(show_value)d characters long. Shorten it to %(limit_value)d.",
        "This is %(show_value)d characters long. Shorten it to %(limit_value)d.",
        "show_value",
    ),
    "min_length": ngettext_lazy(
        "Write at least %(limit_value)d character.",
        "Write at least %(limit_value)d characters.",
        "limit_value",
    ),
    "max_value": _("Write a number that is at most %(limit_value)s."),
    "min_value": _("Write a number that is at least %(limit_value)s."),
    "invalid_choice": _("That choice is not on offer any more. Choose another."),
    "invalid_pk_value": _("That choice is not on offer any more. Choose another."),
    "invalid_list": _("Choose from the list."),
    "missing": _("Choose a file."),
    "empty": _("The file is empty. Choose another."),
    "invalid_image": _("This is not a picture we can open. Try a JPG or a PNG."),
    "invalid_extension": _(
        "We cannot take a file of this kind. These will do: %(allowed_extensions)s."
    ),
    "max_digits": _("The number has too many figures."),
    "max_decimal_places": _("The number has too many decimals."),
    "max_whole_digits": _("The number has too many figures."),
}

# Django says this itself, above a list to choose from; its own Finnish lacks it.
BLANK_CHOICE = gettext_noop("- Select an option -")

ONE_LINE = _("Write this on one line.")
INVISIBLE = _(
    "There is a character here that cannot be seen, after “%(before)s”. "
    "Write that part again."
)
INVISIBLE_FIRST = _(
    "This begins with a character that cannot be seen. Write the beginning again."
)
NO_AT = _("The address lacks an @ sign. Write it like name@example.com.")
HAS_SPACE = _("There is a space in the address. Take it away.")
NO_DOT = _("The end of the address is missing. Write it like name@example.com.")

# Control characters (NUL among them), lone surrogates, and those that turn the reading
# direction, so that a text looks like another than it is.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
UNSEEN_IN_LINES = re.compile(rf"(?![\r\n\t]){UNSEEN.pattern}")


class OnlyVisible:
    """Refuse characters that cannot be seen; new lines only where they belong."""

    def __init__(self, *, lines: bool) -> None:
        self.unseen = UNSEEN_IN_LINES if lines else UNSEEN

    def __call__(self, value: object) -> None:
        text = str(value)
        found = self.unseen.search(text)
        if found is None:
            return
        if found.group() in "\r\n":
            raise ValidationError(ONE_LINE, code="one_line")
        before = text[max(0, found.start() - 20) : found.start()].strip()
        sentence = INVISIBLE if before else INVISIBLE_FIRST
        raise ValidationError(sentence, code="invisible", params={"before": before})


def validate_address(value: str) -> None:
    """An email address, with what exactly is wrong with it, unless it is too long."""
    if len(value) > ADDRESS_LENGTH:
        return
    try:
        validate_email(value)
        if '"' in value:  # allowed by the letter; calendars and servers choke on it
            raise ValidationError(value)
    except ValidationError as error:
        sentence: Sentence = lookup(INVALID, forms.EmailField()) or ""
        if "@" not in value:
            sentence = NO_AT
        elif any(character.isspace() for character in value):
            sentence = HAS_SPACE
        elif "." not in value.rpartition("@")[2]:
            sentence = NO_DOT
        raise ValidationError(str(sentence), code="address") from error


def lookup(
    table: list[tuple[type[forms.Field], Sentence]], field: forms.Field
) -> Sentence | None:
    return next((text for kind, text in table if isinstance(field, kind)), None)


def own_sentences(field: forms.Field) -> set[str]:
    """The codes whose sentences the form's author wrote; those stay."""
    given: dict[str, Sentence] = {}
    for kind in reversed(type(field).__mro__):
        given.update(getattr(kind, "default_error_messages", {}))
    return {
        code for code, text in field.error_messages.items() if given.get(code) != text
    }
