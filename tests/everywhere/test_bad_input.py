"""Every form of the site is sent in empty, too long, of the wrong type, with script,
emoji and NUL: a clear Finnish sentence, what was typed kept, never an error of ours."""

import itertools
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.support.bad_input import BAD, ENGLISH, SCRIPT, as_sent, written
from tests.support.every_page import all_forms
from tests.support.html_forms import (
    PageForm,
    errors_beside,
    errors_in,
    shown_values,
)
from tests.support.visiting import visit, visitor

pytestmark = pytest.mark.usefixtures("unmeasured")

# What stands in a field though nobody typed it there, changed on the way.
TAMPERED = {
    "junk": "x",
    "nul": "\0",
    "number": "-99999999999999999999",
    "brackets": "[" * 100_000,
    "script": SCRIPT,
}
TEN_MB = "ä" * (5 * 1024 * 1024)


@pytest.fixture(scope="module")
def forms(world) -> list[PageForm]:
    """As they were drawn a minute ago; a program would be quicker."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        world.users  # noqa: B018 - they sign in before
        return [form for form in all_forms(world) if form.method == "post"]


def send(world, form: PageForm, data: dict[str, object]):
    return visit(visitor(form.role, world), form.action, "post", data)


def test_the_forms_are_found(forms):
    addresses = {form.action for form in forms}

    assert len(addresses) > 15
    assert {"/kirjaudu/", "/oma-sivu/tiedot/", "/yhteys/"} <= addresses


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_answered_with_a_sentence_and_kept(kind, world, forms):
    text = as_sent(kind)
    wrong = []
    for form in forms:
        data = written(form, text) if kind != "empty" else dict(form.hidden)
        response = send(world, form, data)
        wrong += [f"{form.action}: {one}" for one in faults(form, response, kind, text)]

    assert not wrong


def faults(form: PageForm, response, kind: str, text: str) -> list[str]:
    """What is not as it should be in the answer to bad input."""
    if response.status_code >= 500:
        return [f"an error, {response.status_code}"]
    if response.status_code != 200:
        return []  # taken, refused as a whole, or sent on
    html = response.content.decode()
    found = []
    if SCRIPT in html:
        found.append("what was typed runs as a script")
    if '<html lang="fi"' not in html:
        found.append("the answer is not in Finnish")
    errors = errors_in(html)
    if form.typed and not errors:
        found.append("nothing says what is wrong")
    found += [f"in English: {error}" for error in errors if ENGLISH.search(error)]
    if kind in {"long", "script", "emoji", "wrong type"}:
        shown = shown_values(html)
        found += [f"{one.name} is lost" for one in form.typed
                  if one.name != "website" and text not in shown]  # fmt: skip
    return found


@pytest.mark.parametrize("kind", TAMPERED)
def test_hidden_fields_and_choices_may_say_anything(kind, world, forms):
    for form in forms:
        junk = {one.name: TAMPERED[kind] for one in form.fields}
        for data in (junk, {name: [text, text] for name, text in junk.items()}, {}):
            response = send(world, form, data)

            assert response.status_code < 500, form.action
            assert SCRIPT not in response.getvalue().decode(), form.action


@pytest.mark.sqlite_only  # refused before any database is asked
def test_ten_megabytes_in_a_field_get_a_sentence_beside_it_and_are_kept(world, forms):
    wrong = []
    for form in forms:
        for one in form.typed:
            if one.name == "website":
                continue
            data = {**written(form, "a"), one.name: TEN_MB}
            response = send(world, form, data)
            html = response.content.decode()
            if response.status_code != 200:  # a step of a sign-in that nobody began
                wrong += [form.action] * (response.status_code != 302)
            elif not errors_beside(html, one.name) or TEN_MB not in shown_values(html):
                wrong.append(f"{form.action} {one.name}")

    assert not wrong


def test_what_is_too_much_as_a_whole_is_refused_in_finnish(world, forms):
    for form in forms:
        if typed := [one.name for one in form.typed]:
            response = send(world, form, {**written(form, "a"), typed[0]: 2 * TEN_MB})

            assert response.status_code == 400, form.action
            assert '<html lang="fi"' in response.content.decode(), form.action


def test_every_form_one_types_in_is_sent_as_multipart(forms):
    """As a browser encodes it otherwise, ten megabytes become thirty."""
    assert not [one.action for one in forms if one.typed and not one.is_multipart]


@pytest.mark.sqlite_only  # refused before any database is asked
def test_a_file_where_words_belong_is_no_error(world, forms):
    from django.core.files.uploadedfile import SimpleUploadedFile

    for form in forms:
        data = {one.name: SimpleUploadedFile("x.txt", b"x") for one in form.fields}

        assert send(world, form, data).status_code < 500, form.action


BODIES = [b"", b"\xff\xfe", b"{", b"=&=&=", b"email=%FF%00"]


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "kind",
    ["application/json", "multipart/form-data; boundary=x", "text/plain",
     "application/x-www-form-urlencoded"],
)  # fmt: skip
def test_a_body_that_is_no_form_is_no_error(kind, world, forms):
    for form, body in itertools.product(forms, BODIES):
        client = visitor(form.role, world)
        response = visit(client, form.action, "post", body, content_type=kind)

        assert response.status_code < 500, (form.action, body)
