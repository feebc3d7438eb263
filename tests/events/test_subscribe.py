"""The page from which the calendars are subscribed to."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from django.urls import reverse
from django.utils import translation

from association.models import AssociationSettings
from events import feeds, subscribing
from tests.support.events import make_event
from tests.support.pictures import picture_of_svg

pytestmark = pytest.mark.django_db

PAGE = "/kalenteri/tilaa/"


def links(client, path=PAGE):
    return [
        unescape(one) for one in re.findall(r'href="([^"]+)"', client.get(path).text)
    ]


@pytest.mark.parametrize("key", feeds.FEEDS)
def test_each_feed_can_be_subscribed_to_in_every_way(client, key):
    found = links(client, f"{PAGE}?feed={key}")
    address = f"http://localhost:8000/calendar/{key}.ics"
    webcal = f"webcal://localhost:8000/calendar/{key}.ics"
    google = next(
        one for one in found if one.startswith("https://calendar.google.com/")
    )
    outlook = next(one for one in found if one.startswith("https://outlook.live.com/"))

    assert webcal in found
    assert address in found  # as a file
    assert parse_qs(urlsplit(google).query) == {"cid": [webcal]}
    assert parse_qs(urlsplit(outlook).query)["url"] == [address]
    assert f'value="{address}"' in client.get(f"{PAGE}?feed={key}").text


@pytest.mark.parametrize("query", ["", "?feed=", "?feed=x", "?feed=%00", "?feed"])
def test_whatever_else_is_asked_for_is_the_calendar_of_everything(client, query):
    assert "webcal://localhost:8000/calendar/all.ics" in links(client, PAGE + query)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_in_another_language_the_calendar_speaks_it(client, language):
    with translation.override(language):
        page = reverse("events:subscribe")

    assert f"webcal://localhost:8000/calendar/all.ics?lang={language}" in links(
        client, page
    )


def test_the_calendar_leads_to_it(client):
    assert PAGE in links(client, "/kalenteri/")


def test_an_event_leads_to_it_and_to_the_file_of_its_series(client):
    once = make_event().occurrences.get()
    event = make_event(rule="RRULE:FREQ=WEEKLY;COUNT=3")
    of_series = event.occurrences.in_order()[0]

    assert PAGE in links(client, once.plain_url)
    assert make_event().series_ics_url not in links(client, once.plain_url)
    assert event.series_ics_url in links(client, of_series.plain_url)


def test_a_phone_reads_the_address_off_the_code(client):
    us = AssociationSettings.current()
    svg = subscribing.ways(feeds.EVENTS, us).qr
    [code] = zxingcpp.read_barcodes(picture_of_svg(svg))

    assert code.text == "webcal://localhost:8000/calendar/events.ics"
    assert "style" not in svg
    assert svg in client.get(f"{PAGE}?feed=events").text


def test_how_often_each_program_asks_is_told_in_plain_words(client):
    text = client.get(PAGE).text

    for program in subscribing.PROGRAMS:
        assert str(program.often) in text
