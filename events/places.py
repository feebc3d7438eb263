"""Places at an event: given in the order in which people came.

They are counted under the occurrence's lock, so that two who come at once never get
the same one. A party waits until all of it fits, and nobody behind overtakes it.
"""

from datetime import datetime

from django.utils.translation import ngettext

from accounts import outbox
from association.public_changes import raise_stamp
from events import charging, emails
from events.models import Occurrence, Registration


def give(occurrence: Occurrence, *, at: datetime) -> list[Registration]:
    """Give the free places to those who wait, and tell them by mail; answers whom.

    The occurrence is locked by whoever calls. Twice gives nothing more.
    """
    given = next_in_line(occurrence, at=at)
    for registration in given:
        _give(registration, occurrence, at=at)
    if given and occurrence.capacity is not None:
        raise_stamp()
    return given


def next_in_line(occurrence: Occurrence, *, at: datetime) -> list[Registration]:
    """Who of those who wait has a place now, by the occurrence as it is in memory."""
    if occurrence.is_cancelled or occurrence.is_over(at):
        return []
    free = occurrence.free_places
    waiting = occurrence.registrations.waiting().select_related("bill")
    if free is None:
        return list(waiting)
    found = []
    for registration in waiting:
        free -= registration.party_size
        if free < 0:
            break
        found.append(registration)
    return found


def _give(registration: Registration, occurrence: Occurrence, *, at: datetime) -> None:
    registration.occurrence = occurrence
    registration.told_of_place_at = at
    registration.save(update_fields=["told_of_place_at"])
    charging.ask(registration, at=at)
    key = f"{registration.mail_key}-place-{occurrence.sequence}"
    outbox.add(emails.about(registration, "place"), key=key)


def too_few(occurrence: Occurrence) -> str:
    """Why so few places are refused, or nothing: a place that somebody was told of is
    not taken back by a number. The occurrence is locked by whoever calls."""
    promised = occurrence.registrations.with_place().seats()
    if occurrence.capacity is None or promised <= occurrence.capacity:
        return ""
    sentence = ngettext(
        "%(count)d person has been told of a place. Write at least that many.",
        "%(count)d people have been told of a place. Write at least that many.",
        promised,
    )
    return sentence % {"count": promised}
