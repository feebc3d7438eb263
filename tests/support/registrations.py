"""Makers of those who come to events."""

from datetime import UTC, datetime
from typing import Any

from events import registration
from events.models import Event, Occurrence, Option, Question, Registration
from events.registration import Wish
from tests.support.events import make_occurrence

NOON = datetime(2026, 12, 1, 10, tzinfo=UTC)


def make_meetup(capacity: int | None = 2, **fields: Any) -> Occurrence:
    return make_occurrence(
        "Tapaaminen", capacity=capacity, takes_registrations=True, **fields
    )


def sign_up(
    occurrence: Occurrence, name: str = "Pirjo", *, at: datetime = NOON, **fields: Any
) -> Registration:
    """Somebody whose address is proved."""
    given = {"email": f"{name.lower()}@esimerkki.example", "language": "fi", **fields}
    return registration.come(occurrence, Wish(name, **given), at=at)


def make_question(
    occurrence: Occurrence,
    text: str = "Onko sinulla allergioita?",
    options: tuple[str, ...] = (),
    **fields: Any,
) -> Question:
    event: Event = occurrence.event
    question = Question.objects.create(event=event, text_fi=text, **fields)
    for order, words in enumerate(options):
        Option.objects.create(question=question, text_fi=words, sort_order=order)
    return question
