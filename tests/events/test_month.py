"""The month as a table and the week, as they stand in Finnish calendars."""

import re
from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains

from events import scheduling, weeks
from events.finnish_days import between
from events.models import Occurrence
from events.spans import Month
from events.weeks import Week
from tests.events.conftest import NOON
from tests.support.events import LONG_AGO, make_event, make_holiday, make_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def cells(response):
    """{day: the cell's text} of the month's own days."""
    found = re.findall(r"<td([^>]*)>(.*?)</td>", response.content.decode(), re.DOTALL)
    own = [re.sub(r"<[^>]+>", " ", cell) for kind, cell in found if "out" not in kind]
    return {day: " ".join(cell.split()) for day, cell in enumerate(own, start=1)}


def test_the_month_marks_today_holidays_and_week_53(client):
    make_holiday()
    text = client.get("/kalenteri/2026-12/").content.decode()
    marks = [found.split() for found in re.findall(r'<td class="([^"]*)"', text)]

    assert marks.count(["today"]) == 1
    assert sum("holiday" in one for one in marks) == 21  # 14.12.–3.1.
    assert sum({"out", "holiday"} <= set(one) for one in marks) == 3
    assert 'href="/kalenteri/2026-W53/"' in text


def test_public_holidays_and_flag_days_stand_in_the_month_by_name(client):
    response = client.get("/kalenteri/2026-12/")
    found = cells(response)

    assert "Itsenäisyyspäivä" in found[6]
    assert "Joulupäivä" in found[25]
    assert "Jean Sibeliuksen päivä, suomalaisen musiikin päivä" in found[8]
    assertContains(response, "#flag", count=2 * 2 + 1)  # table, list and key


@pytest.mark.parametrize(
    ("language", "name"),
    [("fi", "Juhannuspäivä, Suomen lipun päivä"),
     ("sv", "Midsommardagen, Finlands flaggas dag"),
     ("en", "Midsummer Day, Day of the Finnish Flag")],
)  # fmt: skip
def test_a_day_of_two_names_has_both_in_the_readers_language(language, name):
    midsummer = date(2026, 6, 20)
    with translation.override(language):
        day = between(midsummer, midsummer)[midsummer]

    assert (day.name, day.is_free, day.has_flag) == (name, True, True)


def test_a_customary_flag_day_is_a_working_day():
    day = between(date(2026, 2, 1), date(2026, 2, 28))[date(2026, 2, 5)]

    assert (day.name, day.is_free, day.has_flag) == ("Runebergin päivä", False, True)


def test_the_month_can_be_turned_and_keeps_what_one_looks_for(client):
    response = client.get("/kalenteri/2027-10/?kind=training")

    assertContains(response, 'href="/kalenteri/2027-11/?kind=training"')
    assertContains(response, 'href="/kalenteri/2027-09/?kind=training"')


@pytest.mark.parametrize(
    "asked", ["2026-13", "0000-01", "9999-12", "2024-11", "2029-01", "2026-1", "x"]
)
def test_a_month_that_is_not_or_is_far_off_is_not_found(client, asked):
    assert client.get(f"/kalenteri/{asked}/").status_code == 404


def test_the_calendar_is_turned_two_years_at_most(client):
    assertContains(client.get("/kalenteri/2028-12/"), 'rel="prev"')
    assertNotContains(client.get("/kalenteri/2028-12/"), 'rel="next"')
    assertNotContains(client.get("/kalenteri/2024-12/"), 'rel="prev"')


@pytest.mark.parametrize("year", range(2020, 2030))
def test_every_month_is_of_whole_weeks(year):
    for number in range(1, 13):
        days = Month(date(year, number, 1)).days
        assert len(days) % 7 == 0
        assert days[0].weekday() == 0
        assert {day.day for day in days if day.month == number} >= set(range(1, 29))


def test_an_event_of_two_days_is_on_both(client):
    make_occurrence("Viikonloppu", day=date(2026, 12, 12), end_day=date(2026, 12, 13))
    found = cells(client.get("/kalenteri/2026-12/"))

    assert [day for day, text in found.items() if "Viikonloppu" in text] == [12, 13]


def test_a_day_leads_to_its_first_entry_in_the_list_below(client):
    occurrence = make_occurrence(day=date(2026, 12, 10))
    response = client.get("/kalenteri/2026-12/")

    assertContains(response, f'class="d" href="#o-{occurrence.code}"')
    assertContains(response, f'<li id="o-{occurrence.code}"')


def test_a_day_of_the_next_month_leads_to_its_week(client):
    make_occurrence(day=date(2027, 1, 2))

    assertContains(
        client.get("/kalenteri/2026-12/"),
        'href="/kalenteri/2026-W53/#d-2027-01-02"',
    )


def test_a_cancelled_evening_says_so_in_words_in_the_month(client):
    make_occurrence(day=date(2026, 12, 10), cancelled_at=LONG_AGO,
                    cancelled_why_fi="Puhuja sairastui.")  # fmt: skip

    assert "PERUTTU Mentorikahvit" in cells(client.get("/kalenteri/2026-12/"))[10]


def moved_evening():
    """E4: Mondays from 12.10.; the one of 26.10. is held on Tuesday at five."""
    event = make_event(
        day=date(2026, 10, 12), rule="RRULE:FREQ=WEEKLY;COUNT=5", skips_holidays=False
    )
    row = event.occurrences.get(original_day=date(2026, 10, 26))
    row.start_day = row.end_day = date(2026, 10, 27)
    row.start_time, row.end_time = time(17), time(18, 30)
    scheduling.keep(row, at=LONG_AGO)
    return row


def test_e4_where_an_evening_was_the_calendar_says_where_it_is_now(client, noon):
    noon.move_to(NOON.replace(month=10, day=20))
    row = moved_evening()
    response = client.get("/kalenteri/2026-10/")
    found = cells(response)

    assert "siirretty ti 27.10.2026 klo 17.00" in found[26]
    assert "17.00 Mentorikahvit" in found[27]
    assertContains(response, f'<a class="stretched" href="{row.plain_url}">', count=2)
    assertContains(
        response, "Siirretty. Oli tarkoitus pitää ma 26.10.2026 klo\xa018.00."
    )


def test_e4_the_list_says_from_when_it_was_moved(client, noon):
    noon.move_to(NOON.replace(month=10, day=20))
    moved_evening()

    assertContains(
        client.get(reverse("events:calendar")),
        "Siirretty. Oli tarkoitus pitää ma 26.10.2026 klo\xa018.00.",
    )


def test_what_was_held_has_not_moved_when_the_rest_of_the_series_gets_another_time():
    event = make_event(day=date(2026, 10, 12), rule="RRULE:FREQ=WEEKLY;COUNT=20",
                       skips_holidays=False)  # fmt: skip
    event.start_time = time(17)
    scheduling.save(event, at=NOON)
    rows = Occurrence.objects.all()

    assert {row.start_time for row in rows} == {time(17), time(18)}
    assert [row for row in rows if row.moved_from] == []


# --- Weeks -------------------------------------------------------------------------


def test_e23_week_53_of_2026_ends_in_january_and_the_first_of_2027_follows(client):
    make_occurrence("Uudenvuoden kahvit", day=date(2027, 1, 3))
    response = client.get("/kalenteri/2026-W53/")

    assertContains(response, "28.12.2026–3.1.2027")
    assertContains(response, "Uudenvuoden kahvit")
    assertContains(response, 'href="/kalenteri/2027-W01/"')
    assertContains(client.get("/kalenteri/2027-W01/"), "4.–10.1.2027")
    assertContains(client.get("/kalenteri/2027-W01/"), 'href="/kalenteri/2026-W53/"')


@pytest.mark.parametrize("asked", ["2027-W53", "2026-W54", "2026-W00", "0000-W01"])
def test_e23_a_week_that_the_year_has_not_is_not_found(client, asked):
    assert client.get(f"/kalenteri/{asked}/").status_code == 404


def test_e23_the_third_of_january_2021_is_in_week_53_of_2020(client, noon):
    noon.move_to(NOON.replace(year=2021, month=1, day=2))
    make_occurrence("Loppiaisen aatto", day=date(2021, 1, 3))

    assert weeks.week(date(2021, 1, 3)) == Week(2020, 53)
    assertContains(client.get("/kalenteri/2020-W53/"), "Loppiaisen aatto")


@pytest.mark.parametrize(
    ("week", "first", "last"),
    [
        (Week(2020, 53), date(2020, 12, 28), date(2021, 1, 3)),
        (Week(2021, 1), date(2021, 1, 4), date(2021, 1, 10)),
        (Week(2026, 53), date(2026, 12, 28), date(2027, 1, 3)),
        (Week(2027, 1), date(2027, 1, 4), date(2027, 1, 10)),
    ],
)
def test_c29_the_weeks_begin_and_end_where_finns_have_them(week, first, last):
    assert (week.days[0], week.days[-1]) == (first, last)
    assert weeks.week(first) == weeks.week(last) == week


def test_the_addresses_are_translated(client):
    with translation.override("sv"):
        address = reverse("events:week", args=[Week(2026, 53)])

    assert address == "/sv/kalender/2026-W53/"
    assertContains(client.get(address), "Vecka 53")
    assertContains(client.get(address), 'href="/kalenteri/2026-W53/"')


def test_a_day_with_nothing_says_so(client):
    assertContains(client.get("/kalenteri/2026-W49/"), "Ei mitään", count=7)


def test_the_week_shows_holidays_and_named_days(client):
    make_holiday()
    response = client.get("/kalenteri/2026-W52/")

    assertContains(response, "Yhdistys on lomalla", count=8)  # and in the key
    assertContains(response, "Jouluaatto")
