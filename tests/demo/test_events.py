"""The demo's events and holidays, whenever the demo is built."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from demo.life import events, holidays
from events.models import Event, HolidayPeriod, Occurrence

pytestmark = pytest.mark.django_db

DAYS = [
    date(2026, 11, 24),
    date(2026, 12, 31),
    date(2027, 2, 28),
    date(2027, 6, 20),
    date(2028, 2, 29),
]


@pytest.fixture(params=DAYS, ids=str)
def today(request):
    holidays.build(request.param)
    events.build(request.param)
    return request.param


def test_there_is_always_a_meetup_ahead_and_evenings_around_it(today):
    now = datetime.combine(today, time(12), ZoneInfo("Europe/Helsinki"))
    ahead = Occurrence.objects.published(now).upcoming(now)

    assert events.meetup().occurrences.get() in ahead
    assert timedelta(days=13) < events.meetup().start_day - today
    assert ahead.filter(cancelled_at=None).count() >= 4
    assert ahead.exclude(cancelled_at=None).count() == 1
    assert Occurrence.objects.past(now).count() >= 6


def test_nobody_is_asked_to_come_on_a_holiday(today):
    evenings = Occurrence.objects.exclude(event__kind=Event.Kind.MEETING)

    assert not [e for e in evenings if holidays.is_holiday(e.start_day)]


def test_the_coffees_are_one_series_with_a_subject_for_each_evening(today):
    series = Event.objects.repeating().get()
    names = set(series.occurrences.values_list("name_fi", flat=True))

    assert len(names) == len(events.EVENINGS)
    assert all(name.startswith("Mentorikahvit: ") for name in names)
    assert sum(one.is_moved for one in series.occurrences.all()) == 1


def test_every_event_of_the_demo_is_as_the_form_would_have_it(today):
    for row in [
        *Event.objects.all(),
        *Occurrence.objects.all(),
        *HolidayPeriod.objects.all(),
    ]:
        row.full_clean()
        assert row.changed_at <= timezone.make_aware(datetime.combine(today, time()))
        assert row.name_sv
        assert row.name_en


def test_built_again_nothing_is_added(today):
    count = Event.objects.count(), HolidayPeriod.objects.count()
    holidays.build(today)
    events.build(today)

    assert (Event.objects.count(), HolidayPeriod.objects.count()) == count
    assert HolidayPeriod.objects.count() == len(holidays.PERIODS) == 9
