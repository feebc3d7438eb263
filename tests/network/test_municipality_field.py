import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from association.forms import Form
from network.forms import MunicipalityField
from network.models import Municipality

pytestmark = pytest.mark.django_db


class HomeForm(Form):
    municipality = MunicipalityField(label="Kotikunta")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Tampere", "837"),
        ("tampere", "837"),
        ("TAMMERFORS", "837"),
        ("  Jyväskylä ", "179"),
        ("JYVÄSKYLÄ", "179"),
        ("Åbo", "853"),
        ("åbo", "853"),
        ("Alavus", "010"),
        ("Alavo", "010"),
        ("pedersören  kunta", "599"),
        ("Mänttä-Vilppula", "508"),
    ],
)
def test_a_name_in_finnish_or_swedish_in_any_case_gives_the_municipality(typed, code):
    form = HomeForm({"municipality": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["municipality"].code == code


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("Tampre", "Tampere"),
        ("Jyvaskyla", "Jyväskylä"),
        ("Esboo", "Esbo"),
        ("Aanekoski", "Äänekoski"),
    ],
)
def test_an_unknown_name_proposes_the_nearest_and_keeps_what_was_typed(typed, proposed):
    form = HomeForm({"municipality": typed})

    [sentence] = form.errors["municipality"]
    assert typed in sentence
    assert proposed in sentence
    assert f'value="{typed}"' in str(form["municipality"])


@pytest.mark.parametrize("typed", ["Atlantis 😀", "12345", "<script>alert(1)</script>"])
def test_what_is_like_no_name_gets_a_sentence_too(typed):
    form = HomeForm({"municipality": typed})

    assert form.errors["municipality"]
    assert "<script>" not in str(form)


def test_a_merged_municipality_leads_to_the_one_it_is_part_of():
    form = HomeForm({"municipality": "Pertunmaa"})

    with translation.override("en"):
        assert form.errors["municipality"] == [
            "Pertunmaa is part of Mäntyharju today. Write Mäntyharju."
        ]


@pytest.mark.parametrize("typed", ["", "   ", "a" * 101, "Tam\0pere", "Tampere\nTurku"])
def test_nothing_too_much_and_unseen_characters_are_refused(typed):
    assert HomeForm({"municipality": typed}).errors["municipality"]


def test_the_list_to_choose_from_is_in_the_readers_language(django_assert_num_queries):
    with translation.override("fi"), django_assert_num_queries(1):
        finnish = str(HomeForm()["municipality"])
    with translation.override("sv"):
        swedish = str(HomeForm()["municipality"])

    assert 'list="id_municipality_list"' in finnish
    assert '<datalist id="id_municipality_list">' in finnish
    assert finnish.count("<option") == 308
    assert "Pertunmaa" not in finnish
    assert '"Helsinki"' in finnish
    assert '"Helsingfors"' in swedish
    assert '"Alavo"' in swedish
    assert finnish.index("Äänekoski") > finnish.index("Ypäjä")


def test_a_field_begins_from_the_municipality_it_has():
    turku = Municipality.objects.get(code="853")
    form = HomeForm({"municipality": "Turku"}, initial={"municipality": turku})

    assert not form.has_changed()
    assert 'value="Turku"' in str(HomeForm(initial={"municipality": "853"}))


@pytest.mark.parametrize("typed", ["091", "837", "33100"])
def test_numbers_somebody_typed_stay_numbers(typed):
    form = HomeForm({"municipality": typed}, initial={"municipality": "853"})

    assert typed in form.errors["municipality"][0]
    assert f'value="{typed}"' in str(form["municipality"])
    assert form.has_changed()


def test_a_field_that_may_be_empty_gives_none():
    assert MunicipalityField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        MunicipalityField().clean("")
