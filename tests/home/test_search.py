"""The site's search."""

import pytest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query as Words
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import PageViewRestriction

from home import searching
from home.models import SearchEntry
from home.word_forms import stem
from tests.support.home import (
    make_contact_page,
    make_news,
    make_page,
    make_practice,
    translate,
)

pytestmark = pytest.mark.django_db


def found(text: str, language: str = "fi") -> list[str]:
    query = searching.Query.read(text, language)
    return [entry.page.title for entry in searching.find(query, at=timezone.now())]


def promote(words: str, **target: object) -> SearchPromotion:
    return SearchPromotion.objects.create(query=Words.get(words), **target)


@pytest.mark.parametrize("typed", ["mentori", "mentorit", "mentoreille", "MENTORIEN"])
@pytest.mark.parametrize("written", ["mentori", "mentorit", "mentoreille"])
def test_every_form_of_mentori_finds_every_other(typed, written):
    make_page("Kenelle", body=[("text", f"<p>Tämä on {written}.</p>")])

    assert found(typed) == ["Kenelle"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("yhdistys", "yhdistyksen"),
        ("yhdistyksille", "yhdistys"),
        ("käytäntö", "käytännöt"),
        ("vuosi", "vuoden"),
        ("tapaaminen", "tapaamisessa"),
        ("jäsenyys", "jäsenyyden"),
        ("pöytä", "pöydän ääressä"),
        ("kunta", "kunnan"),
        ("maksu", "jäsenmaksut ja maksut"),
        ("tilaisuus", "tilaisuuksia"),
    ],
)
def test_finnish_words_are_found_in_their_other_forms(typed, written):
    make_page("Sivu", body=[("text", f"<p>{written}</p>")])

    assert found(typed) == ["Sivu"]


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("sv", "mentor", "mentorerna"),
        ("sv", "föreningar", "föreningen"),
        ("en", "meeting", "meetings"),
        ("en", "associations", "association"),
    ],
)
def test_swedish_and_english_words_too(language, typed, written):
    page = translate(make_page("Sivu"), language, title="Sida")
    page.lead = written
    page.save_revision().publish()

    assert found(typed, language) == ["Sida"]


def test_a_title_weighs_more_than_the_text():
    make_page("Jotain muuta", body=[("text", "<p>mentori mentori mentori</p>")])
    make_page("Mentori", body=[("text", "<p>Tästä.</p>")])

    assert found("mentori") == ["Mentori", "Jotain muuta"]


def test_each_word_has_to_be_there():
    make_page("Kuopio", body=[("text", "<p>Tapaaminen Kuopiossa.</p>")])
    make_page("Oulu", body=[("text", "<p>Tapaaminen Oulussa.</p>")])

    assert found("tapaaminen kuopio") == ["Kuopio"]


def test_what_only_a_practice_says_is_found():
    make_practice(what="Luetaan lausuntopyyntö ääneen.")

    assert found("lausuntopyynnöt") == ["Lausunto illassa"]


def test_only_pages_of_the_language_are_found():
    translate(make_page("Mentori"), title="Mentor")

    assert found("mentor", "sv") == ["Mentor"]
    assert found("mentor", "en") == []


def test_a_draft_is_not_found_and_neither_is_what_it_says():
    page = make_page("Mentori", body=[("text", "<p>Vanhaa.</p>")])
    page.title = "Uudistettu"
    page.save_revision()

    assert found("uudistettu") == []
    assert found("mentori") == ["Mentori"]


def test_what_is_taken_down_or_deleted_is_not_found():
    page = make_page("Mentori")
    other = make_page("Mentoritoiminta")

    page.unpublish()
    other.delete()

    assert found("mentori") == []
    assert not SearchEntry.objects.exists()


def test_what_is_for_some_only_is_not_found():
    page = make_page("Mentori")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert found("mentori") == []


def test_a_published_change_is_found_at_once():
    page = make_page("Vanha nimi")
    page.title = "Lapin mentorit"
    page.save_revision().publish()

    assert found("lappi mentori") == ["Lapin mentorit"]
    assert found("vanha") == []


HOSTILE = {
    "nothing": "",
    "spaces": "   ",
    "NUL": "\x00",
    "a quote": "'",
    "a double quote": '"',
    "an open phrase": '"mentori',
    "signs": "& | ! ( ) : * <-> \\ % _",
    "a percent sign": "100%",
    "emoji": "🎄",
    "script": "<script>alert(1)</script>",
    "very long": "mentori " * 5000,
    "one long word": "m" * 50_000,
    "a lone surrogate": "\ud800",
    "right to left": "\u202ementori",
    "SQL": "'; DROP TABLE home_searchentry; --",
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("path", ["/haku/", "/sv/sok/", "/en/search/"])
def test_whatever_is_typed_is_answered(client, path, typed):
    make_page("Mentori")

    response = client.get(path, {"q": typed.encode("utf-8", "surrogatepass")})

    assert response.status_code == 200
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("page_number", ["0", "-1", "2", "abc", "9" * 30, ""])
def test_whatever_page_is_asked_for_is_answered(client, page_number):
    make_page("Mentori")

    response = client.get("/haku/", {"q": "mentori", "p": page_number})

    assert response.status_code == 200
    assert "Mentori" in response.text


def test_the_words_are_marked_in_what_is_found(client):
    make_page("Sivu", body=[("text", "<p>Kysy mentoreilta neuvoa.</p>")])

    html = client.get("/haku/", {"q": "mentori"}).text

    assert "<mark>mentoreilta</mark>" in html
    assert "Löytyi yksi sivu" in html


def test_a_signs_own_meaning_is_lost_in_the_excerpt(client):
    make_page("Sivu", body=[("text", "<p>a &lt;b&gt; mentori &amp; muut</p>")])

    html = client.get("/haku/", {"q": "mentori"}).text

    assert "<b> <mark>" not in html


def test_when_nothing_is_found_there_is_a_next_step(client):
    contact = make_contact_page()

    html = client.get("/haku/", {"q": "xyzzy"}).text

    assert "xyzzy" in html
    assert f'href="{contact.url}"' in html


def test_what_editors_chose_comes_first_and_once(client):
    other = make_page("Mentori", body=[("text", "<p>mentori</p>")])
    chosen = make_page("Näin alkuun", body=[("text", "<p>mentori</p>")])
    promote("mentorit", page=chosen, description="Aloita tästä.")

    html = client.get("/haku/", {"q": "mentoreille"}).text

    assert html.count(f'href="{chosen.url}"') == 1
    assert html.index("Aloita tästä.") < html.index(f'href="{other.url}"')


def test_an_address_elsewhere_may_be_chosen_too(client):
    promote(
        "liitto",
        external_link_url="https://liitto.example/",
        external_link_text="Liiton sivut",
    )

    html = client.get("/haku/", {"q": "liitot"}).text

    assert (
        '<a class="stretched" href="https://liitto.example/">Liiton sivut</a>' in html
    )


def test_a_chosen_page_that_is_taken_down_is_not_shown(client):
    page = make_page("Näin alkuun")
    promote("mentorit", page=page)
    page.unpublish()

    assert "Näin alkuun" not in client.get("/haku/", {"q": "mentorit"}).text


def test_pages_of_the_apps_are_found_by_their_names(client):
    html = client.get("/haku/", {"q": "kalenteri"}).text

    assert 'href="/kalenteri/"' in html


def test_the_search_page_is_kept_out_of_other_searches(client):
    assert 'name="robots" content="noindex"' in client.get("/haku/").text


@pytest.mark.parametrize("count", [1, 15])
def test_fifteen_are_found_with_as_many_queries_as_one(
    client, count, django_assert_num_queries
):
    for number in range(count):
        make_news(f"Mentori {number}")
    client.get("/haku/", {"q": "mentori"})

    with django_assert_num_queries(SEARCH_QUERIES):
        client.get("/haku/", {"q": "mentori"})


def test_stems_never_grow_empty():
    for word in ("a", "on", "ja", "yö", "123456789", "öö"):
        assert stem(word, "fi")


SEARCH_QUERIES = 6


def test_of_a_next_step_the_words_are_found_and_not_the_address(client):
    step = {"heading": "Puhutaanko?", "label": "Varaa aika", "url": "/viulunsoitto/"}
    make_page("Toiminta", body=[("call_to_action", step)])

    assert found("varaa") == ["Toiminta"]
    assert found("viulunsoitto") == []


def test_of_people_the_words_are_found_and_not_the_number_of_a_portrait(client):
    person = {"name": "Tuula Rantanen", "role": "Puheenjohtaja", "portrait": "4"}
    make_page("Hallitus", body=[("people", {"heading": "", "people": [person]})])

    assert found("puheenjohtaja") == ["Hallitus"]
    assert found("4") == []
