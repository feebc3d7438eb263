"""Addresses for programs, changed addresses, and pages for what went wrong."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from association.models import AssociationSettings
from config import urls as site
from home import registrations
from tests.support.home import front_page, make_contact_page, make_page, translate

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def refuse(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def break_down(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken")


def lose_the_database(_request: HttpRequest) -> HttpResponse:
    raise OperationalError("no such host")


urlpatterns = [
    path("suljettu/", refuse),
    path("rikki/", break_down),
    path("kadonnut/", lose_the_database),
    *site.urlpatterns,
]


def test_robots_are_let_to_pages_and_feeds(client):
    lines = client.get("/robots.txt").text.splitlines()

    closed = [line.removeprefix("Disallow: ") for line in lines if "Disallow" in line]
    assert "/admin/" in closed
    for feed in ("/calendar/all.ics", "/calendar/events.ics", "/uutiset.xml", "/"):
        assert not any(feed.startswith(start) for start in closed)
    assert "Sitemap: http://localhost:8000/sitemap.xml" in lines


def test_what_robots_are_kept_from_are_addresses_of_ours(client):
    lines = client.get("/robots.txt").text.splitlines()

    for line in lines:
        if line.startswith("Disallow: ") and "/demo/" not in line:
            address = line.removeprefix("Disallow: ")
            assert client.get(address).status_code in {200, 302}


def locations(client: Client) -> dict[str, dict[str, str]]:
    root = ET.fromstring(client.get("/sitemap.xml").content)
    return {
        place.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href")
            for link in place.iter(f"{XHTML}link")
        }
        for place in root.iter(f"{SITEMAP}url")
    }


def test_the_sitemap_has_each_page_with_its_languages(client):
    page = make_page("Toiminta & muu")
    swedish = translate(page)
    mine, theirs = (f"http://localhost:8000{one.url}" for one in (page, swedish))

    found = locations(client)

    assert found[mine] == found[theirs] == {"fi": mine, "sv": theirs}


def test_the_sitemap_has_what_is_public_alone(client):
    hidden = make_page("Hallituksen oma")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    draft = make_page("Luonnos")
    draft.unpublish()

    found = locations(client)

    for page in (hidden, draft):
        assert f"http://localhost:8000{page.url}" not in found


def test_every_address_of_the_sitemap_answers(client):
    make_contact_page()

    for address in locations(client):
        path = address.removeprefix("http://localhost:8000")
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("count", [1, 10])
def test_the_sitemap_asks_the_database_as_often_for_ten_pages_as_for_one(
    client, count, django_assert_num_queries
):
    for number in range(count):
        make_page(f"Sivu {number}")
    client.get("/")

    with django_assert_num_queries(SITEMAP_QUERIES):
        client.get("/sitemap.xml")


@time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC), tick=False)
def test_security_txt_tells_whom_to_write_to(client):
    AssociationSettings(contact_email="me@esimerkki.example").save()

    lines = client.get("/.well-known/security.txt").text.splitlines()

    assert "Contact: mailto:me@esimerkki.example" in lines
    assert "Expires: 2027-05-30T00:00:00Z" in lines


def test_an_old_address_leads_to_the_new_one(
    client, django_capture_on_commit_callbacks
):
    page = make_page("Toiminta")
    old = page.url

    page.slug = "mita-teemme"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    page.refresh_from_db()
    response = client.get(old)
    assert response.status_code == 301
    assert response.url == page.url


def test_what_is_below_moves_along(client, django_capture_on_commit_callbacks):
    page = make_page("Toiminta")
    below = make_page("Arviointi", parent=page)
    old = below.url

    page.slug = "mita-teemme"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    below.refresh_from_db()
    assert client.get(old).url == below.url


def test_a_moved_page_leaves_its_address_behind(client):
    page, target = make_page("Arviointi"), make_page("Toiminta")
    old = page.url

    page.move(target, pos="last-child")

    page.refresh_from_db()
    assert client.get(old).url == page.url
    assert Redirect.objects.filter(automatically_created=True).exists()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/ei-ole/", "Täällä ei ole sivua"),
        ("/sv/finns-inte/", "Här finns ingen sida"),
        ("/en/nowhere/", "There is no page here"),
    ],
)
def test_a_page_that_does_not_exist(client, address, words):
    response = client.get(address)

    assert response.status_code == 404
    assert words in response.text
    assert "site-header" in response.text
    assert 'role="search"' in response.text


@override_settings(ROOT_URLCONF=__name__)
def test_a_closed_page_says_so_in_the_sites_look(client):
    response = client.get("/suljettu/")

    assert response.status_code == 403
    assert "site-header" in response.text


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("address", ["/rikki/", "/kadonnut/"])
def test_what_breaks_is_answered_by_a_page_that_needs_no_database(
    client, address, django_assert_num_queries
):
    client.raise_request_exception = False
    client.get("/robots.txt")

    with django_assert_num_queries(STAMP_QUERIES):
        response = client.get(address)

    assert response.status_code == 500
    assert "css/site.css" in response.text
    assert '<html lang="fi">' in response.text


def test_a_form_that_is_too_old_can_be_sent_again():
    page = make_contact_page()

    response = Client(enforce_csrf_checks=True).post(page.url, {"name": "Pirjo"})

    assert response.status_code == 403
    assert f'href="{page.url}"' in response.text


def test_a_page_is_published_and_taken_down_at_its_time(client):
    page = make_page("Tulossa")
    page.unpublish()
    now = datetime.now(UTC)
    page.go_live_at = now + timedelta(hours=1)
    page.expire_at = now + timedelta(hours=3)
    page.save_revision().publish()

    answers = []
    for hours in (0, 2, 4):
        with time_machine.travel(now + timedelta(hours=hours)):
            registrations.publish_scheduled(now)
            answers.append(client.get(page.url).status_code)

    assert answers == [404, 200, 404]


def test_the_front_page_stays_when_its_title_changes(client):
    page = front_page()
    page.title = "Kulje hetki rinnalla"
    page.save_revision().publish()

    assert "Kulje hetki rinnalla" in client.get("/").text


SITEMAP_QUERIES = 5
STAMP_QUERIES = 1
