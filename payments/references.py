"""Reference numbers of Finnish bank transfers: the domestic viitenumero and RF.

Rules: Finance Finland's guides to reference numbers and ISO 11649.
"""

import secrets
from datetime import date
from itertools import cycle

SHORTEST, LONGEST = 4, 20
RF_BODY_LONGEST = 21
OUR_DIGITS = 9


def check_digit(base: str) -> str:
    """The last digit of a viitenumero: weights 7, 3, 1 from the right."""
    total = sum(
        int(digit) * weight
        for digit, weight in zip(reversed(base), cycle((7, 3, 1)), strict=False)
    )
    return str(-total % 10)


def make_reference(base: str) -> str:
    """The viitenumero of `base`, 3–19 digits: `123456` → `1234561`."""
    if not _is_digits(base) or not SHORTEST <= len(base) + 1 <= LONGEST:
        raise ValueError(f"{base!r} is not 3–19 digits.")
    return base + check_digit(base)


def new_reference() -> str:
    """A random viitenumero of ten digits: two groups of five are easy to type."""
    first = 10 ** (OUR_DIGITS - 1)
    return make_reference(str(first + secrets.randbelow(9 * first)))


def plain(text: str) -> str:
    """A viitenumero as kept: no spaces, no leading zeros."""
    return "".join(text.split()).lstrip("0")


def is_reference(text: str) -> bool:
    """Whether this is a right viitenumero, in groups or padded with zeros or not."""
    digits = "".join(text.split())
    if not _is_digits(digits) or len(digits) > LONGEST:
        return False
    digits = digits.lstrip("0")
    return len(digits) >= SHORTEST and check_digit(digits[:-1]) == digits[-1]


def known_form(text: str) -> str:
    """A reference as bills keep it, whatever form it came in: padded, in groups, or
    the viitenumero within an RF reference. One that is wrong stays as it was told."""
    bare = "".join(text.split()).upper()
    if is_rf(bare):
        body = plain(bare[4:])
        return body if is_reference(body) else bare
    return plain(bare) if is_reference(bare) else bare


def make_rf(body: str) -> str:
    """The RF reference of a viitenumero or another body of at most 21 signs."""
    body = "".join(body.split()).upper().lstrip("0")
    if not body or len(body) > RF_BODY_LONGEST or not _is_alphanumeric(body):
        raise ValueError(f"{body!r} is not 1–21 letters and digits.")
    return f"RF{98 - _number(body + 'RF00') % 97:02}{body}"


def is_rf(text: str) -> bool:
    """Whether this is a right RF reference, in any case, in groups or not."""
    rf = "".join(text.split()).upper()
    body = rf[4:]
    return (
        rf.startswith("RF")
        and _is_digits(rf[2:4])
        and 1 <= len(body) <= RF_BODY_LONGEST
        and _is_alphanumeric(body)
        and _number(body + rf[:4]) % 97 == 1
    )


def _number(text: str) -> int:
    """Letters become two digits, A=10 … Z=35, as mod 97 of ISO 7064 wants."""
    return int("".join(str(int(sign, 36)) for sign in text))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _is_alphanumeric(text: str) -> bool:
    return text.isascii() and text.isalnum()


def virtual_barcode(iban: str, cents: int, reference: str, due_on: date | None) -> str:
    """The 54 digits a bank reads as a whole bill (pankkiviivakoodi).

    Version 4 holds a domestic reference, version 5 an RF one of digits only. A sum of
    a million euros or more is left open, as the guide says. ValueError for an account
    that is not Finnish or has a wrong check.
    """
    amount = f"{cents:08}" if 0 < cents < 100_000_000 else "0" * 8
    start = _account_digits(iban) + amount
    end = f"{due_on:%y%m%d}" if due_on else "000000"
    if is_rf(reference):
        rf = "".join(reference.split())
        return f"5{start}{rf[2:4]}{rf[4:].zfill(RF_BODY_LONGEST)}{end}"
    return f"4{start}000{plain(reference).zfill(LONGEST)}{end}"


def _account_digits(iban: str) -> str:
    iban = "".join(iban.split()).upper()
    if len(iban) != 18 or not iban.startswith("FI") or not _is_digits(iban[2:]):
        raise ValueError(f"{iban!r} is not a Finnish account.")
    if _number(iban[4:] + iban[:4]) % 97 != 1:
        raise ValueError(f"{iban!r} has a wrong check.")
    return iban[2:]
