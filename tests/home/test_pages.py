"""Each kind of page in its template, and what stands in its head."""

import json
import re

import pytest
from django.test import Client

from association import page_cache
from association.models import AssociationSettings
from tests.support.home import (
    MAKERS,
    front_page,
    make_contact_page,
    make_document,
    make_image,
    make_news,
    make_news_index,
    make_page,
    make_practice,
    make_practice_index,
    translate,
)

pytestmark = pytest.mark.django_db

TEMPLATES = {
    "front": "home/front.html",
    "content": "home/content.html",
    "practice_index": "home/practices.html",
    "practice": "home/practice.html",
    "news_index": "home/news_index.html",
    "news": "home/news.html",
    "contact": "home/contact.html",
}


def every_block() -> list[tuple[str, object]]:
    from association.blocks import table_value

    return [
        ("text", "<h2>Mistä on kyse</h2><p>Mentorista.</p>"),
        ("image", {"image": make_image().pk, "alt": "Järvi", "caption": "Ranta"}),
        ("quote", {"text": "Kannatti kysyä.", "who": "Pirjo"}),
        ("accordion", {"heading": "Kysymyksiä", "items": [
            {"heading": "Mitä maksaa?", "text": "<p>Ei mitään.</p>"}]}),
        ("table", table_value("Maksut", ("Jäsen", "Maksu"), [("Äänestävä", "20 €")])),
        ("documents", {"heading": "Mallit", "documents": [make_document().pk]}),
        ("people", {"heading": "Hallitus", "people": [
            {"name": "Aino", "role": "puheenjohtaja", "portrait": "2"}]}),
        ("contact", {"heading": "Yhteys", "text": "Kirjoita."}),
        ("embed", {"url": "https://www.youtube.com/watch?v=x", "title": "Tallenne"}),
        ("call_to_action", {"heading": "Puhutaanko?", "text": "", "label": "Etsi",
                            "url": "/mentorit/"}),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", MAKERS)
def test_each_kind_of_page_is_drawn_by_its_template(client, kind):
    page = MAKERS[kind]()

    response = client.get(page.url)

    assert response.status_code == 200
    assert TEMPLATES[kind] in [template.name for template in response.templates]
    assert "base.html" in [template.name for template in response.templates]


@pytest.mark.parametrize("kind", MAKERS)
def test_each_kind_of_page_has_one_next_step_at_most(client, kind):
    page = MAKERS[kind]()

    assert client.get(page.url).content.decode().count("btn--next") <= 1


def test_every_block_is_drawn(client):
    AssociationSettings.objects.update(contact_email="me@esimerkki.example")
    page = make_page(body=every_block())

    html = client.get(page.url).content.decode()

    for words in ("Mistä on kyse", 'alt="Järvi"', "Kannatti kysyä.", "<summary>Mitä",
                  "<caption>Maksut</caption>", "Mallisäännöt", "puheenjohtaja",
                  "me@esimerkki.example", "YouTube", "Puhutaanko?"):  # fmt: skip
        assert words in html


def test_a_picture_is_offered_as_avif_and_webp(client):
    page = make_page(body=every_block())

    html = client.get(page.url).content.decode()

    assert 'type="image/avif"' in html
    assert 'type="image/webp"' in html


def test_of_two_next_steps_only_the_last_is_lit(client):
    step = {"heading": "Tule", "text": "", "label": "Tule mukaan", "url": "/"}
    page = make_page(body=[("call_to_action", step), ("call_to_action", step)])

    html = client.get(page.url).content.decode()

    assert html.count("Tule mukaan") == 2
    assert html.count("btn--next") == 1
    assert html.rindex("btn--next") > html.index("Tule mukaan")


def structured(html: str) -> list[dict]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return [json.loads(text) for text in found]


def test_search_engines_are_told_who_we_are_on_the_front_page(client):
    AssociationSettings.objects.update(name="Mentorit ry", business_id="0000000-0")

    data = structured(client.get("/").content.decode())

    assert [one["@type"] for one in data] == ["NGO"]
    assert data[0]["name"] == "Mentorit ry"


def test_search_engines_are_told_where_a_page_is_and_what_a_news_item_tells(client):
    news = make_news("Kuopio & <ystävät>", search_description="Tapaaminen lähestyy.")

    data = structured(client.get(news.url).content.decode())

    assert [one["@type"] for one in data] == ["BreadcrumbList", "NewsArticle"]
    assert data[0]["itemListElement"][-1]["name"] == "Kuopio & <ystävät>"
    assert data[1]["headline"] == "Kuopio & <ystävät>"
    assert data[1]["description"] == "Tapaaminen lähestyy."


def test_a_page_says_what_it_is_about_and_where_it_is(client):
    page = make_page(search_description="Mitä teemme.", lead="Johdanto.")

    html = client.get(page.url).content.decode()

    assert '<meta name="description" content="Mitä teemme.">' in html
    assert f'<link rel="canonical" href="http://localhost:8000{page.url}">' in html
    assert '<meta property="og:title" content="Toiminta">' in html


def test_a_page_without_description_is_described_by_its_lead(client):
    page = make_page(lead="Johdanto.")

    assert 'name="description" content="Johdanto."' in client.get(page.url).text


def test_a_page_with_a_picture_shares_it(client):
    page = make_page(social_image=make_image())

    html = client.get(page.url).content.decode()

    assert re.search(r'og:image" content="http://localhost:8000/media/images/', html)


def test_a_translated_page_names_its_languages(client):
    page = make_page()
    swedish = translate(page)

    html = client.get(page.url).content.decode()

    for code, path in (("fi", page.url), ("sv", swedish.url), ("x-default", page.url)):
        address = f"http://localhost:8000{path}"
        assert f'hreflang="{code}" href="{address}"' in html


def test_pages_are_kept_for_strangers_but_not_the_one_with_a_form():
    page, contact = make_page(), make_contact_page()
    for path in (page.url, "/", contact.url):
        Client().get(path)

    kept = {key[2] for key in page_cache.store.paths}

    assert kept == {page.url, "/"}


@pytest.mark.parametrize("count", [1, 8])
def test_the_front_page_asks_the_database_as_often_for_eight_news_as_for_one(
    client, django_assert_num_queries, count
):
    for number in range(count):
        make_news(f"Uutinen {number}", social_image=make_image())
    client.get("/")
    page_cache.store.clear()

    with django_assert_num_queries(FRONT_PAGE_QUERIES):
        client.get("/")


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize("kind", ["news", "practice"])
def test_lists_ask_the_database_as_often_for_eight_as_for_one(
    client, django_assert_num_queries, kind, count
):
    index = make_news_index() if kind == "news" else make_practice_index()
    make = make_news if kind == "news" else make_practice
    for number in range(count):
        make(f"Numero {number}")
    client.get(index.url)
    page_cache.store.clear()

    with django_assert_num_queries(LIST_QUERIES[kind]):
        client.get(index.url)


FRONT_PAGE_QUERIES = 8
LIST_QUERIES = {"news": 11, "practice": 11}


def test_the_front_page_ends_with_the_calendar_for_ones_own_phone(client):
    front_page()

    main = client.get("/").text.partition("</main>")[0]

    assert "webcal://" in main.rpartition("<section")[2]
