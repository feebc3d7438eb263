"""Business id, account number and the bank's code."""

import pytest
from django.core.exceptions import ValidationError

from association.identifiers import (
    validate_bic,
    validate_business_id,
    validate_iban,
)
from association.models import AssociationSettings

HOSTILE = ["", " ", "\x00", "🎄", "x" * 10_000, "0", "-", "٢٢٢٢٢٢٢-٢"]


def valid_business_id(start: str) -> str | None:
    """The number with its check digit, worked out another way; None has none."""
    total = sum(int(a) * b for a, b in zip(start, (7, 9, 10, 5, 8, 4, 2), strict=True))
    digit = next((d for d in range(11) if (total + d) % 11 == 0), None)
    return None if digit == 10 else f"{start}-{digit}"


@pytest.mark.parametrize("value", ["0112038-9", "0201256-6", "2617416-4"])
def test_business_ids_of_well_known_companies_are_right(value):
    validate_business_id(value)


@pytest.mark.parametrize("start", [f"{number:07}" for number in range(1_000, 1_030)])
def test_exactly_one_check_digit_fits(start):
    right = valid_business_id(start)

    passed = []
    for digit in range(10):
        try:
            validate_business_id(f"{start}-{digit}")
        except ValidationError:
            continue
        passed.append(f"{start}-{digit}")

    assert passed == ([right] if right else [])


@pytest.mark.parametrize("value", [*HOSTILE, "0112038-8", "01120389", "FI01120389"])
def test_what_is_no_business_id_is_answered_by_a_sentence(value):
    with pytest.raises(ValidationError) as error:
        validate_business_id(value)

    assert str(error.value.messages[0]).endswith(("1.", "."))


@pytest.mark.parametrize(
    "value",
    ["FI2112345600000785", "FI21 1234 5600 0007 85", "SE3550000000054910000003"],
)
def test_account_numbers_of_the_standard_are_right(value):
    validate_iban(value)


@pytest.mark.parametrize(
    "value", [*HOSTILE, "FI2112345600000786", "FI211234560000078", "123456-785"]
)
def test_what_is_no_account_number_is_answered_by_a_sentence(value):
    with pytest.raises(ValidationError):
        validate_iban(value)


@pytest.mark.parametrize("place", range(4, 18))
def test_one_wrong_digit_is_found_wherever_it_is(place):
    right = "FI2112345600000785"
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]

    with pytest.raises(ValidationError):
        validate_iban(wrong)


@pytest.mark.parametrize("value", ["NDEAFIHH", "nordfihh", "OKOYFIHHXXX"])
def test_banks_codes(value):
    validate_bic(value)


@pytest.mark.parametrize("value", [*HOSTILE, "NDEAFIH", "NDEAFIHHX"])
def test_what_is_no_banks_code(value):
    with pytest.raises(ValidationError):
        validate_bic(value)


def test_what_is_typed_with_spaces_is_kept_without():
    us = AssociationSettings(iban="fi21 1234 5600 0007 85", bic="ndeafihh")

    us.full_clean(exclude=["logo", "social_image"])

    assert (us.iban, us.bic) == ("FI2112345600000785", "NDEAFIHH")
