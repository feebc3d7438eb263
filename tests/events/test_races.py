"""What happens at once, on a database where commits are real."""

import threading

from django.db import connection

from accounts.models import OutboxMail
from events import registration
from tests.events.conftest import NOON
from tests.support.events import make_occurrence


def test_twenty_at_once_get_five_places_between_them(committed):
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
