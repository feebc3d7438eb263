"""One occurrence, all from one on, and the list of them. E… are the cases."""

from datetime import UTC, date, datetime, time

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import OutboxMail, User
from events import entries
from events.models import Event, LastRemoval, Occurrence
from tests.events.test_admin import EVENTS, editor, errors_of, save
from tests.events.test_editing import (
    monday,
    move_to_the_second_week,
    rule_of,
    series,
    sign_up,
)
from tests.support.events import make_event, make_occurrence
from tests.support.membership import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

__all__ = ["editor"]


def one(**fields):
    """As the form of a single occurrence is sent in."""
    return {
        "name_fi": "Mentorikahvit",
        "name_sv": "",
        "name_en": "",
        "start_day": "2027-01-19",
        "start_time": "17.00",
        "end_day": "",
        "end_time": "18.30",
        "place": "",
        "address": "",
        "map_link": "",
        "remote_link": "",
        "capacity": "",
        "moved_why_fi": "",
        "moved_why_sv": "",
        "moved_why_en": "",
        **fields,
    }


def third(event):
    return event.occurrences.get(original_day=date(2027, 1, 18))


def test_e4_one_is_moved_and_those_who_come_move_along(client, editor):
    event = series(editor)
    row = third(event)
    sign_up(row, "Pirjo", "Leena")
    path = f"{EVENTS}time/{row.pk}/"
    assertContains(editor.get(path), 'value="18.00"')
    seen = editor.post(path, one())
    assertContains(seen, "2 ihmistä saa tästä sähköpostia")
    assertContains(seen, "<s>ma 18.1.2027")
    assert third(event).start_day == date(2027, 1, 18)

    response = save(editor, path, one())

    assertRedirects(response, f"{EVENTS}times/{event.pk}/")
    moved = third(event)
    assert (moved.start_day, moved.start_time) == (date(2027, 1, 19), time(17))
    assert (moved.pk, moved.uid, moved.code) == (row.pk, row.uid, row.code)
    assert moved.sequence == row.sequence + 1
    assert moved.registrations.count() == 2
    assert OutboxMail.objects.count() == 2
    assert event.occurrences.exclude(pk=row.pk).filter(sequence=0).count() == 4
    assertContains(
        editor.get(f"{EVENTS}times/{event.pk}/"), "Siirretty, ennen ma 18.1."
    )


def test_e4_why_it_was_moved_is_on_its_page_in_calendars_and_in_the_mail(
    client, editor
):
    event = series(editor)
    row = third(event)
    sign_up(row, "Pirjo")
    why = "Sali on maanantaina remontissa."

    save(editor, f"{EVENTS}time/{row.pk}/", one(moved_why_fi=why))

    moved = third(event)
    assertContains(client.get(moved.plain_url), why)
    assertContains(client.get("/kalenteri/"), why)
    assertContains(editor.get(f"{EVENTS}times/{event.pk}/"), why)
    assert why in entries.of_occurrence(moved, "fi").description
    assert why in text_of(OutboxMail.objects.get())


def test_moved_back_it_has_no_reason_any_more(editor):
    row = third(series(editor))
    save(editor, f"{EVENTS}time/{row.pk}/", one(moved_why_fi="Sali on varattu."))
    planned = one(start_day="2027-01-18", start_time="18.00", end_time="19.30")

    save(editor, f"{EVENTS}time/{row.pk}/", {**planned, "moved_why_fi": "Vapautui."})

    row.refresh_from_db()
    assert not row.is_moved
    assert row.moved_why == ""


def test_e19_who_gets_a_place_by_more_room_is_counted_before_saving(editor):
    event = series(editor, capacity="1")
    row = third(event)
    sign_up(row, "Pirjo", "Leena", "Ulla")
    planned = one(start_day="2027-01-18", start_time="18.00", end_time="19.30")
    path = f"{EVENTS}time/{row.pk}/"

    seen = editor.post(path, {**planned, "capacity": "2"})

    assertContains(seen, "1 jonossa oleva saa paikan")
    save(editor, path, {**planned, "capacity": "2"})
    assert row.registrations.with_place().count() == 2


def test_before_all_is_cancelled_each_day_is_listed(editor):
    event = series(editor)
    sign_up(third(event), "Pirjo")

    seen = editor.get(f"{EVENTS}cancel-coming/{event.pk}/")

    assert len(seen.context["days"]) == 5
    assert [come for _when, come in seen.context["days"]] == [0, 0, 1, 0, 0]
    assertContains(seen, "ma 18.1.2027")


def test_saved_untouched_nothing_changes_and_nobody_is_told(editor):
    row = third(series(editor))
    sign_up(row, "Pirjo")
    data = one(start_day="2027-01-18", start_time="18.00", end_time="19.30")
    response = editor.post(f"{EVENTS}time/{row.pk}/", data)

    assert response.status_code == 302
    row.refresh_from_db()
    assert row.sequence == 0
    assert not OutboxMail.objects.exists()


def test_who_signs_up_meanwhile_is_seen_first(editor):
    row = third(series(editor))
    path = f"{EVENTS}time/{row.pk}/"
    mark = editor.post(path, one()).context["plan"].mark
    row.cancelled_at, row.cancelled_why_fi = datetime(2026, 12, 1, tzinfo=UTC), "Syy."
    row.sequence = 1
    row.save()

    seen = editor.post(path, {**one(), "plan": mark})
    assertContains(seen, "Jokin on muuttunut")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"start_day": "2027-03-28", "start_time": "3.30"}, ["start_time"]),
        ({"end_time": "16.00"}, ["end_time"]),
        ({"start_day": "huomenna"}, ["start_day"]),
        ({"capacity": "0"}, ["capacity"]),
        ({"name_fi": "x\x00"}, ["name_fi"]),
        ({"map_link": "kartta"}, ["map_link"]),
    ],
)
def test_what_is_wrong_with_one_is_said_beside_the_field(editor, fields, wrong):
    row = third(series(editor))
    response = editor.post(f"{EVENTS}time/{row.pk}/", one(**fields))

    assert list(errors_of(response)) == wrong
    assert third(row.event).start_day == date(2027, 1, 18)


def test_e18_a_place_that_was_promised_is_not_taken_back(editor):
    event = series(editor, capacity="5")
    row = third(event)
    sign_up(row, "Pirjo", "Leena", "Outi", "Satu", "Tiina")
    data = one(capacity="3", start_day="2027-01-18")
    alone = editor.post(f"{EVENTS}time/{row.pk}/", data)
    whole = editor.post(f"{EVENTS}edit/{event.pk}/", monday(capacity="3"))

    assert list(errors_of(alone)) == list(errors_of(whole)) == ["capacity"]
    assertContains(alone, "5 ihmiselle")


def test_e19_more_room_is_given_in_the_order_of_the_queue(editor):
    event = series(editor, capacity="5")
    row = third(event)
    sign_up(row, *"ABCDEFGH")
    assert row.registrations.with_place().count() == 5
    save(
        editor,
        f"{EVENTS}edit/{event.pk}/",
        monday(capacity="7", takes_registrations="on"),
    )

    found = row.registrations.with_place().in_order()
    assert [person.name for person in found] == list("ABCDEFG")


def test_what_has_begun_is_changed_by_nobody(editor, noon):
    event = series(editor)
    first = event.occurrences.in_order().first()
    move_to_the_second_week(editor, noon)
    response = editor.post(f"{EVENTS}time/{first.pk}/", one())

    assertContains(response, "alkanut jo")
    assert editor.get(f"{EVENTS}following/{first.pk}/").status_code == 404
    first.refresh_from_db()
    assert first.start_day == date(2027, 1, 4)


# --- This and following --------------------------------------------------------------


def test_e5_from_one_on_another_weekday_and_nobody_is_moved_untold(editor):
    event = series(editor)
    rows = list(event.occurrences.in_order())
    sign_up(rows[3], "Pirjo", "Leena", "Outi")
    path = f"{EVENTS}following/{rows[2].pk}/"
    shown = editor.get(path).context["form"]
    assert shown["start_day"].value() == date(2027, 1, 18)
    assert shown["times"].value() == 3

    data = monday(start_day="2027-01-19", times="3", takes_registrations="on")
    seen = editor.post(path, data)
    assertContains(seen, "3 ilmoittautunutta")
    assertContains(seen, "2 kertaa ennen 18.1.2027")
    mark = seen.context["plan"].mark
    response = editor.post(path, {**data, "plan": mark, "why-fi": "Tiistai sopii."})
    assert response.status_code == 302

    event.refresh_from_db()
    part = event.earlier_parts.get()
    untouched = part.occurrences.in_order().values_list("pk", "code", "sequence")
    assert list(untouched) == [(row.pk, row.code, 0) for row in rows[:2]]
    assert rule_of(part) == "RRULE:FREQ=WEEKLY;UNTIL=20270117T215959Z"
    assert rule_of(event) == "RRULE:FREQ=WEEKLY;COUNT=3"
    cancelled = event.occurrences.exclude(cancelled_at=None).get()
    assert (cancelled.pk, cancelled.start_day) == (rows[3].pk, date(2027, 1, 25))
    assert cancelled.registrations.count() == 3
    held = event.occurrences.filter(cancelled_at=None).in_order()
    assert [str(row.start_day) for row in held] == [
        "2027-01-19", "2027-01-26", "2027-02-02",
    ]  # fmt: skip
    assert OutboxMail.objects.count() == 3
    assert {mail.key.split("-")[0] for mail in OutboxMail.objects.all()} == {
        "registration"
    }


def test_a_series_split_twice_has_two_earlier_parts_of_the_same_row(editor):
    event = series(editor)
    uids = set(Occurrence.objects.values_list("uid", flat=True))
    for number, clock in ((1, "17.00"), (3, "16.00")):
        row = Occurrence.objects.in_order()[number]
        day = row.start_day.isoformat()
        path = f"{EVENTS}following/{row.pk}/"
        times = str(5 - number)
        save(editor, path, monday(start_day=day, start_time=clock, times=times))

    hours = Occurrence.objects.in_order().values_list("start_time", flat=True)
    assert [clock.hour for clock in hours] == [18, 17, 17, 16, 16]
    assert event.earlier_parts.count() == 2
    assert set(Occurrence.objects.values_list("uid", flat=True)) == uids
    assert [event.pk for event in editor.get(EVENTS).context["object_list"]] == [
        event.pk
    ]
    assertContains(editor.get(f"{EVENTS}times/{event.pk}/"), "ma 4.1.2027")


# --- A day out, a day in, all cancelled ----------------------------------------------


def test_a_day_is_taken_out_and_stays_out(editor):
    event = series(editor)
    row = third(event)
    assertContains(editor.get(f"{EVENTS}take-out/{row.pk}/"), "Ota tämä päivä pois")
    editor.post(f"{EVENTS}take-out/{row.pk}/")
    save(editor, f"{EVENTS}edit/{event.pk}/", monday(name_fi="Kahvit", place="Koulu"))

    assert [one.start_day.day for one in event.occurrences.in_order()] == [4, 11, 25, 1]
    assert LastRemoval.latest() is not None


def test_a_day_that_somebody_comes_to_is_not_taken_out(editor):
    row = third(series(editor))
    sign_up(row, "Pirjo")
    response = editor.post(f"{EVENTS}take-out/{row.pk}/")

    assertContains(response, "peru se")
    assert Occurrence.objects.filter(pk=row.pk).exists()


def test_the_only_day_is_not_taken_out(editor):
    only = make_occurrence()
    assertContains(editor.post(f"{EVENTS}take-out/{only.pk}/"), "poista tapahtuma")


def test_a_day_is_put_in_by_hand_and_stays_when_the_event_changes(editor):
    event = series(editor)
    path = f"{EVENTS}add-day/{event.pk}/"
    editor.get(path)
    editor.post(path, {"day": "14.1.2027"})
    extra = event.occurrences.get(start_day=date(2027, 1, 14))
    assert (extra.start_time, extra.name) == (time(18), "Mentorikahvit")

    save(editor, f"{EVENTS}edit/{event.pk}/", monday(place="Koulu, Kuopio"))
    extra.refresh_from_db()
    assert extra.place == "Koulu, Kuopio"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("18.1.2027", "Päivä on jo mukana"),
        ("1.11.2026", "on jo mennyt"),
        ("vappuna", ""),
        ("", ""),
    ],
)
def test_a_day_that_cannot_be_put_in_is_said_why(editor, day, sentence):
    event = series(editor)
    response = editor.post(f"{EVENTS}add-day/{event.pk}/", {"day": day})

    assert response.status_code == 200
    assertContains(response, sentence)
    assert event.occurrences.count() == 5


def test_all_that_is_coming_is_cancelled_at_once(editor, noon):
    event = series(editor, times="")
    last = event.occurrences.in_order()[4]
    sign_up(last, "Pirjo", "Leena")
    move_to_the_second_week(editor, noon)
    path = f"{EVENTS}cancel-coming/{event.pk}/"
    assertContains(editor.get(path), "2 ihmistä saa tästä sähköpostia")
    assert list(errors_of(editor.post(path, {"fi": ""}))) == ["fi"]

    editor.post(path, {"fi": "Kahvit loppuvat.", "sv": "", "en": ""})

    assert event.occurrences.filter(cancelled_at=None).count() == 2
    assert OutboxMail.objects.count() == 2
    event.refresh_from_db()
    assert "UNTIL=" in rule_of(event)
    assertContains(editor.post(path, {"fi": "Toiseksi."}), "ei ole enää tulossa")


# --- The list ------------------------------------------------------------------------


def test_the_list_tells_when_how_and_how_many(editor, noon):
    event = series(editor)
    rows = list(event.occurrences.in_order())
    sign_up(rows[4], "Pirjo", "Leena")
    rows[3].cancelled_at = datetime(2026, 12, 1, tzinfo=UTC)
    rows[3].cancelled_why_fi = "Sairaus."
    rows[3].save()
    move_to_the_second_week(editor, noon)

    coming = editor.get(f"{EVENTS}times/{event.pk}/")
    assertContains(coming, "joka maanantai klo")
    assertContains(coming, "Peruttu: Sairaus.")
    assertContains(coming, "<td>2</td>")
    assertNotContains(coming, "ma 4.1.2027")
    past = editor.get(f"{EVENTS}times/{event.pk}/?time=past")
    assertContains(past, "ma 4.1.2027")
    assertContains(
        editor.get(f"{EVENTS}edit/{event.pk}/"), f"{EVENTS}times/{event.pk}/"
    )


@pytest.mark.parametrize("query", ["p=9999", "p=x", "time=%00", "p=-1"])
def test_odd_questions_to_the_list_are_answered(editor, query):
    event = make_event()
    assert editor.get(f"{EVENTS}times/{event.pk}/?{query}").status_code == 200


def test_a_long_list_asks_as_much_as_a_short_one(editor, django_assert_num_queries):
    short = series(editor, times="1")
    address = f"{EVENTS}times/{short.pk}/"
    editor.get(address)
    with django_assert_num_queries(13):
        editor.get(address)
    long = make_event(rule="RRULE:FREQ=WEEKLY", day=date(2027, 1, 5))
    with django_assert_num_queries(13):
        editor.get(f"{EVENTS}times/{long.pk}/")
    assert User.objects.count() == 1
    assert Event.objects.count() == 2
