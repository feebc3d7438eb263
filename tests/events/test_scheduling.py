"""A repeating event and its occurrences. E… are the acceptance cases of events."""

from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django.asserts import assertContains

from accounts.models import OutboxMail
from events import answering, cancelling, registration, scheduling, single_days
from events.cancelling import CancellingError
from events.models import Event, Occurrence
from events.scheduling import SchedulingError
from tests.support.events import make_event, make_holiday
from tests.support.registrations import make_question

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


def days_of(event):
    return [str(one.start_day) for one in event.occurrences.in_order()]


def test_e8_a_month_without_a_thirty_first_is_skipped():
    first = date(2026, 1, 31)
    rule = "RRULE:FREQ=MONTHLY;COUNT=4;BYMONTHDAY=31"
    event = evening(start_day=first, end_day=first, rule=rule)

    assert days_of(event) == ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"]


def test_e9_the_last_saturday_of_january_is_another_date_each_year():
    first = date(2026, 1, 31)
    rule = "RRULE:FREQ=YEARLY;COUNT=3;BYDAY=-1SA;BYMONTH=1"
    event = evening(start_day=first, end_day=first, rule=rule)

    assert days_of(event) == ["2026-01-31", "2027-01-30", "2028-01-29"]


def test_e10_a_fifth_monday_comes_four_times_in_2026():
    first = date(2026, 3, 30)
    rule = "RRULE:FREQ=MONTHLY;UNTIL=20261231T215959Z;BYDAY=5MO"
    event = evening(start_day=first, end_day=first, rule=rule)

    assert days_of(event) == ["2026-03-30", "2026-06-29", "2026-08-31", "2026-11-30"]


def test_e13_a_night_in_which_summer_time_ends_is_an_hour_longer():
    event = make_event(
        day=date(2026, 10, 24),
        start_time=time(23),
        end_day=date(2026, 10, 25),
        end_time=time(5),
    )
    night = event.occurrences.get()

    assert night.ends_at.astimezone(UTC) - night.starts_at.astimezone(UTC) == (
        timedelta(hours=7)
    )
    assert instants(event) == ["10-24T20:00Z"]


def test_e14_from_one_evening_to_the_next_are_twenty_five_hours_once():
    day = date(2026, 10, 24)
    event = evening(start_day=day, end_day=day, rule="RRULE:FREQ=DAILY;COUNT=3")
    starts = [one.starts_at.astimezone(UTC) for one in event.occurrences.in_order()]

    assert [b - a for a, b in pairwise(starts)] == [
        timedelta(hours=25), timedelta(hours=24),
    ]  # fmt: skip


def test_e3_one_evening_is_cancelled_and_the_other_four_are_as_before(client):
    event = evening()
    day = event.occurrences.get(start_day=date(2026, 10, 19))
    others = list(event.occurrences.exclude(pk=day.pk).values())
    sign_up(day)
    OutboxMail.objects.all().delete()
    cancelling.cancel(day, {"fi": "sairaus"}, at=AT)
    with pytest.raises(CancellingError):
        cancelling.cancel(day, {"fi": "sairaus"}, at=AT)

    assert OutboxMail.objects.count() == 1
    assert list(event.occurrences.exclude(pk=day.pk).values()) == others
    with time_machine.travel(AT):
        page = client.get(day.plain_url)
    assertContains(page, "sairaus")
    assertContains(page, "<s>")


def test_e22_who_was_told_of_a_place_is_told_of_a_move_by_the_same_entry(client):
    event = evening()
    day = event.occurrences.get(start_day=date(2026, 10, 26))
    sign_up(day)
    before = client.get(day.ics_url).content
    OutboxMail.objects.all().delete()
    new = date(2026, 10, 27)
    changes = {"start_day": new, "end_day": new, "start_time": time(17)}
    single_days.change(day, changes, at=AT)

    after = client.get(day.ics_url).content
    uid = f"UID:event-{day.uid}@mentorit".encode()
    assert uid in before
    assert uid in after
    assert b"SEQUENCE:0" in before
    assert b"SEQUENCE:1" in after
    assert b"DTSTART:20261027T150000Z" in after
    mail = message_from_bytes(OutboxMail.objects.get().content)
    files = [
        part.get_payload(decode=True)
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]
    assert files
    assert all(uid in file and b"SEQUENCE:1" in file for file in files)


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


def test_what_was_cancelled_keeps_the_time_that_people_knew():
    event = evening()
    day = event.occurrences.get(start_day=date(2026, 10, 19))
    sign_up(day)
    cancelling.cancel(day, {"fi": "Sairaus."}, at=AT)
    for start_day, clock in ((12, 17), (13, 16), (13, 15)):
        event.start_day = event.end_day = date(2026, 10, start_day)
        event.start_time = time(clock)
        scheduling.save(event, at=AT)

    day.refresh_from_db()
    assert (day.start_day, day.start_time) == (date(2026, 10, 19), time(18))


def test_an_event_held_once_moves_with_its_one_occurrence():
    event = make_event()
    only = event.occurrences.get()
    event.start_day = event.end_day = date(2027, 10, 21)
    scheduling.save(event, at=AT)

    only.refresh_from_db()
    assert only.start_day == only.original_day == date(2027, 10, 21)
    assert only.sequence == 1


def test_an_earlier_part_of_a_series_keeps_the_questions_that_were_asked():
    event = evening(rule="RRULE:FREQ=WEEKLY;COUNT=10")
    first = event.occurrences.in_order().first()
    question = make_question(first)
    event.start_time, event.end_time = time(17), time(18, 30)
    scheduling.save(event, at=datetime(2026, 10, 20, tzinfo=UTC))

    first.refresh_from_db()
    assert first.event != event
    assert answering.questions_of(first.event) == [question]
