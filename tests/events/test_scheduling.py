"""A repeating event and its occurrences. E… are the acceptance cases of events."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from events import cancelling, registration, scheduling
from events.models import Event, Occurrence
from events.scheduling import SchedulingError
from tests.support.events import make_event, make_holiday

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=5"


def evening(**fields):
    """E1: Mondays at six from 12.10.2026, five times."""
    given = {
        "name_fi": "Mentorikahvit",
        "start_day": date(2026, 10, 12),
        "end_day": date(2026, 10, 12),
        "start_time": time(18),
        "end_time": time(19, 30),
        "rule": WEEKLY,
        "skips_holidays": False,
        "published_at": AT,
        "takes_registrations": True,
        **fields,
    }
    event = Event(**given)
    scheduling.save(event, at=AT)
    return Event.objects.get(pk=event.pk)


def instants(event):
    return [
        one.starts_at.astimezone(UTC).strftime("%m-%dT%H:%MZ")
        for one in event.occurrences.in_order()
    ]


def sign_up(occurrence, name="Pirjo"):
    return registration.register(
        occurrence, name=name, email="p@esimerkki.example", language="fi", at=AT
    )


def test_e1_an_evening_at_six_stays_at_six_when_summer_time_ends():
    assert instants(evening()) == [
        "10-12T15:00Z", "10-19T15:00Z", "10-26T16:00Z", "11-02T16:00Z", "11-09T16:00Z",
    ]  # fmt: skip


def test_e2_read_back_and_saved_untouched_nothing_changes():
    event = evening()
    before = list(event.occurrences.in_order().values())
    rule = Event.objects.values_list("rule", flat=True).get()
    scheduling.save(event, at=AT + timedelta(hours=1))

    assert str(Event.objects.values_list("rule", flat=True).get()) == str(rule)
    assert list(event.occurrences.in_order().values()) == before


def test_e6_without_the_first_day_the_other_four_stay_who_they_are():
    event = evening()
    kept = list(event.occurrences.in_order())[1:]
    sign_up(kept[0])
    event.start_day = event.end_day = date(2026, 10, 19)
    event.rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    scheduling.save(event, at=AT)

    now = list(event.occurrences.in_order())
    assert [(one.pk, one.uid) for one in now] == [(one.pk, one.uid) for one in kept]
    assert now[0].registrations.count() == 1


def test_e7_until_the_last_day_of_the_year_that_day_is_held_too():
    last = datetime(2026, 12, 31, 23, 59, 59, tzinfo=ZoneInfo("Europe/Helsinki"))
    event = evening(
        start_day=date(2026, 12, 3),
        end_day=date(2026, 12, 3),
        rule=f"RRULE:FREQ=WEEKLY;UNTIL={last.astimezone(UTC):%Y%m%dT%H%M%SZ}",
    )

    assert [one.start_day.day for one in event.occurrences.in_order()] == [
        3, 10, 17, 24, 31,
    ]  # fmt: skip


def test_who_signed_up_for_a_day_that_falls_away_is_told_why():
    event = evening()
    monday = event.occurrences.get(start_day=date(2026, 11, 2))
    sign_up(monday)
    event.start_day = event.end_day = date(2026, 10, 13)
    with pytest.raises(SchedulingError):
        scheduling.save(event, at=AT)
    assert Occurrence.objects.filter(start_day=date(2026, 10, 12)).exists()

    plan = scheduling.save(event, at=AT, why={"fi": "Siirrymme tiistaihin."})

    assert [one.pk for one in plan.to_cancel] == [monday.pk]
    assert len(plan.to_remove) == 4
    assert len(plan.new) == 5
    monday.refresh_from_db()
    assert monday.is_cancelled
    assert monday.start_day == date(2026, 11, 2)


def test_what_was_changed_for_one_alone_stays_when_the_event_changes():
    event = evening(place="Kirjasto, Kuopio")
    moved = event.occurrences.get(start_day=date(2026, 10, 26))
    moved.start_day = moved.end_day = date(2026, 10, 27)
    moved.place = "Koulu, Kuopio"
    scheduling.keep(moved, at=AT)
    event.start_time, event.end_time = time(17), time(18, 30)
    event.place = "Kirjasto, Siilinjärvi"
    scheduling.save(event, at=AT)

    moved.refresh_from_db()
    assert (moved.start_day.day, moved.start_time) == (27, time(18))
    assert moved.place == "Koulu, Kuopio"
    others = event.occurrences.exclude(pk=moved.pk)
    assert {(one.start_time, one.place) for one in others} == {
        (time(17), "Kirjasto, Siilinjärvi")
    }


def test_what_has_begun_stays_as_it_was():
    event = evening(place="Kirjasto, Kuopio")
    event.place = "Koulu, Kuopio"
    scheduling.save(event, at=datetime(2026, 10, 20, tzinfo=UTC))

    assert [one.place.split(",")[0] for one in event.occurrences.in_order()] == [
        "Kirjasto", "Kirjasto", "Koulu", "Koulu", "Koulu",
    ]  # fmt: skip


def test_on_the_associations_holidays_there_is_nothing():
    make_holiday(first=date(2026, 10, 19), last=date(2026, 10, 25))
    event = evening(skips_holidays=True)

    assert date(2026, 10, 19) not in {one.start_day for one in event.occurrences.all()}


def test_an_endless_series_is_topped_up_as_time_passes_and_once_only():
    event = evening(rule="RRULE:FREQ=MONTHLY")
    count = event.occurrences.count()
    assert count == 25
    later = AT + timedelta(days=62)

    assert scheduling.top_up_all(later) == "Added 1 occurrence(s)."
    assert scheduling.top_up_all(later) == "Added 0 occurrence(s)."
    assert event.occurrences.count() == count + 1


def test_a_cancelled_day_stays_cancelled_when_the_event_changes():
    event = evening()
    day = event.occurrences.get(start_day=date(2026, 10, 19))
    cancelling.cancel(day, {"fi": "Sairaus."}, at=AT)
    event.name_fi = "Kahvit"
    scheduling.save(event, at=AT)

    day.refresh_from_db()
    assert day.is_cancelled
    assert day.name_fi == "Kahvit"


def test_an_event_held_once_moves_with_its_one_occurrence():
    event = make_event()
    only = event.occurrences.get()
    event.start_day = event.end_day = date(2027, 10, 21)
    scheduling.save(event, at=AT)

    only.refresh_from_db()
    assert only.start_day == only.original_day == date(2027, 10, 21)
    assert only.sequence == 1
