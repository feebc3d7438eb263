"""Coming events as RSS."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.support.events import LONG_AGO, make_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PATH = "/calendar/events.rss"


def items(response):
    return ET.fromstring(response.content).findall("channel/item")


def test_coming_events_are_told_with_day_and_place(client):
    one = make_occurrence("Glögi", day=date(2026, 12, 10), place="Kirjasto, Kuopio")
    make_occurrence("Mennyt", day=date(2026, 10, 10))
    make_occurrence("Hallitus", audience="board")
    make_occurrence("Luonnos", published_at=None)
    response = client.get(PATH)
    (item,) = items(response)

    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert item.findtext("title") == "to 10.12.2026: Glögi"
    assert item.findtext("link") == f"http://localhost:8000{one.plain_url}"
    assert item.findtext("description") == (
        "to 10.12.2026 klo\xa018.00–19.30. Kirjasto, Kuopio, Etänä."
    )
    assert item.findtext("guid") == f"event-{one.uid}"


def test_a_cancelled_event_says_so_first(client):
    make_occurrence("Glögi", day=date(2026, 12, 10), cancelled_at=LONG_AGO,
                    cancelled_why_fi="Puhuja sairastui.")  # fmt: skip
    (item,) = items(client.get(PATH))

    assert item.findtext("title") == "PERUTTU: to 10.12.2026: Glögi"
    assert "Puhuja sairastui." in item.findtext("description")


def test_the_feed_speaks_the_language_it_is_asked_for(client):
    make_occurrence("Glögi", name_sv="Glögg", day=date(2026, 12, 10))
    (item,) = items(client.get(PATH + "?lang=sv"))

    assert item.findtext("title") == "to 10.12.2026: Glögg"
    assert "/sv/kalender/" in item.findtext("link")


def test_each_view_of_the_calendar_leads_to_the_feed(client):
    for path in ("/kalenteri/", "/kalenteri/2026-12/", "/kalenteri/2026-W50/"):
        assertContains(client.get(path), f'title="Tulevat tapahtumat" href="{PATH}"')
    assertContains(client.get("/sv/kalender/"), f'href="{PATH}?lang=sv"')


def test_who_has_the_same_is_told_so_until_something_is_over(client, noon):
    make_occurrence(day=date(2026, 12, 1))
    first = client.get(PATH)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]

    same = client.get(PATH, headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
    noon.shift(8 * 3600)
    for condition in ({"If-None-Match": etag}, {"If-Modified-Since": modified}):
        later = client.get(PATH, headers=condition)
        assert later.status_code == 200
        assertNotContains(later, "Mentorikahvit")
