"""Everything there is in the demo association, in the order it came about."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from demo.life import (
    bank,
    events,
    holidays,
    letters,
    looking_back,
    members,
    mentors,
    officers,
    pages,
    sign_ins,
)


def build(today: date, *, progress: Callable[[str], None]) -> None:
    """Bring the demo association into an empty database; again, it changes nothing.

    Each part is one transaction that looks whether it is there already, so a build
    that was broken off goes on where it stopped.
    """
    parts: list[tuple[str, Callable[[], None]]] = [
        ("people who sign in", sign_ins.build),
        ("officers", lambda: officers.build(today)),
        ("holidays", lambda: holidays.build(today)),
        ("events", lambda: events.build(today)),
        ("looking back", lambda: looking_back.build(today)),
        ("pages", lambda: pages.build(today)),
        ("members and their dues", lambda: members.build(today)),
        ("the bank account", lambda: bank.build(today)),
        ("mentors", lambda: mentors.build(today)),
        ("letters to members", lambda: letters.build(today)),
    ]
    for name, part in parts:
        progress(name)
        with transaction.atomic():
            part()
