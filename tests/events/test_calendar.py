"""The calendar's page: what comes, the month, and the ways to subscribe."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from wagtail.models import PageViewRestriction, Site

from events import listing, registrations
from events.models import EventPage, Occurrence
from tests.events.conftest import NOON
from tests.support.events import (
    LONG_AGO,
    make_event_index,
    make_event_page,
    make_holiday,
    make_occurrence,
)
from tests.support.home import translate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def page(client):
    def get(query=""):
        return client.get(reverse("events:calendar") + query)

    return get


def test_events_and_holidays_stand_in_the_order_of_their_days(page):
    make_occurrence("Kevätkahvit", day=date(2027, 3, 3))
    make_occurrence("Glögi-ilta", day=date(2026, 12, 10))
    make_holiday()
    text = page().content.decode()

    assert text.index("Glögi-ilta") < text.index("Joululoma") < text.index("Kevätkahv")


def test_e3_a_cancelled_evening_is_struck_through_with_the_word_and_its_reason(page):
    make_occurrence(cancelled_at=LONG_AGO, cancelled_why_fi="Puhuja sairastui.")

    assertContains(page(), "<s>")
    assertContains(page(), "PERUTTU")
    assertContains(page(), "Puhuja sairastui.")


def test_what_is_over_and_drafts_are_not_shown(page):
    make_occurrence("Mennyt", day=date(2026, 10, 14))
    make_occurrence("Luonnos", published_at=None)

    assertNotContains(page(), "Mennyt")
    assertNotContains(page(), "Luonnos")


def test_an_event_leaves_the_page_when_it_ends(page, noon):
    make_occurrence("Glögi-ilta", day=date(2026, 12, 10))
    noon.move_to(datetime(2026, 12, 10, 17, 29, 50, tzinfo=UTC))
    assertContains(page(), "Glögi-ilta")
    noon.move_to(datetime(2026, 12, 10, 17, 30, 1, tzinfo=UTC))
    assertNotContains(page(), "Glögi-ilta")


def test_an_empty_calendar_says_what_will_be_there(page):
    assertContains(page(), 'class="empty"')


def test_there_is_a_way_into_each_calendar_program(page):
    webcal = "webcal%3A%2F%2Flocalhost%3A8000%2Fcalendar%2Fall.ics"
    assertContains(page(), 'href="webcal://localhost:8000/calendar/all.ics"')
    assertContains(page(), f"https://calendar.google.com/calendar/render?cid={webcal}")
    assertContains(page(), "https://outlook.live.com/calendar/0/addfromweb?url=http%3A")
    assertContains(page(), 'value="http://localhost:8000/calendar/all.ics"')
    assertContains(page(), f'href="{reverse("events:subscribe")}"')


def test_a_swedish_page_offers_the_swedish_feed(client):
    assertContains(
        client.get(
            "/sv/" + reverse("events:calendar")[1:].replace("kalenteri", "kalender")
        ),
        "webcal://localhost:8000/calendar/all.ics?lang=sv",
    )


def test_there_is_one_next_step(page):
    make_occurrence()
    assertContains(page(), "btn--next", count=1)


# --- Events by themselves and with pages --------------------------------------------


def test_an_event_without_a_page_has_its_facts_at_an_address_of_its_own(client):
    event = make_occurrence(place="Kirjasto, Kuopio", price_cents=1250, capacity=24)
    response = client.get(event.get_absolute_url())

    assertContains(response, "<h1>Mentorikahvit</h1>")
    assertContains(response, "Kirjasto, Kuopio")
    assertContains(response, "12,50\xa0€")
    assertContains(response, event.ics_url)
    assertContains(response, '"@type": "Event"')
    assertContains(response, "btn--next", count=1)


def test_an_address_of_an_old_name_leads_to_the_event(client):
    event = make_occurrence("Kahvit")
    old = event.plain_url
    event.name_fi = "Glögi"
    event.save()

    assertRedirects(client.get(old), event.plain_url)


def app_of(path):
    try:
        return resolve(path).app_name
    except Resolver404:
        return None


@pytest.mark.parametrize(
    "code", ["\x00", "123456789\x00", "123456789", "0123456789a", "ABCDEF0123", "😀"]
)
@pytest.mark.parametrize("tail", [".ics", "/", "/ilmoittaudu/"])
def test_what_cannot_be_a_code_is_not_asked_of_the_database(client, code, tail):
    path = f"/kalenteri/mentorikahvit-{code}{tail}"

    assert app_of(path) != "events"
    assert client.get(path).status_code == 404


def test_an_event_with_a_page_is_there(client):
    event = make_occurrence()
    page = make_event_page(event)

    assert event.get_absolute_url() == page.url
    assertRedirects(client.get(event.plain_url), page.url)


def test_in_a_language_without_a_page_the_facts_lead_to_the_finnish_one(client):
    event = make_occurrence()
    page = make_event_page(event)
    with translation.override("en"):
        path = event.plain_url

    assertContains(client.get(path), f'href="{page.url}"')


def test_a_draft_has_no_address(client):
    event = make_occurrence(published_at=None)

    assert client.get(event.plain_url).status_code == 404
    assert client.get(event.ics_url).status_code == 404


def test_a_draft_event_hides_its_page_until_it_is_published(client, noon):
    event = make_occurrence(published_at=NOON + timedelta(hours=1))
    page = make_event_page(event)

    assert client.get(page.url).status_code == 404
    noon.shift(3601)
    assert client.get(page.url).status_code == 200


def test_the_page_shows_the_facts_and_is_told_to_search_engines(client):
    page = make_event_page(make_occurrence(place="Kirjasto, Kuopio"))
    response = client.get(page.url)

    assertContains(response, "Vuoden yhteinen päivä.")
    assertContains(response, "Kirjasto, Kuopio")
    assertContains(response, '"eventAttendanceMode": "https://schema.org/Mixed')
    assertContains(response, '"startDate": "2027-10-14T18:00:00+03:00"')


def test_a_cancelled_event_says_so_on_its_page_and_to_search_engines(client):
    page = make_event_page(
        make_occurrence(cancelled_at=LONG_AGO, cancelled_why_fi="Puhuja sairastui.")
    )
    response = client.get(page.url)

    assertContains(response, "Puhuja sairastui.")
    assertContains(response, "https://schema.org/EventCancelled")
    assertNotContains(response, "btn--next")


def test_the_index_lists_events_with_and_without_pages(client):
    make_occurrence("Pelkkä ilta")
    page = make_event_page(make_occurrence("Tapaaminen"))
    make_occurrence("Mennyt", day=date(2026, 10, 14))
    make_occurrence("Pois", day=date(2026, 10, 14), cancelled_at=LONG_AGO,
               cancelled_why_fi="Sairaus.")  # fmt: skip
    response = client.get(make_event_index().url)

    assertContains(response, "Pelkkä ilta")
    assertContains(response, f'href="{page.url}"')
    assertContains(response, "Mennyt")
    assertNotContains(response, "Pois")


def test_an_event_has_one_page_in_a_language():
    event = make_occurrence()
    page = make_event_page(event)
    second = EventPage(
        title="Toinen", slug="toinen", event=page.event, locale=page.locale
    )

    with pytest.raises(ValidationError) as refused:
        second.clean()
    assert list(refused.value.message_dict) == ["event"]


def test_a_translated_page_shows_the_same_event(client):
    page = make_event_page(make_occurrence(name_sv="Träffen"))
    swedish = translate(page, "sv", title="Träff")

    assert swedish.event == page.event
    assertContains(client.get(swedish.url), "Träff")


def test_the_next_events_are_on_the_front_page(client):
    for number in range(5):
        make_occurrence(f"Ilta {number}", day=date(2027, 1, 10 + number))
    response = client.get("/")

    assertContains(response, "Ilta 0")
    assertContains(response, "Ilta 2")
    assertNotContains(response, "Ilta 3")


def test_without_events_the_front_page_has_no_empty_heading(client):
    assertNotContains(client.get("/"), "front-events")


def test_pages_ask_as_much_for_many_events_as_for_one(client):
    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    def make(number):
        make_event_page(make_occurrence(f"Ilta {number}", start_time=time(10)))
        make_occurrence(f"Mennyt {number}", day=date(2026, 5, 5))
        make_holiday()

    make(0)
    client.cookies.load({"sessionid": "past the page cache"})
    paths = (reverse("events:calendar"), make_event_index().url)
    client.get("/")  # whatever is read once a process
    for_one = [asked(path) for path in paths]
    for number in range(1, 12):
        make(number)

    assert [asked(path) for path in paths] == for_one


@pytest.mark.parametrize("count", [1, 12])
def test_the_front_page_asks_twice_for_its_events_however_many(
    count, rf, django_assert_num_queries
):
    for number in range(count):
        make_event_page(make_occurrence(f"Ilta {number}"))
    request = rf.get("/")
    Site.find_for_request(request)
    listing.address(make_occurrence(), request)
    registrations.next_events(request, NOON)

    with django_assert_num_queries(2):
        registrations.next_events(request, NOON)


def test_a_page_that_is_not_for_all_is_not_where_lists_lead(client):
    event = make_occurrence()
    page = make_event_page(event)
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )

    assert Occurrence.objects.with_pages().get().event.public_pages == {}
    assertContains(client.get(event.plain_url), "<h1>Mentorikahvit</h1>")
