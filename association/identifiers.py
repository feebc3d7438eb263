"""Check digits of the numbers an association is known by.

A business id (Y-tunnus) is seven digits, a dash and a check digit: the sum of the
digits times 7, 9, 10, 5, 8, 4, 2, modulo 11; the remainder 1 is never given out
(Finnish Tax Administration, “Yritys- ja yhteisötunnus”). An IBAN is right when it
reads 1 modulo 97 (ISO 13616); a BIC has eight or eleven characters (ISO 9362).
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

BUSINESS_ID = re.compile(r"([0-9]{7})-([0-9])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
FINNISH_IBAN_LENGTH = 18
BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")


def compact(text: str) -> str:
    """Without spaces, in capitals."""
    return "".join(text.split()).upper()


def tidy_business_id(text: str) -> str:
    """As it is written on papers, whether typed with spaces, as a VAT number
    (FI12345671) or without the dash."""
    digits = compact(text).removeprefix("FI").replace("–", "-")
    if len(digits) == 8 and digits.isascii() and digits.isdecimal():
        return f"{digits[:7]}-{digits[7]}"
    return digits


def validate_business_id(value: str) -> None:
    found = BUSINESS_ID.fullmatch(value)
    if found is None:
        raise ValidationError(
            _("Write the business id as seven digits, a dash and a digit: 1234567-1.")
        )
    digits = zip(found[1], WEIGHTS, strict=True)
    rest = sum(int(digit) * weight for digit, weight in digits) % 11
    if rest == 1 or int(found[2]) != (11 - rest) % 11:
        raise ValidationError(_("Check the business id: a digit in it is wrong."))


def validate_iban(value: str) -> None:
    text = compact(value)
    if not IBAN.fullmatch(text):
        raise ValidationError(
            _("Write the account number as an IBAN: FI and sixteen digits.")
        )
    if text.startswith("FI") and len(text) != FINNISH_IBAN_LENGTH:
        raise ValidationError(
            _("A Finnish account number has FI and sixteen digits. Check it.")
        )
    turned = text[4:] + text[:4]
    if int("".join(str(int(letter, 36)) for letter in turned)) % 97 != 1:
        raise ValidationError(_("Check the account number: a digit in it is wrong."))


def validate_bic(value: str) -> None:
    if not BIC.fullmatch(compact(value)):
        raise ValidationError(
            _("Write the bank's code with eight or eleven characters: NDEAFIHH.")
        )
