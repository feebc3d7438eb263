"""No public form tells whether an address is known: that is told only by mail to it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.support.every_page import forms_seen_by
from tests.support.html_forms import Field, PageForm
from tests.support.visiting import undone
from tests.support.world import STRANGER

UNKNOWN = "ei-kukaan@esimerkki.example"
MORE_THAN_TAKEN = 60  # of any form, from one network in an hour
RIGHT = {"municipality": "Kajaani", "message": "Haluamme perustaa yhdistyksen."}


@pytest.fixture(scope="module")
def forms(world) -> list[PageForm]:
    """Those in which a stranger writes an address, drawn a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return [
            form
            for form in forms_seen_by(STRANGER, world)
            if form.method == "post"
            and any(field.kind == "email" for field in form.fields)
        ]


@pytest.fixture(scope="module")
def known(world) -> list[str]:
    """Addresses of people we know, each in another way."""
    return [
        world.of("member").email,
        world.application.email,
        world.association_member.email,
        world.registration.email,
        world.bill.payer_email,
        world.officer.email,
    ]


def filled_in(form: PageForm, email: str) -> dict[str, str]:
    """As a person fills it in."""
    data: dict[str, str] = {}
    for field in form.fields:
        if field.name != "website" and field.name not in data:
            data[field.name] = value(field, email)
    return data


def value(field: Field, email: str) -> str:
    if field.kind == "email":
        return email
    if field.choices:
        return next(filter(None, field.choices), "")
    if field.is_typed:
        return RIGHT.get(field.name, "Satu Harju")
    return field.value or "on"


def answers(form: PageForm, email: str) -> list[object]:
    """What somebody sees who sends it in and goes where it leads."""
    client = Client(raise_request_exception=False)
    with undone():
        first = client.post(form.action, filled_in(form, email))
        seen = [first]
        if first.status_code in {302, 303}:
            seen.append(client.get(first.headers["Location"]))
    return [
        (one.status_code, one.headers.get("Location"), plain(one, email))
        for one in seen
    ]


def plain(response, email: str) -> str:
    """Without the address itself, and what is drawn by lot."""
    text = response.content.decode().replace(email, "…")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r'name="drawn_at" value="[^"]+"', "", text)


def test_there_are_such_forms_and_filled_in_so_they_are_taken(forms):
    taken = [
        form.action for form in forms if answers(form, UNKNOWN)[0][0] in {302, 303}
    ]

    assert len(taken) >= 4, [form.action for form in forms]
    assert len(taken) == len(forms)


def test_known_and_unknown_addresses_get_the_same_answer(forms, known):
    with time_machine.travel(timezone.now(), tick=False):
        told = [
            (form.action, email)
            for form in forms
            for email in known
            if answers(form, email) != answers(form, UNKNOWN)
        ]

    assert not told


def answers_too_often(form: PageForm, email: str) -> list[object]:
    """What they see who have sent it in as often as it is taken."""
    client = Client(raise_request_exception=False)
    with undone():
        for _time in range(MORE_THAN_TAKEN):
            if client.post(form.action, filled_in(form, email)).status_code == 200:
                return answers(form, email)
    raise AssertionError(f"{form.action} is taken without end.")


def test_so_it_is_when_they_come_too_often(forms, known):
    with time_machine.travel(timezone.now(), tick=False):
        told = [
            form.action
            for form in forms
            if answers_too_often(form, known[0]) != answers_too_often(form, UNKNOWN)
        ]

    assert not told
