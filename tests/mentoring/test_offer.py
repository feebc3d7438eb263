from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from association import formats
from mentoring import booking, offering
from mentoring.booking import Mentee
from mentoring.offering import Offer, OfferingError
from tests.support.mentoring import make_free_time
from tests.support.queries import queries_of

SUMMER = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def an_offer(day: date, start: time, minutes: int = 60) -> Offer:
    return Offer(day, start, timedelta(minutes=minutes), "remote")


def test_b1_a_mentor_offers_a_time_by_the_finnish_clock(mentor):
    in_summer = an_offer(date(2026, 10, 19), time(13))
    in_winter = an_offer(date(2026, 10, 26), time(13))

    times = [
        offering.offer(mentor, offered, at=SUMMER) for offered in (in_summer, in_winter)
    ]

    assert [free.starts_at.hour for free in times] == [10, 11]


def test_b3_an_hour_that_the_clocks_skip_cannot_be_offered(mentor):
    with pytest.raises(OfferingError, match="hypätään"):
        offering.offer(mentor, an_offer(date(2027, 3, 28), time(3, 30)), at=SUMMER)


def test_b4_on_the_night_the_clocks_go_back_an_hour_is_still_an_hour(mentor):
    free = offering.offer(mentor, an_offer(date(2026, 10, 25), time(2), 180), at=SUMMER)

    assert free.starts_at == datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    assert free.ends_at == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


def test_b4_of_the_hour_that_comes_twice_the_first_is_meant(mentor):
    free = offering.offer(mentor, an_offer(date(2026, 10, 25), time(3)), at=SUMMER)

    assert free.starts_at == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)


def test_b2_on_a_day_when_the_clocks_change_afternoons_are_not_shifted(mentor):
    in_spring = an_offer(date(2027, 3, 28), time(13))
    in_autumn = an_offer(date(2026, 10, 25), time(13))

    times = [
        offering.offer(mentor, offered, at=SUMMER) for offered in (in_spring, in_autumn)
    ]

    assert [free.starts_at.hour for free in times] == [10, 11]


def test_an_overlapping_offer_is_refused(mentor):
    offering.offer(mentor, an_offer(date(2026, 9, 1), time(18)), at=SUMMER)

    with pytest.raises(OfferingError, match="päällekkäin"):
        offering.offer(mentor, an_offer(date(2026, 9, 1), time(18, 45)), at=SUMMER)


@pytest.mark.parametrize(
    "offered",
    [
        an_offer(date(2026, 5, 31), time(18)),
        an_offer(date(2028, 5, 31), time(18)),
        an_offer(date(2026, 9, 1), time(18, 7)),
        an_offer(date(2026, 9, 1), time(18), 5),
        an_offer(date(2026, 9, 1), time(18), 600),
    ],
    ids=["passed", "too far", "not a quarter", "too short", "too long"],
)
def test_an_offer_that_makes_no_sense_is_refused(mentor, offered):
    with pytest.raises(OfferingError):
        offering.offer(mentor, offered, at=SUMMER)


def test_the_same_time_is_offered_for_several_weeks_at_once(client, mentor):
    client.force_login(mentor.user)
    day = timezone.localdate() + timedelta(days=3)

    client.post(
        "/oma-sivu/vapaat-ajat/",
        {"day": day.isoformat(), "start": "18:00", "length": "45", "channel": "remote",
         "place": "", "weeks": "4"},
    )  # fmt: skip

    times = mentor.free_times.order_by("starts_at")
    assert [timezone.localtime(free.starts_at).hour for free in times] == [18] * 4
    assert [free.day for free in times] == [
        day + timedelta(weeks=week) for week in range(4)
    ]


def test_on_site_the_place_must_be_told(client, mentor):
    client.force_login(mentor.user)
    day = timezone.localdate() + timedelta(days=3)

    response = client.post(
        "/oma-sivu/vapaat-ajat/",
        {"day": day.isoformat(), "start": "18:00", "length": "45", "channel": "on_site",
         "place": "", "weeks": "1"},
    )  # fmt: skip

    assert "Kerro, missä tapaatte." in response.content.decode()
    assert not mentor.free_times.exists()


def test_a_free_time_is_taken_back(client, mentor, free_time):
    client.force_login(mentor.user)

    client.post(f"/oma-sivu/vapaat-ajat/{free_time.pk}/poista/")

    assert not mentor.free_times.exists()


def test_a_booked_time_is_not_taken_back_silently(client, mentor, free_time, mentee):
    booking.book(free_time, Mentee.of(mentee), at=timezone.now())
    client.force_login(mentor.user)

    page = client.post(f"/oma-sivu/vapaat-ajat/{free_time.pk}/poista/", follow=True)

    assert "Joku on jo varannut sen ajan." in page.content.decode()
    assert mentor.free_times.exists()


def test_a_time_that_has_begun_is_not_taken_back(mentor, free_time):
    with pytest.raises(OfferingError, match="mennyt"):
        offering.take_back(free_time, at=free_time.starts_at)


def test_taking_back_twice_does_nothing_the_second_time(mentor, free_time):
    for _time in range(2):
        offering.take_back(free_time, at=timezone.now())

    assert not mentor.free_times.exists()


def test_looking_at_the_address_for_taking_back_takes_nothing_back(
    client, mentor, free_time
):
    client.force_login(mentor.user)

    path = f"/oma-sivu/vapaat-ajat/{free_time.pk}/poista/"

    assert client.get(path).status_code == 405
    assert mentor.free_times.exists()


def offered(**changes) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=3)
    form = {"day": day.isoformat(), "start": "18:00", "length": "45",
            "channel": "remote", "place": "", "weeks": "1"}  # fmt: skip
    return {**form, **changes}


def test_of_several_weeks_those_that_cannot_be_offered_are_named(client, mentor):
    client.force_login(mentor.user)
    client.post("/oma-sivu/vapaat-ajat/", offered())

    page = client.post("/oma-sivu/vapaat-ajat/", offered(weeks="3"), follow=True)

    text = page.content.decode()
    day = timezone.localdate() + timedelta(days=3)
    assert "Lisättiin 2 vapaata aikaa." in text
    assert f"Ei lisätty: {formats.day(day)}." in text
    assert mentor.free_times.count() == 3


def test_offering_the_same_times_twice_adds_nothing_the_second_time(client, mentor):
    client.force_login(mentor.user)
    client.post("/oma-sivu/vapaat-ajat/", offered(weeks="2"))

    page = client.post("/oma-sivu/vapaat-ajat/", offered(weeks="2"))

    assert "menee tämän kanssa päällekkäin" in page.content.decode()
    assert mentor.free_times.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("day", "", "Täytä tämä."),
        ("day", "0001-01-01", "Se päivä on jo mennyt."),
        ("day", "9999-12-31", "Valitse päivä vuoden sisältä."),
        ("day", "31.2.2027", "Kirjoita päivä muodossa"),
        ("day", "😀", "Kirjoita päivä muodossa"),
        ("start", "25:61", "Kirjoita kellonaika"),
        ("start", "18:07", "Aloita tasavartilta"),
        ("length", "100000", "Valitse toinen."),
        ("channel", "<script>", "Valitse toinen."),
        ("weeks", "27", "Kirjoita luku, joka on enintään 26."),
        ("weeks", "0", "Kirjoita luku, joka on vähintään 1."),
        ("weeks", "monta", "Kirjoita kokonaisluku"),
        ("place", "x" * 201, "Lyhennä"),
        ("place", "nolla\x00tavu", "merkki"),
    ],
)
def test_a_bad_offer_is_refused_with_a_sentence_and_what_was_typed_stays(
    client, mentor, field, value, sentence
):
    client.force_login(mentor.user)
    form = offered(channel="on_site", place="Oulun pääkirjasto")
    form[field] = value

    response = client.post("/oma-sivu/vapaat-ajat/", form)

    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "<title>Virhe: " in " ".join(page.split())
    if field != "place":
        assert "Oulun pääkirjasto" in page
    assert not mentor.free_times.exists()


def test_the_place_is_kept_only_where_one_meets_on_site(client, mentor):
    client.force_login(mentor.user)

    client.post("/oma-sivu/vapaat-ajat/", offered(place="Oulun pääkirjasto"))

    assert mentor.free_times.get().place == ""


def test_the_mentors_own_page_costs_the_same_for_many_times_as_for_one(
    client, mentor, mentee, free_time
):
    client.force_login(mentor.user)
    for_one = queries_of(lambda: client.get("/oma-sivu/vapaat-ajat/"))
    for hours in range(14):
        time = make_free_time(mentor, free_time.ends_at + timedelta(hours=hours))
        if hours % 2:
            booking.book(time, Mentee.of(mentee), at=timezone.now())

    assert queries_of(lambda: client.get("/oma-sivu/vapaat-ajat/")) == for_one <= 15


def test_somebody_who_does_not_mentor_gets_404_for_the_mentors_page(client, mentee):
    client.force_login(mentee)

    assert client.get("/oma-sivu/vapaat-ajat/").status_code == 404
