"""F4: a personal identity code is warned of beside the field, and not kept."""

import pytest
from django import forms

from association.forms import Form
from association.identity_codes import CHECKS, SENTENCE, has_identity_code
from tests.support.accounts import finnish


def code(birthday: str, century: str, number: str = "123") -> str:
    """A made-up code with the right check character."""
    return f"{birthday}{century}{number}{CHECKS[int(birthday + number) % 31]}"


class Note(Form):
    text = forms.CharField(widget=forms.Textarea)


@pytest.mark.parametrize("century", "+-YXWVUABCDEF")
def test_f4_every_sign_of_a_century_is_known(century):
    assert has_identity_code(code("131052", century))


@pytest.mark.parametrize(
    "text",
    ["131052-308T", "131052-308t", "Hei, olen 131052-308T, terveisin Satu",
     "hetu:131052-308T.", "131052–308T", "131052 - 308T", "131052Y308T",
     "rivi\n010101A123N\nrivi", "(131052-308T)", "_131052-308T_"],
)  # fmt: skip
def test_f4_a_code_is_found_wherever_it_stands(text):
    assert has_identity_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "131052-308U",  # another check character
        "311152-308A",  # there is no 31st of November
        "131052G308T",  # no century has this sign
        "7131052-308T",
        "131052-308TA",
        "12 34561",
        "040-1234567",
        "FI37 1590 3000 0007 76",
        "131052-3081234",
        "",
    ],
)
def test_f4_other_numbers_are_left_alone(text):
    assert not has_identity_code(text)


def test_f4_the_example_of_the_authority_is_one():
    """The code that the Digital and Population Data Services Agency prints."""
    assert has_identity_code("131052-308T")


def test_f4_it_is_warned_of_beside_the_field_and_what_was_typed_stays():
    form = Note({"text": "Lapsen hetu on 131052-308T"})

    assert not form.is_valid()
    assert form.errors["text"] == [str(SENTENCE)]
    assert "131052-308T" not in str(form.errors)
    assert "131052-308T" in str(form["text"])


def test_f4_every_text_field_of_a_form_of_ours_refuses_it():
    class Many(Form):
        line = forms.CharField()
        lines = forms.CharField(widget=forms.Textarea, required=False)
        link = forms.URLField(assume_scheme="https")

    form = Many({"line": "131052-308T", "lines": "x 131052-308T",
                 "link": "https://esimerkki.example/?h=131052-308T"})  # fmt: skip
    assert set(form.errors) == {"line", "lines", "link"}


def test_the_sentence_is_finnish():
    assert "henkilötunnus" in finnish(SENTENCE)
