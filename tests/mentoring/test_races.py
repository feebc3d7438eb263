"""What happens at once, on a database where commits are real."""

import threading
from collections import Counter

from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMail
from mentoring import booking
from mentoring.booking import BookingError, Mentee
from mentoring.models import Session, SessionQuarter
from tests.support.mentoring import make_free_time, make_mentor, make_person

AT_ONCE = 20


def all_at_once(work, things):
    """Run `work` on each in a thread of its own, all let go together."""
    answers = []
    gate = threading.Barrier(len(things))

    def run(thing):
        gate.wait()
        try:
            answers.append(work(thing))
        except BookingError as error:
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
