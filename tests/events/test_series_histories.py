"""Random rules, random changes of a series, and a process that ends in the middle."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.core import serializers
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import OutboxMail
from events import (
    cancelling,
    plain_rules,
    recurring,
    registration,
    scheduling,
    single_days,
)
from events.cancelling import CancellingError
from events.models import Event, Occurrence, Registration
from events.plain_rules import Every, PlainRule
from events.scheduling import SchedulingError
from tests.support.events import make_holiday
from tests.support.killing import killed_at

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
MONDAY = date(2026, 10, 12)
HELSINKI = ZoneInfo("Europe/Helsinki")
WHY = {"fi": "Syy."}
# Making a failure smaller takes minutes: what was done is printed as it is.
FEW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    max_examples=30, deadline=None, suppress_health_check=list(HealthCheck)
)  # fmt: skip

FIRST_DAYS = st.dates(date(2024, 1, 1), date(2036, 12, 31))
ENDS = st.one_of(
    st.builds(lambda count: {"count": count}, st.integers(1, 60)),
    st.builds(lambda days: {"days": days}, st.integers(0, 700)),
    st.just({}),
)


def coffee(**fields):
    given = {
        "name_fi": "Mentorikahvit",
        "start_day": MONDAY,
        "end_day": MONDAY,
        "start_time": time(18),
        "end_time": time(19, 30),
        "rule": "RRULE:FREQ=WEEKLY;COUNT=12",
        "skips_holidays": True,
        "published_at": AT,
        "takes_registrations": True,
        **fields,
    }
    event = Event(**given)
    scheduling.save(event, at=AT)
    return Event.objects.get(pk=event.pk)


# --- Rules ---------------------------------------------------------------------------


@given(every=st.sampled_from(Every), first=FIRST_DAYS, end=ENDS)
@settings(max_examples=200, deadline=None)
def test_a_rule_of_the_form_gives_the_same_instants_as_dateutil(every, first, end):
    """Across every change of the clocks from 2024 to 2036."""
    until = first + timedelta(days=end["days"]) if "days" in end else None
    plain = PlainRule(every, until, end.get("count"))
    if not plain.fits(first):
        return
    written = plain.written(first)
    event = Event(
        name_fi="Kahvit", rule=written, skips_holidays=False, start_day=first,
        end_day=first, start_time=time(18), end_time=time(20),
    )  # fmt: skip
    last = first + timedelta(days=800)
    found = [
        datetime.combine(day, time(18), HELSINKI).astimezone(UTC)
        for day in recurring.days(event, until=last)
    ]

    # dateutil takes an aware start only with UNTIL in UTC, as ours is.
    start = datetime.combine(first, time(18), HELSINKI)
    there = rrulestr(written, dtstart=start).between(
        start, datetime.combine(last, time(23, 59), HELSINKI), inc=True
    )
    assert found == [moment.astimezone(UTC) for moment in there]
    assert {one.astimezone(HELSINKI).hour for one in found} <= {18}


@given(every=st.sampled_from(Every), first=FIRST_DAYS, end=ENDS)
@settings(max_examples=200, deadline=None)
def test_what_the_form_writes_it_reads_back_and_writes_alike(every, first, end):
    until = first + timedelta(days=end["days"]) if "days" in end else None
    plain = PlainRule(every, until, end.get("count"))
    field = Event._meta.get_field("rule")
    rule = field.to_python(plain.written(first))
    again = plain_rules.read(rule, first)

    assert again == plain
    assert field.get_prep_value(
        field.to_python(again.written(first))
    ) == field.get_prep_value(rule)


# --- Changes -------------------------------------------------------------------------


class History:
    """What editors, guests and time do to a series, one thing after another."""

    def __init__(self):
        make_holiday(date(2026, 12, 14), date(2027, 1, 10))
        self.event = coffee()
        self.at = AT
        self.people = 0

    def stored(self):
        return Event.objects.get(pk=self.event.pk)

    def coming(self):
        rows = Occurrence.objects.not_begun(self.at).filter(cancelled_at=None)
        return list(rows.select_related("event").in_order())

    def pick(self, number):
        rows = self.coming()
        return rows[number % len(rows)] if rows else None

    def save(self, event, since=None):
        scheduling.save(event, at=self.at, why=WHY, since=since)

    def another_time(self, number):
        event = self.stored()
        event.start_time = time(10 + number % 8)
        event.end_time = time(20)
        self.save(event)

    def another_weekday(self, number):
        event = self.stored()
        event.start_day += timedelta(days=number % 7)
        event.end_day = event.start_day
        self.save(event)

    def another_rule(self, number):
        event = self.stored()
        every = list(Every)[number % len(Every)]
        count = 1 + number % 20
        event.rule = PlainRule(every, count=count).written(event.start_day)
        self.save(event)

    def another_place(self, number):
        event = self.stored()
        event.place = f"Koulu {number}"
        event.capacity = None if number % 2 else 30
        self.save(event)

    def from_one_on(self, number):
        row = self.pick(number)
        if row is None or row.event.goes_on_as_id or not row.event.repeats:
            return
        event = self.stored()
        recurring.start_on(event, row.original_day)
        event.start_day += timedelta(days=number % 3)
        event.end_day = event.start_day
        self.save(event, since=row.original_day)

    def one_moves(self, number):
        row = self.pick(number)
        if row is not None:
            day = row.start_day + timedelta(days=number % 4)
            values = {"start_day": day, "end_day": day, "start_time": time(12)}
            single_days.change(row, values, at=self.at)

    def one_is_cancelled(self, number):
        row = self.pick(number)
        if row is not None:
            cancelling.cancel(row, WHY, at=self.at)

    def one_is_taken_out(self, number):
        row = self.pick(number)
        if row is not None:
            single_days.take_out(row, at=self.at)

    def one_is_put_in(self, number):
        day = self.at.date() + timedelta(days=1 + number)
        single_days.add(self.stored(), day, at=self.at)

    def all_are_cancelled(self, _number):
        cancelling.cancel_coming(self.event, WHY, at=self.at)

    def somebody_comes(self, number):
        row = self.pick(number)
        if row is not None:
            self.people += 1
            registration.register(
                row, name=f"Nro {self.people}", language="fi", at=self.at,
                email=f"{self.people}@esimerkki.example",
            )  # fmt: skip

    def time_passes(self, number):
        self.at += timedelta(days=number)
        scheduling.top_up_all(self.at)


THINGS = [
    name
    for name, thing in vars(History).items()
    if callable(thing) and name not in {"__init__", "stored", "coming", "pick", "save"}
]
STEPS = st.lists(
    st.tuples(
        # Guests come more often than anything else happens.
        st.sampled_from([*THINGS, "somebody_comes", "somebody_comes"]),
        st.integers(0, 40),
    ),
    min_size=3,
    max_size=14,
)


def state():
    """{registration: where and when it is for}, {occurrence: how it is known}."""
    come = {
        row.pk: (
            row.occurrence_id,
            row.occurrence.starts_at,
            row.occurrence.is_cancelled,
        )
        for row in Registration.objects.select_related("occurrence")
    }
    known = {
        row.pk: (row.uid, row.code, row.sequence, row.starts_at)
        for row in Occurrence.objects.all()
    }
    return come, known


def mails_to(pk):
    return OutboxMail.objects.filter(key__startswith=f"registration-{pk}-").count()


@pytest.mark.django_db
@FEW
@given(steps=STEPS)
def test_whatever_is_done_to_a_series_nobody_is_lost_or_moved_untold(steps):
    with transaction.atomic():
        history = History()
        for name, number in steps:
            come, known = state()
            mailed = {pk: mails_to(pk) for pk in come}
            try:
                getattr(history, name)(number)
            except (SchedulingError, CancellingError):
                assert state() == (come, known)  # a refusal changes nothing
                continue
            check(come, known, mailed, history.at)
        transaction.set_rollback(True)


def check(come, known, mailed, at):
    now, known_now = state()
    for pk, before in come.items():
        assert pk in now  # nobody is lost
        assert now[pk][0] == before[0]  # nor put on another occurrence
        if now[pk] != before:
            assert mails_to(pk) > mailed[pk]
    signed_up = {occurrence for occurrence, _start, _is_cancelled in come.values()}
    assert signed_up <= known_now.keys()
    for pk, (uid, code, sequence, start) in known.items():
        if pk not in known_now:
            assert start > at  # what has begun is never taken away
            continue
        uid_now, code_now, sequence_now, start_now = known_now[pk]
        assert (uid_now, code_now) == (uid, code)
        if start_now != start:
            assert start > at
            assert sequence_now > sequence
    assert not Event.objects.filter(goes_on_as__goes_on_as__isnull=False).exists()


# --- A process that is killed in the middle ------------------------------------------


def part_the_series(event_pk, day):
    event = Event.objects.get(pk=event_pk)
    recurring.start_on(event, day)
    event.start_day = event.end_day = day + timedelta(days=1)
    event.start_time = time(17)
    scheduling.save(event, at=AT, why=WHY, since=day)


def everything():
    tables = (Event, Occurrence, Registration, OutboxMail)
    rows = [row for table in tables for row in table.objects.order_by("pk")]
    return serializers.serialize("json", rows)


def test_a_process_killed_in_the_middle_of_an_edit_has_done_nothing(committed):
    event = coffee(rule="RRULE:FREQ=WEEKLY;COUNT=5", skips_holidays=False)
    fourth = event.occurrences.in_order()[3]
    registration.register(
        fourth, name="Pirjo", email="p@esimerkki.example", language="fi", at=AT
    )
    day = event.occurrences.in_order()[2].original_day
    before = everything()
    killed = 0
    while killed_at(killed + 1, lambda: part_the_series(event.pk, day)):
        assert everything() == before
        killed += 1

    assert killed > 8  # it was ended at each of its writes
    assert event.earlier_parts.get().occurrences.count() == 2
    fourth.refresh_from_db()
    assert fourth.is_cancelled
    assert OutboxMail.objects.filter(key__contains="event-cancelled").count() == 1
