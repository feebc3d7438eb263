"""The blocks of a page: what they refuse, and what a reader gets of them."""

import re

import pytest
from wagtail.blocks import StreamBlockValidationError

from association.blocks import BodyBlock, raw, table_value
from tests.support.home import make_document, make_image, make_page

pytestmark = pytest.mark.django_db

VIDEO = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


def problems(kind: str, value: object) -> str:
    """What the editor says of a block; empty when all is well."""
    block = BodyBlock()
    stream = block.to_python([{"type": kind, "value": value}])
    try:
        block.clean(stream)
    except StreamBlockValidationError as error:
        return str(error.as_json_data())
    return ""


def shown(client, *blocks: tuple[str, object]) -> str:
    html = client.get(make_page(body=list(blocks)).url).text
    return html.partition('<div class="prose">')[2].partition("</main>")[0]


def test_a_picture_wants_words_for_who_does_not_see_it():
    image = make_image().pk
    bare = {"image": image, "alt": " ", "decorative": False, "caption": ""}

    assert "Kerro" in problems("image", bare)
    assert not problems("image", {**bare, "alt": "Järvi"})
    assert not problems("image", {**bare, "decorative": True})


def test_one_picture_tells_different_things_in_different_places(client):
    image = make_image("IMG_2034").pk
    first = {"image": image, "alt": "Kokousväki", "decorative": False, "caption": ""}
    second = {**first, "alt": "Kuopion tori"}

    html = shown(client, ("image", first), ("image", second))

    assert re.findall(r'alt="([^"]*)"', html) == ["Kokousväki", "Kuopion tori"]


def test_decoration_is_silent_and_the_title_of_the_file_is_never_said(client):
    value = {"image": make_image("IMG_2034").pk, "alt": "Turha", "decorative": True,
             "caption": ""}  # fmt: skip

    html = shown(client, ("image", value))

    assert 'alt=""' in html
    assert "IMG_2034" not in html


def test_a_recording_elsewhere_makes_no_request_before_the_click(client):
    html = shown(client, ("embed", {"url": VIDEO, "title": "Näin alkuun"}))

    assert f'href="{VIDEO}"' in html
    assert "Näin alkuun" in html
    assert "YouTube" in html
    for fetched in ("<iframe", "<script", "<img", "<link", "<video", "<source"):
        assert fetched not in html


def test_the_other_site_is_not_told_where_the_reader_came_from(client):
    html = shown(client, ("embed", {"url": VIDEO, "title": "Näin alkuun"}))

    assert 'rel="noopener noreferrer"' in html


@pytest.mark.parametrize(
    "url", ["http://youtube.com/x", "javascript:alert(1)", "data:text/html,x", "x", ""]
)
def test_a_recording_is_at_a_secure_address(url):
    assert problems("embed", {"url": url, "title": "Tallenne"})


def test_questions_open_without_script(client):
    items = [{"heading": "Mitä maksaa?", "text": "<p>Ei mitään.</p>"}]

    html = shown(client, ("accordion", {"heading": "Kysyttyä", "items": items}))

    assert "<details>" in html
    assert re.search(r"<summary>Mitä maksaa\?", html)


def test_a_table_wants_a_caption_and_headings():
    good = table_value("Maksut", ("Jäsen", "Maksu"), [("Äänestävä", "20 €")])

    assert not problems("table", good)
    assert "otsikko" in problems("table", {**good, "caption": ""})
    nameless = table_value("Maksut", ("Jäsen", ""), [("Äänestävä", "20 €")])
    assert problems("table", nameless)


def test_a_table_tells_which_heading_a_cell_belongs_to(client):
    value = table_value(
        "Maksut", ("Jäsen", "Maksu"), [("Äänestävä", "20 €")], figures=[1]
    )

    html = shown(client, ("table", value))

    assert "<caption>Maksut</caption>" in html
    assert '<th scope="col">Jäsen</th>' in html
    assert '<th scope="row" data-label="Jäsen">Äänestävä</th>' in html
    assert '<td data-label="Maksu" class="end">20 €</td>' in html


def test_documents_say_what_they_are(client):
    document = make_document("Mallisäännöt", "mallisaannot.odt")

    html = shown(
        client, ("documents", {"heading": "Mallit", "documents": [document.pk]})
    )

    assert "Mallisäännöt" in html
    assert "ODT" in html
    response = client.get(document.url)
    assert response.getvalue()


def test_a_deleted_document_leaves_no_empty_line(client):
    document = make_document()
    page = make_page(body=[("documents", {"heading": "", "documents": [document.pk]})])
    document.delete()

    assert (
        "<li>"
        not in client.get(page.url).text.partition('"prose"')[2].partition("</main>")[0]
    )


def test_a_deleted_picture_breaks_no_page(client):
    image = make_image()
    page = make_page(
        body=[("image", {"image": image.pk, "alt": "Järvi", "decorative": False,
                         "caption": "Ranta"})]
    )  # fmt: skip
    image.delete()

    assert client.get(page.url).status_code == 200


def step(**changed: object) -> dict[str, object]:
    return {"heading": "Tule", "text": "", "label": "Tule mukaan", "page": None,
            "url": "", **changed}  # fmt: skip


def test_a_next_step_leads_to_a_page_or_to_an_address_but_not_both():
    page = make_page().pk

    assert problems("call_to_action", step())
    assert problems("call_to_action", step(page=page, url="/liity/"))
    assert not problems("call_to_action", step(page=page))
    assert not problems("call_to_action", step(url="/liity/"))
    assert not problems("call_to_action", step(url="https://esimerkki.example/"))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//muualla.example", "liity"])
def test_a_next_step_leads_nowhere_strange(url):
    assert problems("call_to_action", step(url=url))


def test_a_next_step_to_a_page_that_was_taken_down_has_no_button(client):
    target = make_page("Kohde")
    page = make_page(body=[("call_to_action", step(page=target.pk))])
    target.unpublish()

    html = client.get(page.url).text

    assert "Tule mukaan" not in html


def test_people_stand_in_windows_always_with_the_same_portrait(client):
    people = [{"name": "Aino", "role": "puheenjohtaja", "text": "", "photo": None,
               "portrait": ""}]  # fmt: skip

    first = shown(client, ("people", {"heading": "Hallitus", "people": people}))
    second = shown(client, ("people", {"heading": "Hallitus", "people": people}))

    portrait = re.search(r"people[^\"]*#person-\d", first)
    assert portrait
    assert portrait.group() in second


def test_a_persons_own_photograph_takes_the_place_of_the_drawn_one(client):
    people = [{"name": "Aino", "role": "", "text": "", "photo": make_image().pk,
               "portrait": ""}]  # fmt: skip

    html = shown(client, ("people", {"heading": "", "people": people}))

    assert "#person-" not in html
    assert "/media/images/" in html


def test_scripts_in_running_text_are_taken_away(client):
    html = shown(
        client,
        ("text", "<p>Hei<script>alert(1)</script></p>"),
        ("quote", {"text": "<script>alert(2)</script>", "who": ""}),
    )

    assert "<script>alert(2)" not in html
    assert "&lt;script&gt;alert(2)" in html


def test_lists_written_by_a_program_get_ids():
    assert (
        raw([("people", {"heading": "", "people": [{"name": "Aino"}]})]).count('"id"')
        == 2
    )
