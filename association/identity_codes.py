"""Finnish personal identity codes (henkilötunnus), so that none is kept by mistake.

The form of the code: Decree on the population information system (128/2010) § 2–3, with
the signs of centuries added in 2023 (1900s: `-`, Y, X, W, V, U; 2000s: A–F). The
check character is the birth date and the number, divided by 31.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CENTURIES = {
    "+": 1800,
    **dict.fromkeys("-YXWVU", 1900),
    **dict.fromkeys("ABCDEF", 2000),
}
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
# As it is typed: also with another dash, or with spaces around it.
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
CODE = re.compile(
    rf"(?<![^\W_])(\d\d)(\d\d)(\d\d)\s?([-+YXWVUABCDEF{DASHES}])\s?(\d{{3}})([0-9A-Y])(?![^\W_])",
    re.ASCII | re.IGNORECASE,
)
SENTENCE = _(
    "This has a personal identity code in it. We do not need it and do not keep it: "
    "take it away."
)


def has_identity_code(text: str) -> bool:
    """Whether a valid code stands somewhere in `text`, in any case."""
    return any(is_valid(*found.groups()) for found in CODE.finditer(text))


def without_identity_codes(text: str, put: str) -> str:
    """The text with `put` in the place of each valid code."""
    return CODE.sub(lambda found: put if is_valid(*found.groups()) else found[0], text)


def is_valid(
    day: str, month: str, year: str, century: str, number: str, check: str
) -> bool:
    sign = "-" if century in DASHES else century.upper()
    try:
        date(CENTURIES[sign] + int(year), int(month), int(day))
    except ValueError:
        return False
    return CHECKS[int(day + month + year + number) % len(CHECKS)] == check.upper()


def no_identity_code(value: object) -> None:
    """A validator of text that people write."""
    if has_identity_code(str(value)):
        raise ValidationError(SENTENCE, code="identity_code")
