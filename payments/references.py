"""Reference numbers of Finnish bank transfers: the domestic viitenumero and RF.

Rules: Finance Finland's guides to reference numbers and ISO 11649.
"""

import secrets
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


def grouped(reference: str) -> str:
    """As printed, in fives from the right: `1234561` → `12 34561`."""
    digits = plain(reference)
    first = len(digits) % 5
    groups = [digits[:first]] if first else []
    groups += [digits[at : at + 5] for at in range(first, len(digits), 5)]
    return " ".join(groups)


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


def in_fours(code: str) -> str:
    """An IBAN or RF reference as printed: `FI37 1590 3000 0007 76`."""
    code = "".join(code.split()).upper()
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _number(text: str) -> int:
    """Letters become two digits, A=10 … Z=35, as mod 97 of ISO 7064 wants."""
    return int("".join(str(int(sign, 36)) for sign in text))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _is_alphanumeric(text: str) -> bool:
    return text.isascii() and text.isalnum()
