"""A name is no place for an address: we greet people by it, in mails as well."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.forms import DetailsForm
from association.names import ONLY_A_NAME
from events.registration_forms import RegistrationForm
from home.contacting import ContactForm
from mentoring.forms import MenteeForm
from tests.support.accounts import finnish
from tests.support.events import make_occurrence

NAMES = ["Satu Harju", "J. R. Åström", "Linh Đào", "O'Neill-Ståhl", "Maija (o.s. Ek)"]
ADDRESSES = [
    "https://vieras.example/voita",
    "Voita http:vieras",
    "vieras.example",
    "www.vieras",
    "satu@esimerkki.example",
    "satu＠esimerkki",
]


def fields() -> dict[str, object]:
    at = timezone.now() - timedelta(minutes=1)
    of_event = {"occurrence": make_occurrence(), "user": None}
    return {
        "contact": ContactForm(at=at, on_holiday=False).fields["name"],
        "registration": RegistrationForm(**of_event, at=at).fields["name"],
        "mentee": MenteeForm().fields["name"],
        "details, first": DetailsForm().fields["first_name"],
        "details, last": DetailsForm().fields["last_name"],
    }


def sentences(field, value: str) -> list[str]:
    from django.core.exceptions import ValidationError

    try:
        field.clean(value)
    except ValidationError as error:
        return [str(one) for one in error.messages]
    return []


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_taken(name):
    assert {form: sentences(field, name) for form, field in fields().items()} == {
        form: [] for form in fields()
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_in_place_of_a_name_is_refused(address):
    for form, field in fields().items():
        assert sentences(field, address) == [finnish(ONLY_A_NAME)], form
