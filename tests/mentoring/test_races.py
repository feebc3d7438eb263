"""What happens at once, on a database where commits are real."""

import threading
from collections import Counter
from datetime import time, timedelta

from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMail
from mentoring import booking, offering
from mentoring.booking import BookingError, Mentee
from mentoring.models import FreeTime, Session, SessionQuarter
from mentoring.offering import Offer, OfferingError
from tests.support.mentoring import make_free_time, make_mentor, make_person

AT_ONCE = 20
DAY = timedelta(days=1)


def all_at_once(work, things):
    """Run `work` on each in a thread of its own, all let go together."""
    answers = []
    gate = threading.Barrier(len(things))

    def run(thing):
        gate.wait()
        try:
            answers.append(work(thing))
        except (BookingError, OfferingError) as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[thing]) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_twenty_bookings_of_one_time_at_once_make_one_session(committed):
    free_time = make_free_time(make_mentor())
    people = [make_person() for _ in range(AT_ONCE)]
    now = timezone.now()

    answers = all_at_once(
        lambda person: booking.book(free_time, Mentee.of(person), at=now), people
    )

    assert Counter(type(answer) for answer in answers) == {
        Session: 1,
        BookingError: AT_ONCE - 1,
    }
    assert Session.objects.count() == 1
    assert SessionQuarter.objects.count() == 3
    assert OutboxMail.objects.count() == 2


def test_twenty_people_who_press_the_button_at_once_all_get_a_page(committed):
    mentor = make_mentor(slug="tuula-rantanen")
    free_time = make_free_time(mentor)
    clients = []
    for _ in range(AT_ONCE):
        client = Client()
        client.force_login(make_person())
        clients.append(client)

    statuses = all_at_once(
        lambda client: (
            client.post(
                "/mentorit/tuula-rantanen/varaa/", {"time": free_time.pk}
            ).status_code
        ),
        clients,
    )

    assert Counter(statuses) == {302: 1, 200: AT_ONCE - 1}


def test_b6_of_twelve_overlapping_times_booked_at_once_one_is_had(committed):
    """Should they have come about: offering refuses them already."""
    mentor = make_mentor()
    first = timezone.now().replace(minute=0, second=0, microsecond=0) + DAY
    times = [
        make_free_time(mentor, first + timedelta(minutes=3 * number))
        for number in range(12)
    ]
    people = [make_person() for _ in times]
    now = timezone.now()

    answers = all_at_once(
        lambda pair: booking.book(pair[0], Mentee.of(pair[1]), at=now),
        list(zip(times, people, strict=True)),
    )

    assert Counter(type(answer) for answer in answers) == {
        Session: 1,
        BookingError: 11,
    }
    assert OutboxMail.objects.count() == 2


def test_one_person_who_presses_twenty_times_at_once_has_one_session(committed):
    free_time = make_free_time(make_mentor())
    mentee = Mentee.of(make_person())
    now = timezone.now()

    answers = all_at_once(
        lambda _number: booking.book(free_time, mentee, at=now), range(AT_ONCE)
    )

    assert {answer.pk for answer in answers} == {Session.objects.get().pk}
    assert OutboxMail.objects.count() == 2


def test_of_twelve_overlapping_offers_at_once_one_is_added(committed):
    mentor = make_mentor()
    day = timezone.localdate() + DAY
    now = timezone.now()
    offers = [
        Offer(day, time(18, 15 * (number % 3)), timedelta(minutes=60), "remote")
        for number in range(12)
    ]

    answers = all_at_once(
        lambda offered: offering.offer(mentor, offered, at=now), offers
    )

    assert Counter(type(answer) for answer in answers) == {
        FreeTime: 1,
        OfferingError: 11,
    }


def test_a_time_taken_back_and_booked_at_once_is_one_or_the_other(committed):
    free_time = make_free_time(make_mentor())
    mentee = Mentee.of(make_person())
    now = timezone.now()

    all_at_once(
        lambda verb: verb(),
        [
            lambda: offering.take_back(free_time, at=now),
            lambda: booking.book(free_time, mentee, at=now),
        ],
    )

    assert FreeTime.objects.exists() == Session.objects.exists()


def test_booking_and_cancelling_at_once_never_wait_for_each_other_in_a_circle(
    committed,
):
    mentor = make_mentor()
    now = timezone.now()
    times = [make_free_time(mentor, now + DAY * (number + 1)) for number in range(12)]
    sessions = [
        booking.book(one, Mentee.of(make_person()), at=now) for one in times[:6]
    ]
    people = [Mentee.of(make_person()) for _ in range(6)]

    answers = all_at_once(
        lambda verb: verb(),
        [
            *(
                lambda s=session: booking.cancel(s, by_mentor=False, at=now)
                for session in sessions
            ),
            *(
                lambda t=free, p=person: booking.book(t, p, at=now)
                for free, person in zip(times[6:], people, strict=True)
            ),
        ],
    )

    assert [type(answer) for answer in answers] == [Session] * 12


def test_cancelling_from_both_sides_at_once_tells_each_once(committed):
    mentee = make_person()
    free_time = make_free_time(make_mentor())
    now = timezone.now()
    session = booking.book(free_time, Mentee.of(mentee), at=now)

    all_at_once(
        lambda by_mentor: booking.cancel(session, by_mentor=by_mentor, at=now),
        [True, False],
    )

    assert OutboxMail.objects.filter(key__contains="cancelled").count() == 2
    session.refresh_from_db()
    assert session.sequence == 1
