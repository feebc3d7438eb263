"""What happens at once, on a database where commits are real."""

import threading

import pytest
from django.db import connection, transaction

from accounts.models import OutboxMail
from events import registration
from tests.events.conftest import NOON
from tests.support.events import make_occurrence
from tests.support.registrations import make_meetup, sign_up


def test_e15_twenty_at_once_get_five_places_between_them(committed):
    event = make_occurrence(capacity=5, takes_registrations=True)
    gate = threading.Barrier(20)

    def come(number):
        gate.wait()
        try:
            registration.register(
                event,
                name=f"Nro {number}",
                email=f"{number}@esimerkki.example",
                language="fi",
                at=NOON,
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[number]) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = event.registrations.in_order()
    assert [row.number for row in rows] == list(range(1, 21))
    assert [row.has_place for row in rows] == [True] * 5 + [False] * 15
    assert [row.queue_number for row in rows][5:] == list(range(1, 16))
    assert OutboxMail.objects.count() == 20


def together(*deeds):
    """Do these at the same moment, each with a connection of its own."""
    gate = threading.Barrier(len(deeds))

    def do(deed):
        gate.wait()
        try:
            deed()
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_e17_two_cancel_at_once_and_a_party_of_two_heads_the_line(committed):
    event = make_meetup(capacity=5, max_party=2)
    rows = [sign_up(event, f"Nro{number}") for number in range(5)]
    pair, single = sign_up(event, "Pari", party_size=2), sign_up(event, "Yksi")
    together(
        lambda: registration.cancel(rows[0], at=NOON),
        lambda: registration.cancel(rows[1], at=NOON),
    )

    pair.refresh_from_db()
    single.refresh_from_db()
    assert (pair.has_place, single.queue_number) == (True, 1)
    assert event.registrations.with_place().seats() == 5


def test_twice_the_same_form_at_once_is_one_registration(committed):
    event = make_meetup()
    together(*[lambda: sign_up(event)] * 4)

    assert event.registrations.count() == 1
    assert OutboxMail.objects.count() == 1


def test_a_promotion_that_breaks_off_has_not_happened(committed):
    """The process ends between giving the place and the end of the transaction."""
    event = make_meetup(capacity=1)
    first, second = sign_up(event), sign_up(event, "Timo")

    @transaction.atomic
    def end_before_all_is_saved():
        registration.cancel(first, at=NOON)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        end_before_all_is_saved()

    second.refresh_from_db()
    assert second.is_waiting
    registration.cancel(first, at=NOON)
    second.refresh_from_db()
    assert second.has_place
