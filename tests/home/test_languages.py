"""One site in three languages: menus, the switch, what has no translation."""

import re

import pytest
from wagtail.models import Locale, PageViewRestriction

from association import page_cache
from home import setup
from home.models import HomePage
from tests.support.home import (
    front_page,
    make_contact_page,
    make_news,
    make_news_index,
    make_page,
    translate,
)

pytestmark = pytest.mark.django_db


def switch(html: str) -> dict[str, str]:
    """{language: address} of the links in the page's header."""
    pattern = r'<a href="([^"]+)" lang="\w+" hreflang="(\w+)" aria-label'
    return {code: address for address, code in re.findall(pattern, html)}


def test_each_language_has_its_front_page(client):
    for path, language in (("/", "fi"), ("/sv/", "sv"), ("/en/", "en")):
        response = client.get(path)

        assert response.status_code == 200
        assert f'<html lang="{language}">' in response.text


@pytest.mark.parametrize("header", ["sv", "en-GB", "de"])
def test_an_address_has_one_language_whatever_the_browser_likes(client, header):
    response = client.get("/", headers={"accept-language": header})

    assert '<html lang="fi">' in response.text


def test_the_switch_leads_to_the_translation(client):
    page = make_page()
    swedish = translate(page)

    assert switch(client.get(page.url).text)["sv"] == swedish.url
    assert switch(client.get(swedish.url).text)["fi"] == page.url


def test_without_translation_the_switch_offers_the_page_in_its_language(client):
    page = make_page("Toiminta")

    address = switch(client.get(page.url).text)["sv"]
    response = client.get(address)

    assert response.status_code == 200
    assert '<html lang="sv">' in response.text
    assert f'href="{page.url}" lang="fi" hreflang="fi">Toiminta</a>' in response.text
    assert 'content="noindex"' in response.text


def test_from_there_the_switch_leads_back(client):
    page = make_page("Toiminta")
    address = switch(client.get(page.url).text)["en"]

    assert switch(client.get(address).text)["fi"] == page.url


def test_once_translated_the_old_link_leads_to_the_translation(client):
    page = make_page()
    address = switch(client.get(page.url).text)["sv"]
    swedish = translate(page)

    response = client.get(address)

    assert response.status_code == 302
    assert response.url == swedish.url


def test_what_is_not_public_is_not_offered(client):
    page = make_page("Salaisuus")
    address = switch(client.get(page.url).text)["sv"]
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert client.get(address).status_code == 404


VIEWS = ["/", "/kalenteri/", "/loma-ajat/", "/mentorit/", "/haku/", "/kirjaudu/"]


@pytest.mark.parametrize("path", VIEWS)
def test_the_switch_never_leads_to_a_404(client, path):
    first = client.get(path, follow=True)
    for address in switch(first.text).values():
        response = client.get(address, follow=True)

        assert response.status_code == 200
        for back in switch(response.text).values():
            assert client.get(back, follow=True).status_code == 200


def test_the_switch_of_a_404_leads_to_front_pages(client):
    response = client.get("/ei-ole/")

    assert response.status_code == 404
    assert switch(response.text) == {"fi": "/", "sv": "/sv/", "en": "/en/"}


def test_a_finnish_page_is_not_shown_in_swedish_dress(client):
    page = make_page()

    response = client.get(f"/sv{page.url}")

    assert response.status_code in {301, 302, 404}


def test_the_menu_has_pages_of_the_language_among_the_apps_links(client):
    page = make_page("Toiminta", show_in_menus=True)
    swedish = translate(page, title="Verksamhet")

    finnish_menu = client.get("/").text.partition("</nav>")[0]
    swedish_menu = client.get("/sv/").text.partition("</nav>")[0]

    assert f'<a href="{page.url}">Toiminta</a>' in finnish_menu
    assert f'<a href="{swedish.url}">Verksamhet</a>' in swedish_menu
    assert "Toiminta" not in swedish_menu


def test_the_page_one_is_on_is_marked_in_the_menu(client):
    page = make_page("Toiminta", show_in_menus=True)
    below = make_page("Arviointi", parent=page)

    assert 'aria-current="page">Toiminta</a>' in client.get(page.url).text
    assert 'aria-current="true">Toiminta</a>' in client.get(below.url).text


def test_the_footer_offers_what_is_in_finnish_only_marked_so(client):
    page = make_page("Toiminta", show_in_menus=True)

    html = client.get("/sv/").text

    assert f'<a href="{page.url}" lang="fi" hreflang="fi">Toiminta</a>' in html


def test_the_footer_ends_with_the_statements(client):
    page = make_page("Tietosuoja", show_in_footer=True)

    end = client.get("/").text.partition("site-footer__end")[2]

    assert f'<a href="{page.url}">Tietosuoja</a>' in end


def test_the_contact_page_is_one_tap_away(client):
    contact = make_contact_page()

    html = client.get("/").text

    assert html.index(f'href="{contact.url}"') < html.index("site-footer")


def test_drafts_and_restricted_pages_are_in_no_menu(client):
    page = make_page("Toiminta", show_in_menus=True)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    make_page("Luonnos", show_in_menus=True).unpublish()

    html = client.get("/").text

    assert "Toiminta" not in html
    assert "Luonnos" not in html


@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_news_in_a_language_its_front_page_goes_without(client, language):
    make_news("Kuopio kutsuu")

    html = client.get(f"/{language}/").text

    assert "Kuopio kutsuu" not in html


def test_news_as_rss(client):
    news = make_news("Kuopio & muut", lead="Tapaaminen.")

    response = client.get("/uutiset.xml")

    assert response["Content-Type"].startswith("application/rss+xml")
    xml = response.content.decode()
    assert "<title>Kuopio &amp; muut</title>" in xml
    assert f"<link>http://localhost:8000{news.url}</link>" in xml
    assert "<language>fi</language>" in xml


def test_the_feed_of_a_language_has_that_language_only(client):
    translate(make_news("Kuopio kutsuu"), title="Kuopio kallar")

    xml = client.get("/sv/nyheter.xml").content.decode()

    assert "Kuopio kallar" in xml
    assert "Kuopio kutsuu" not in xml


@pytest.mark.parametrize("count", [1, 12])
def test_the_feed_asks_the_database_as_often_for_twelve_as_for_one(
    client, count, django_assert_num_queries
):
    for number in range(count):
        make_news(f"Uutinen {number}")
    client.get("/uutiset.xml")
    page_cache.store.clear()

    with django_assert_num_queries(FEED_QUERIES):
        client.get("/uutiset.xml")


def test_pages_name_the_feed(client):
    html = client.get(make_news_index().url).text

    assert 'type="application/rss+xml"' in html
    assert 'href="/uutiset.xml"' in html


def test_beginning_twice_changes_nothing():
    before = list(HomePage.objects.values_list("pk", flat=True))

    setup.begin(name="Mentorit ry", email="me@esimerkki.example")
    setup.begin(name="Toinen ry", email="muu@esimerkki.example")

    assert list(HomePage.objects.values_list("pk", flat=True)) == before
    assert Locale.objects.count() == 3
    keys = HomePage.objects.values_list("translation_key", flat=True)
    assert len(set(keys)) == 1
    assert front_page().get_site().root_page_id == front_page().pk


FEED_QUERIES = 4
