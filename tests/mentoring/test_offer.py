from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from mentoring import booking, offering
from mentoring.booking import Mentee
from mentoring.offering import Offer, OfferingError

SUMMER = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def an_offer(day: date, start: time, minutes: int = 60) -> Offer:
    return Offer(day, start, timedelta(minutes=minutes), "remote")


def test_a_mentor_offers_a_time_by_the_finnish_clock(mentor):
    in_summer = an_offer(date(2026, 10, 19), time(13))
    in_winter = an_offer(date(2026, 10, 26), time(13))

    times = [
        offering.offer(mentor, offered, at=SUMMER) for offered in (in_summer, in_winter)
    ]

    assert [free.starts_at.hour for free in times] == [10, 11]


def test_an_hour_that_the_clocks_skip_cannot_be_offered(mentor):
    with pytest.raises(OfferingError, match="hypätään"):
        offering.offer(mentor, an_offer(date(2027, 3, 28), time(3, 30)), at=SUMMER)


def test_on_the_night_the_clocks_go_back_an_offer_keeps_its_wall_clock(mentor):
    free = offering.offer(mentor, an_offer(date(2026, 10, 25), time(2), 180), at=SUMMER)

    assert free.starts_at == datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    assert free.ends_at == datetime(2026, 10, 25, 3, 0, tzinfo=UTC)


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
    assert [free.local_date for free in times] == [
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


def test_a_booked_time_is_not_taken_back_silently(mentor, free_time, mentee):
    booking.book(free_time, Mentee.of(mentee), at=timezone.now())

    assert not offering.take_back(free_time, at=timezone.now())
    assert mentor.free_times.exists()


def test_somebody_who_does_not_mentor_gets_404_for_the_mentors_page(client, mentee):
    client.force_login(mentee)

    assert client.get("/oma-sivu/vapaat-ajat/").status_code == 404
