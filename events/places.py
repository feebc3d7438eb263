"""Places at an event: given in the order in which people came.

They are counted under the occurrence's lock, so that two who come at once never get
the same one. A party waits until all of it fits, and nobody behind overtakes it.
"""

from datetime import datetime

from accounts import outbox
from association.public_changes import raise_stamp
from events import emails
from events.models import Occurrence, Registration


def give(occurrence: Occurrence, *, at: datetime) -> list[Registration]:
    """Give the free places to those who wait, and tell them by mail; answers whom.

    The occurrence is locked by whoever calls. Twice gives nothing more.
    """
    if occurrence.is_cancelled or occurrence.is_over(at):
        return []
    free = occurrence.free_places
    given = []
    for registration in occurrence.registrations.waiting():
        if free is not None:
            if registration.party_size > free:
                break
            free -= registration.party_size
        _give(registration, occurrence, at=at)
        given.append(registration)
    if given and occurrence.capacity is not None:
        raise_stamp()
    return given


def _give(registration: Registration, occurrence: Occurrence, *, at: datetime) -> None:
    registration.occurrence = occurrence
    registration.told_of_place_at = at
    registration.save(update_fields=["told_of_place_at"])
    key = f"registration-{registration.pk}-place-{occurrence.sequence}"
    outbox.add(emails.about(registration, "place"), key=key)
