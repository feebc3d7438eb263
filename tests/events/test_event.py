"""An event: its own rules."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.models import Occurrence
from tests.support.events import LONG_AGO, make_occurrence

pytestmark = pytest.mark.django_db

AT = datetime(2027, 10, 14, 15, 0, tzinfo=UTC)  # when the evening starts
ENDS = datetime(2027, 10, 14, 16, 30, tzinfo=UTC)


def test_an_evening_at_six_is_at_six_on_the_wall_in_summer_and_winter_time():
    summer = make_occurrence(day=date(2027, 10, 14))
    winter = make_occurrence(day=date(2027, 11, 11))

    assert summer.starts_at == AT
    assert winter.starts_at == datetime(2027, 11, 11, 16, tzinfo=UTC)


def test_an_event_is_upcoming_until_it_ends_and_past_from_that_moment():
    event = make_occurrence()

    assert list(Occurrence.objects.upcoming(ENDS - timedelta(seconds=1))) == [event]
    assert not Occurrence.objects.past(ENDS - timedelta(seconds=1))
    assert not Occurrence.objects.upcoming(ENDS)
    assert list(Occurrence.objects.past(ENDS)) == [event]


def test_what_ends_in_the_hour_that_comes_twice_is_over_after_the_first():
    night = date(2026, 10, 25)
    make_occurrence(day=night, start_time=time(1), end_time=time(3, 30))
    ends = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    assert Occurrence.objects.upcoming(ends - timedelta(minutes=1)).exists()
    for minutes in (0, 15, 45, 75):
        assert not Occurrence.objects.upcoming(
            ends + timedelta(minutes=minutes)
        ).exists()


def test_a_draft_and_a_later_publication_are_not_public_yet():
    make_occurrence(published_at=None)
    later = make_occurrence(published_at=AT)

    assert not Occurrence.objects.published(AT - timedelta(seconds=1))
    assert list(Occurrence.objects.published(AT)) == [later]


def test_a_cancelled_event_stays_in_the_feed_for_thirty_days_after_its_day():
    make_occurrence(cancelled_at=LONG_AGO, cancelled_why_fi="Puhuja sairastui.")
    day = timedelta(days=1)

    assert Occurrence.objects.in_feed(AT + 30 * day).exists()
    assert not Occurrence.objects.in_feed(AT + 31 * day).exists()


def test_the_feed_reaches_a_year_back_and_two_years_ahead():
    make_occurrence()

    assert not Occurrence.objects.in_feed(AT - timedelta(days=731)).exists()
    assert Occurrence.objects.in_feed(AT - timedelta(days=730)).exists()
    assert Occurrence.objects.in_feed(AT + timedelta(days=365)).exists()
    assert not Occurrence.objects.in_feed(AT + timedelta(days=366)).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"end_time": time(18)},
        {"end_day": date(2027, 10, 13)},
        {"capacity": 0},
        {"cancelled_at": LONG_AGO},
        {"zone": "Europe/Stockholm"},
    ],
    ids=["no length", "ends before", "no room", "no reason", "another zone"],
)
def test_the_database_refuses_what_no_event_can_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_occurrence(**fields)


@pytest.mark.parametrize("name", ["start_time", "end_time"])
def test_a_time_in_the_hour_that_summer_time_skips_is_refused_with_the_reason(name):
    night = date(2027, 3, 28)
    times = {"start_time": time(2), "end_time": time(5), name: time(3, 30)}
    event = make_occurrence(day=night, **times)

    with pytest.raises(ValidationError) as refused:
        event.full_clean()

    assert list(refused.value.message_dict) == [name]
