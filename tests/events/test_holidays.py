"""Holidays: the page with its weeks, the notice on every page, the twin in JSON."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Officer
from events import weeks
from events.models import HolidayPeriod
from tests.support.accounts import make_officer
from tests.support.events import make_holiday, make_occurrence

pytestmark = pytest.mark.django_db

CHRISTMAS_EVE = datetime(2026, 12, 24, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2020, 12, 28), (2020, 53)),
        (date(2021, 1, 3), (2020, 53)),
        (date(2021, 1, 4), (2021, 1)),
        (date(2026, 12, 28), (2026, 53)),
        (date(2027, 1, 3), (2026, 53)),
        (date(2027, 1, 4), (2027, 1)),
    ],
)
def test_c29_week_53_is_where_finns_have_it(day, week):
    assert weeks.week(day) == week


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 12, 28), date(2027, 1, 3), "week 53"),
        (date(2020, 12, 28), date(2021, 1, 3), "week 53"),
        (date(2027, 1, 4), date(2027, 1, 10), "week 1"),
        (date(2026, 12, 14), date(2027, 1, 10), "weeks 51–1"),
    ],
)
def test_c29_the_page_says_which_weeks(client, first, last, text):
    make_holiday(first, last)

    with translation.override("en"):
        path = reverse("events:holidays")
    assertContains(client.get(path), text)


def test_c3_the_json_twin_includes_the_last_day_and_says_so(client):
    make_holiday(date(2026, 12, 28), date(2027, 1, 3))
    data = json.loads(client.get("/calendar/holidays.json").content)

    assert data["last_day_is_included"] is True
    assert data["holidays"][0]["first_day"] == "2026-12-28"
    assert data["holidays"][0]["last_day"] == "2027-01-03"
    assert data["holidays"][0]["weeks"] == ["2026-W53"]
    assert data["holidays"][0]["name"] == "Joululoma"


def test_the_json_twin_speaks_the_language_asked_for(client):
    make_holiday()
    data = json.loads(client.get("/calendar/holidays.json?lang=sv").content)

    assert data["holidays"][0]["name"] == "Jullov"
    assert "/sv/" in data["holidays"][0]["url"]


def test_coming_holidays_stand_before_past_ones(client, noon):
    make_holiday(date(2021, 6, 14), date(2021, 8, 1), name_fi="Kesäloma")
    make_holiday()
    page = client.get(reverse("events:holidays")).content.decode()

    assert page.index("Joululoma") < page.index("Kesäloma")


def test_without_holidays_the_page_says_what_will_be_there(client, noon):
    response = client.get(reverse("events:holidays"))

    assertContains(response, 'class="empty"')
    assertContains(response, reverse("events:calendar"))


def test_a_period_that_ends_before_it_begins_is_refused():
    period = HolidayPeriod(
        name_fi="Loma", first_day=date(2026, 12, 6), last_day=date(2026, 12, 5)
    )
    with pytest.raises(ValidationError):
        period.full_clean()


# --- The notice -----------------------------------------------------------------


@pytest.fixture
def christmas(noon):
    noon.move_to(CHRISTMAS_EVE)
    return make_holiday()


@pytest.mark.parametrize("path", ["/", "/sv/", "/en/", "calendar", "event"])
def test_during_a_holiday_every_page_names_who_answers(client, christmas, path):
    make_officer(Officer.Office.CHAIR, "Satu Harju", phone="050 000 0001")
    make_officer(Officer.Office.VICE_CHAIR, "Ville Vara", phone="050 000 0002")
    known = {
        "calendar": reverse("events:calendar"),
        "event": make_occurrence().plain_url,
    }
    response = client.get(known.get(path, path))

    assertContains(response, 'class="holiday-bar"')
    assertContains(response, "Satu Harju")
    assertContains(response, 'href="tel:0500000001"')
    assertContains(response, "Ville Vara")


def test_the_notice_names_the_holiday_in_the_language_of_the_page(client, christmas):
    assertContains(client.get("/"), "<strong>Joululoma")
    assertContains(client.get("/"), "14.12.2026–10.1.2027")
    assertContains(client.get("/sv/"), "<strong>Jullov")


def test_an_officer_without_a_phone_is_named_without_an_empty_link(client, christmas):
    make_officer(name="Satu Harju")

    assertContains(client.get("/"), "Satu Harju")
    assertNotContains(client.get("/"), 'href="tel:"')


def test_a_holiday_without_officers_is_still_told(client, christmas):
    assertContains(client.get("/"), 'class="holiday-bar"')


def test_the_notice_comes_and_goes_at_midnight_in_finland(client, noon):
    make_holiday(date(2026, 12, 14), date(2026, 12, 20))
    shown = []
    for at in (
        datetime(2026, 12, 13, 21, 59, 50, tzinfo=UTC),
        datetime(2026, 12, 13, 22, 0, 1, tzinfo=UTC),
        datetime(2026, 12, 20, 21, 59, 50, tzinfo=UTC),
        datetime(2026, 12, 20, 22, 0, 1, tzinfo=UTC),
    ):
        noon.move_to(at)
        shown.append(b"holiday-bar" in client.get("/").content)

    assert shown == [False, True, True, False]


def test_the_notice_changes_with_the_term_of_office(client, noon):
    make_holiday()
    make_officer(name="Vanha Johtaja", ends_on=date(2026, 12, 31))
    make_officer(name="Uusi Johtaja", starts_on=date(2027, 1, 1))

    noon.move_to(datetime(2026, 12, 31, 21, 59, tzinfo=UTC))
    assertContains(client.get("/"), "Vanha Johtaja")
    noon.move_to(datetime(2026, 12, 31, 22, 1, tzinfo=UTC))
    assertContains(client.get("/"), "Uusi Johtaja")
    assertNotContains(client.get("/"), "Vanha Johtaja")


def test_a_new_chair_or_a_changed_holiday_is_seen_at_once(client, christmas):
    chair = make_officer(name="Satu Harju")
    client.get("/")
    chair.name = "Aino Uusi"
    chair.save()
    assertContains(client.get("/"), "Aino Uusi")

    christmas.delete()
    assertNotContains(client.get("/"), "holiday-bar")


def test_of_two_holidays_at_once_the_later_one_is_named(client, christmas):
    make_holiday(date(2026, 12, 23), date(2026, 12, 26), name_fi="Joulunpyhät")

    assertContains(client.get("/"), "<strong>Joulunpyhät")


def test_a_holiday_is_named_in_each_language():
    period = make_holiday(name_sv="")
    with translation.override("sv"):
        assert period.name == "Joululoma"
    with translation.override("en"):
        assert period.name == "Christmas holiday"
