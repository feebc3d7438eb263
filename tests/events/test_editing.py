"""The editor writes a repeating event and sees what saving does. E… are the cases."""

from datetime import UTC, date, datetime, time

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import OutboxMail, User
from events import registration, scheduling
from events.models import Event, Occurrence
from tests.events.test_admin import EVENTS, editor, errors_of, form, save
from tests.support.events import LONG_AGO, make_event, make_holiday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

__all__ = ["editor"]

NEW = f"{EVENTS}new/"
NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)


def monday(**fields):
    """From 4.1.2027, a Monday: the first of the month."""
    given = {"start_day": "2027-01-04", "repeats": "week", "until": "", "times": "5"}
    return form(**{**given, **fields})


def move_to_the_second_week(editor, noon):
    """Two of the five evenings have been held."""
    noon.move_to(datetime(2027, 1, 12, tzinfo=UTC))
    editor.force_login(User.objects.get())


def rule_of(event):
    return Event._meta.get_field("rule").value_to_string(event)


def series(editor, **fields):
    save(editor, NEW, monday(takes_registrations="on", **fields))
    return Event.objects.get()


def sign_up(occurrence, *names):
    for name in names:
        registration.register(
            occurrence,
            name=name,
            email=f"{name}@esimerkki.example",
            language="fi",
            at=NOW,
        )
    OutboxMail.objects.all().delete()


@pytest.mark.parametrize(
    ("start_day", "repeats", "end", "rule", "days"),
    [
        ("2027-01-04", "week", {"times": "3"}, "FREQ=WEEKLY;COUNT=3",
         ["4.1.", "11.1.", "18.1."]),
        ("2027-01-04", "fortnight", {"times": "3"}, "FREQ=WEEKLY;INTERVAL=2;COUNT=3",
         ["4.1.", "18.1.", "1.2."]),
        ("2027-01-25", "month-weekday", {"times": "3"},
         "FREQ=MONTHLY;COUNT=3;BYDAY=4MO", ["25.1.", "22.2.", "22.3."]),
        ("2027-01-25", "month-last", {"times": "3"}, "FREQ=MONTHLY;COUNT=3;BYDAY=-1MO",
         ["25.1.", "22.2.", "29.3."]),
        ("2027-01-31", "month-date", {"times": "4"},
         "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=31", ["31.1.", "31.3.", "31.5.", "31.7."]),
        ("2027-01-30", "year-last", {"times": "2"},
         "FREQ=YEARLY;COUNT=2;BYDAY=-1SA;BYMONTH=1", ["30.1.", "29.1."]),
        ("2027-01-12", "year-weekday", {"times": "2"},
         "FREQ=YEARLY;COUNT=2;BYDAY=2TU;BYMONTH=1", ["12.1.", "11.1."]),
        ("2026-12-06", "year-date", {"times": "2"}, "FREQ=YEARLY;COUNT=2",
         ["6.12.", "6.12."]),
        ("2026-12-03", "week", {"until": "2026-12-31"},
         "FREQ=WEEKLY;UNTIL=20261231T215959Z", ["3.12.", "10.12.", "17.12.", "24.12.",
                                                "31.12."]),
        ("2026-12-03", "", {}, "", ["3.12."]),
    ],
)  # fmt: skip
def test_a_choice_becomes_a_rule_and_is_read_back(
    editor, start_day, repeats, end, rule, days
):
    data = form(
        start_day=start_day, **{"repeats": repeats, "until": "", "times": "", **end}
    )
    response = save(editor, NEW, data)
    assert response.status_code == 302, errors_of(response)

    event = Event.objects.get()
    assert rule_of(event) == (f"RRULE:{rule}" if rule else "")
    found = event.occurrences.in_order()
    assert [f"{one.start_day.day}.{one.start_day.month}." for one in found] == days
    again = editor.get(f"{EVENTS}edit/{event.pk}/").context["form"]
    assert (again["repeats"].value() or "") == repeats
    assert (again["until"].value() or "") == (
        date.fromisoformat(end["until"]) if "until" in end else ""
    )


def test_e2_saved_untouched_from_the_form_the_rule_is_the_same_to_the_byte(editor):
    event = series(editor)
    before = list(event.occurrences.in_order().values())
    save(editor, f"{EVENTS}edit/{event.pk}/", monday(takes_registrations="on"))

    assert rule_of(Event.objects.get()) == rule_of(event)
    assert list(event.occurrences.in_order().values()) == before


def test_e24_the_last_day_is_the_day_that_is_written(editor):
    """No browser has a say in it, wherever it stands."""
    event = series(editor, until="31.12.2026", times="", start_day="2026-12-03")

    assert rule_of(event).endswith("UNTIL=20261231T215959Z")
    assert event.occurrences.in_order().last().start_day == date(2026, 12, 31)


def test_what_another_program_wrote_is_told_and_kept(editor):
    event = make_event(
        day=date(2027, 1, 4), rule="RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO,WE"
    )
    path = f"{EVENTS}edit/{event.pk}/"
    assertContains(editor.get(path), "maanantaisin ja keskiviikkoisin")

    data = monday(is_remote="on", repeats="as-it-is", times="", name_fi="Uusi nimi")
    assert editor.post(path, data).status_code == 302
    event.refresh_from_db()
    assert rule_of(event) == "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO,WE"
    assert event.name_fi == "Uusi nimi"


def test_the_associations_holidays_are_skipped(editor):
    make_holiday(date(2027, 1, 11), date(2027, 1, 17))
    event = series(editor, times="3", skips_holidays="on")

    assert [one.start_day.day for one in event.occurrences.in_order()] == [4, 18]


@pytest.mark.parametrize(
    ("fields", "wrong", "sentence"),
    [
        ({"start_day": "2027-03-28", "start_time": "3.30"}, "start_time",
         "Kello 03.30 ei ole olemassa 28.3.2027"),
        ({"start_day": "2027-03-21", "start_time": "3.30"}, "start_time",
         "Kello 03.30 ei ole olemassa 28.3.2027"),
        ({"start_day": "2027-03-21", "start_time": "2.00", "end_time": "3.30"},
         "end_time", "Kello 03.30 ei ole olemassa 28.3.2027"),
        ({"start_day": "2027-03-27", "repeats": "month-date", "times": "",
          "until": "2027-01-01"}, "until", "ennen ensimmäistä"),
        ({"repeats": "month-last"}, "repeats", "ei ole kuukautensa viimeinen"),
        ({"times": "3", "until": "2027-06-01"}, "until", "ei molempia"),
        ({"repeats": ""}, "times", "Valitse, kuinka usein"),
        ({"times": "0"}, "times", ""),
        ({"times": "501"}, "times", ""),
        ({"times": "viisi"}, "times", ""),
        ({"times": "", "until": "vappuna"}, "until", ""),
        ({"repeats": "joskus"}, "repeats", ""),
        ({"repeats": "as-it-is"}, "repeats", ""),
        ({"end_time": "17.00"}, "end_time", "päättyy ennen"),
    ],
)  # fmt: skip
def test_e11_what_is_wrong_with_a_series_is_said_beside_the_field(
    editor, fields, wrong, sentence
):
    response = editor.post(NEW, monday(**fields))

    assert list(errors_of(response)) == [wrong]
    assertContains(response, sentence)
    assertContains(response, 'value="Mentorikahvit"')
    assert not Event.objects.exists()


def test_the_days_that_a_holiday_takes_are_listed_before_saving(editor):
    make_holiday(date(2027, 1, 11), date(2027, 1, 17))
    seen = editor.post(NEW, monday(skips_holidays="on"))

    assertContains(seen, "Pois jäävät")
    assert seen.context["skipped"] == ["ma 11.1.2027"]


def test_a_series_that_falls_on_holidays_alone_is_refused(editor):
    make_holiday(date(2027, 1, 1), date(2027, 3, 1))
    response = editor.post(NEW, monday(skips_holidays="on"))

    assert list(errors_of(response)) == ["repeats"]


def test_e12_of_an_hour_that_comes_twice_the_first_is_meant(editor):
    assertContains(editor.get(NEW), "ensimmäinen niistä kahdesta")
    data = form(start_day="2027-10-31", start_time="3.30", end_time="5.00")
    save(editor, NEW, data)

    [only] = Occurrence.objects.all()
    assert only.starts_at.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


# --- What saving does is seen first ------------------------------------------------


def test_first_what_comes_is_shown_and_nothing_is_saved(editor):
    seen = editor.post(NEW, monday(name_fi="Ilta <b>"))

    assert not Event.objects.exists()
    assertContains(seen, "joka maanantai klo")
    assertContains(seen, "ma 1.2.2027")
    assertContains(seen, 'name="name_fi" value="Ilta &lt;b&gt;"')


def test_one_may_go_back_to_what_was_typed(editor):
    response = editor.post(NEW, monday(**{"back-to-editing": ""}))

    assertContains(response, 'value="Mentorikahvit"')
    assert "plan" not in response.context
    assert not Event.objects.exists()


def test_a_new_word_needs_no_second_look(editor):
    event = series(editor)
    path = f"{EVENTS}edit/{event.pk}/"
    data = monday(takes_registrations="on", name_fi="Kahvit")

    assert editor.post(path, data).status_code == 302
    assert {one.name_fi for one in event.occurrences.all()} == {"Kahvit"}


def test_a_day_that_falls_away_needs_a_reason_where_somebody_comes(editor):
    event = series(editor)
    third = event.occurrences.get(start_day=date(2027, 1, 18))
    sign_up(third, "Pirjo", "Leena", "Outi")
    path = f"{EVENTS}edit/{event.pk}/"
    data = monday(takes_registrations="on", start_day="2027-01-05")

    seen = editor.post(path, data)
    assertContains(seen, "3 ilmoittautunutta")
    assertContains(seen, "3 ihmistä saa tästä sähköpostia")
    mark = seen.context["plan"].mark
    without = editor.post(path, {**data, "plan": mark, "why-fi": " "})
    assert list(without.context["why"].errors) == ["fi"]
    third.refresh_from_db()
    assert not third.is_cancelled

    editor.post(path, {**data, "plan": mark, "why-fi": "Siirrymme tiistaihin."})
    third.refresh_from_db()
    assert third.is_cancelled
    assert third.cancelled_why_fi == "Siirrymme tiistaihin."
    assert third.registrations.count() == 3
    assert OutboxMail.objects.count() == 3
    assert event.occurrences.filter(cancelled_at=None).count() == 5


def test_who_signs_up_meanwhile_is_seen_before_it_is_saved(editor):
    event = series(editor)
    path = f"{EVENTS}edit/{event.pk}/"
    data = monday(takes_registrations="on", start_day="2027-01-05")
    mark = editor.post(path, data).context["plan"].mark
    sign_up(event.occurrences.get(start_day=date(2027, 1, 18)), "Pirjo")

    seen = editor.post(path, {**data, "plan": mark, "why-fi": "Siirrymme."})

    assertContains(seen, "Jokin on muuttunut")
    assertContains(seen, "1 ilmoittautunut")
    event.refresh_from_db()
    assert event.start_day == date(2027, 1, 4)
    assert not event.occurrences.exclude(cancelled_at=None).exists()


def test_a_made_up_plan_saves_nothing(editor):
    response = editor.post(NEW, {**monday(), "plan": "x\0y"})

    assert response.status_code == 200
    assert not Event.objects.exists()


def test_a_new_time_is_told_and_what_has_begun_keeps_its_own(editor, noon):
    event = series(editor)
    rows = list(event.occurrences.in_order())
    sign_up(rows[4], "Pirjo")
    move_to_the_second_week(editor, noon)
    path = f"{EVENTS}edit/{event.pk}/"
    seen = editor.post(path, monday(takes_registrations="on", start_time="17.00"))
    assertContains(seen, "2 kertaa ennen")
    assertContains(seen, "1 ihminen saa tästä sähköpostia")

    save(editor, path, monday(takes_registrations="on", start_time="17.00"))

    hours = Occurrence.objects.in_order().values_list("start_time", flat=True)
    assert [one.hour for one in hours] == [18, 18, 17, 17, 17]
    assert [row.pk for row in Occurrence.objects.in_order()] == [row.pk for row in rows]
    event.refresh_from_db()
    part = event.earlier_parts.get()
    assert rule_of(event) == "RRULE:FREQ=WEEKLY;COUNT=3"
    assert rule_of(part) == "RRULE:FREQ=WEEKLY;UNTIL=20270111T215959Z"
    assert (part.start_day, event.start_day) == (date(2027, 1, 4), date(2027, 1, 18))
    assert not any(one.is_moved for one in Occurrence.objects.select_related("event"))
    assert OutboxMail.objects.count() == 1


def test_a_series_is_ended_by_its_last_day(editor, noon):
    event = series(editor)
    move_to_the_second_week(editor, noon)
    data = monday(takes_registrations="on", times="", until="2027-01-18")
    save(editor, f"{EVENTS}edit/{event.pk}/", data)

    assert event.occurrences.count() == 3
    assert not event.earlier_parts.exists()


def test_nothing_left_to_come_is_refused_with_a_way_out(editor, noon):
    event = series(editor)
    move_to_the_second_week(editor, noon)
    data = monday(takes_registrations="on", times="", repeats="")
    response = editor.post(f"{EVENTS}edit/{event.pk}/", data)

    assertContains(response, "Peru tulevat kerrat")
    assert event.occurrences.count() == 5


def test_a_long_series_asks_as_much_as_a_short_one(
    editor, django_assert_max_num_queries
):
    for times in ("2", "104"):
        with django_assert_max_num_queries(40):
            editor.post(NEW, monday(times=times))


def test_a_plan_is_the_same_when_it_is_made_twice(editor):
    event = series(editor)
    stored = Event.objects.get()
    for name, value in (("start_time", time(17)), ("changed_at", LONG_AGO)):
        setattr(event, name, value)
    marks = {scheduling.plan_of(event, stored, at=NOW).mark for _ in range(2)}

    assert len(marks) == 1
    assertNotContains(editor.get(f"{EVENTS}edit/{event.pk}/"), "help-critical")
