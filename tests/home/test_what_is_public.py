"""What the public cannot read now is named nowhere, whatever the reason."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.contrib.search_promotions.models import Query as Words
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import PageViewRestriction

from tests.support.events import make_event, make_event_page
from tests.support.home import front_page, make_page, translate

pytestmark = pytest.mark.django_db

TITLE = "Salaisuus"


def restricted():
    page = make_page(TITLE, show_in_menus=True)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return page


def below_a_restricted_one():
    above = make_page("Hallitus")
    PageViewRestriction.objects.create(page=above, restriction_type="login")
    return make_page(TITLE, parent=above, show_in_menus=True)


def taken_down():
    page = make_page(TITLE, show_in_menus=True)
    page.unpublish()
    return page


def of_a_draft_event():
    event = make_event(published_at=None)
    return make_event_page(event, title=TITLE, show_in_menus=True)


def of_an_event_to_come():
    event = make_event(published_at=timezone.now() + timedelta(hours=1))
    return make_event_page(event, title=TITLE, show_in_menus=True)


KINDS = [
    restricted,
    below_a_restricted_one,
    taken_down,
    of_a_draft_event,
    of_an_event_to_come,
]


@pytest.fixture(params=KINDS, ids=lambda make: make.__name__)
def hidden(request, db):
    return request.param()


def is_named(client, path, page, **query):
    html = client.get(path, query).text
    return page.title in html or f'{page.url}"' in html


def language_page(page, language):
    with translation.override(language):
        return reverse("home:other_language", args=[page.pk])


def test_it_is_not_found_by_searching(client, hidden):
    found = client.get("/haku/", {"q": TITLE})

    assert not found.context["hits"]
    assert hidden.url not in found.text


def test_it_is_not_found_where_editors_chose_it(client, hidden):
    SearchPromotion.objects.create(query=Words.get("alku"), page=hidden)

    assert not is_named(client, "/haku/", hidden, q="alku")


def test_it_is_neither_in_the_sitemap_nor_in_a_menu(client, hidden):
    assert hidden.url not in client.get("/sitemap.xml").text
    assert not is_named(client, "/", hidden)


def test_it_is_not_offered_in_its_language(client, hidden):
    assert client.get(language_page(hidden, "sv")).status_code == 404


def test_the_front_page_does_not_lead_there(client, hidden):
    front = front_page()
    front.next_page = front.how_page = hidden
    front.save_revision().publish()

    assert not is_named(client, "/", hidden)


def test_a_hidden_translation_is_not_named_by_the_page_itself(client):
    page = make_page("Toiminta")
    swedish = translate(page, title="Hemlighet")
    assert is_named(client, page.url, swedish)
    PageViewRestriction.objects.create(page=swedish, restriction_type="login")

    assert not is_named(client, page.url, swedish)
    assert not is_named(client, language_page(page, "en"), swedish)
    assert swedish.url not in client.get("/sitemap.xml").text


def test_the_page_of_an_event_is_there_from_the_events_own_moment(client):
    page = of_an_event_to_come()
    assert page.url not in client.get("/sitemap.xml").text

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert page.url in client.get("/sitemap.xml").text
        assert is_named(client, "/haku/", page, q=TITLE)
