"""Who comes to one occurrence, as its organiser sees it: found, counted, answered."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Count, Prefetch, Q, Sum
from django.utils.translation import gettext_lazy as _

from association.sorting import name_key
from events import answering
from events.models import Answer, Event, Occurrence, Question, Registration
from events.models.answer import NO, YES
from events.models.occurrence import HEALTH_KEPT
from events.models.registration import RegistrationQuerySet
from payments.models import Bill

SEE, CHECK_IN = "events.view_registration", "events.check_in"
WRITE, SEE_HEALTH = "events.write_to_attendees", "events.see_health"
COUNTED = (Question.Kind.CHOICE, Question.Kind.SEVERAL, Question.Kind.YES_NO)
YES_OR_NO = ((YES, _("Yes")), (NO, _("No")))


class State(models.TextChoices):
    """What an organiser looks for. One person may be in several."""

    PLACE = "place", _("Has a place")
    WAITING = "waiting", _("Waits for a place")
    CAME = "came", _("Came in")
    MISSING = "missing", _("Has a place, has not come in")
    UNPAID = "unpaid", _("Has not paid")
    CANNOT = "cannot", _("Cannot come")
    CANCELLED = "cancelled", _("Cancelled, for any reason")
    UNCONFIRMED = "unconfirmed", _("Has not confirmed the address")


FINDERS: Mapping[str, Callable[[RegistrationQuerySet], RegistrationQuerySet]] = {
    State.PLACE: RegistrationQuerySet.with_place,
    State.WAITING: RegistrationQuerySet.waiting,
    State.CAME: RegistrationQuerySet.came,
    State.MISSING: lambda rows: rows.with_place().filter(checked_in_at=None),
    State.UNPAID: lambda rows: rows.with_place().filter(
        bill__in=Bill.objects.uncovered().order_by().values("pk")
    ),
    State.CANNOT: RegistrationQuerySet.cannot_come,
    State.CANCELLED: lambda rows: rows.filter(cancelled_at__isnull=False),
    State.UNCONFIRMED: RegistrationQuerySet.unconfirmed,
}


def of(occurrence: Occurrence, state: str = "") -> RegistrationQuerySet:
    """Those in a state; without one all who ever proved their address."""
    rows: RegistrationQuerySet = occurrence.registrations.all()
    if not state:
        return rows.filter(number__isnull=False)
    return FINDERS[state](rows).order_by()


def search(rows: RegistrationQuerySet, text: str) -> RegistrationQuerySet:
    """By parts of the name in any case and order, or of the address."""
    words = name_key(text).split()
    if not words:
        return rows
    in_name = Q()
    for word in words:
        in_name &= Q(name_key__contains=word)
    return rows.filter(
        in_name | Q(email__contains=text.replace("\0", "").strip().lower())
    )


def who_answered(
    rows: RegistrationQuerySet, question: Question, value: str
) -> RegistrationQuerySet:
    """`value` is an option's number, or yes or no."""
    answers = Answer.objects.filter(question=question)
    if question.has_options:
        answers = answers.filter(option=int(value))
    else:
        answers = answers.filter(text=value)
    return rows.filter(pk__in=answers.order_by().values("registration"))


# --- Questions ------------------------------------------------------------------------


def questions(occurrence: Occurrence, reader: Any, on: date) -> list[Question]:
    """What this reader may know the answers of. Of health nobody does, once it is
    deleted, and only those who need it before."""
    asked = answering.questions_of(occurrence.event)
    sees_health = reader.has_perm(SEE_HEALTH) and on <= occurrence.end_day + HEALTH_KEPT
    return [one for one in asked if sees_health or not one.tells_of_health]


def with_answers(
    rows: RegistrationQuerySet, asked: Iterable[Question]
) -> RegistrationQuerySet:
    """Together with the answers to these questions, for `answer`."""
    given = Answer.objects.filter(question__in=list(asked))
    given = given.select_related("question", "option")
    return rows.prefetch_related(Prefetch("answers", given, to_attr="given"))


def answer(row: Any, question: Question) -> str:
    """Of a row `with_answers`."""
    said = [one.shown for one in row.given if one.question_id == question.pk]
    return ", ".join(said)


def choices(question: Question) -> list[tuple[str, str]]:
    """What can be answered, where it is chosen."""
    if question.has_options:
        return [(str(option.pk), option.text) for option in question.options.all()]
    return [(value, str(word)) for value, word in YES_OR_NO]


# --- Counting -------------------------------------------------------------------------


@dataclass(frozen=True)
class Totals:
    """People, not rows: a family of four is four."""

    people: int
    waiting: int
    came: int
    cancelled: int
    capacity: int | None


def totals(occurrence: Occurrence) -> Totals:
    rows: RegistrationQuerySet = occurrence.registrations.all()
    return Totals(
        people=rows.with_place().seats(),
        waiting=rows.waiting().seats(),
        came=rows.came().seats(),
        cancelled=of(occurrence, State.CANCELLED).seats(),
        capacity=occurrence.capacity,
    )


def counts(
    occurrence: Occurrence, asked: Iterable[Question]
) -> list[tuple[Question, list[tuple[str, int]]]]:
    """How many of those with a place chose what."""
    chosen = [one for one in asked if one.kind in COUNTED]
    found: Counter[tuple[int, str]] = Counter()
    coming = of(occurrence, State.PLACE).values("pk")
    rows = Answer.objects.filter(question__in=chosen, registration__in=coming)
    keys = "question", "option", "text"
    for question, option, text, number in (
        rows.order_by().values_list(*keys).annotate(count=Count("pk")) if chosen else ()
    ):
        found[question, str(option or text)] = number
    count = partial(_count, found)
    return [(one, [count(one, *choice) for choice in choices(one)]) for one in chosen]


def _count(
    found: Counter[tuple[int, str]], question: Question, value: str, word: str
) -> tuple[str, int]:
    return word, found[question.pk, value]


def state_of(row: Registration) -> str:
    """In words, for a list."""
    if row.cancelled_at:
        return str(row.get_cancelled_as_display())
    if not row.is_confirmed:
        return str(State.UNCONFIRMED.label)
    return str(State.PLACE.label if row.has_place else State.WAITING.label)


def is_unpaid(row: Registration) -> bool:
    """Of a row whose bill came along with what was paid of it."""
    return row.has_place and row.bill is not None and not row.bill.is_covered


def receivers(rows: RegistrationQuerySet, state: str) -> RegistrationQuerySet:
    """To whom a letter goes: never to an address that nobody proved, and to those who
    cancelled only when they were chosen."""
    if state in {State.CANNOT, State.CANCELLED}:
        return rows.filter(number__isnull=False)
    return rows.live()


def numbers_who_came(event: Event) -> dict[int, int]:
    """How many people were there, by occurrence; where nobody ticked names at the
    door, how many had a place."""
    rows = Registration.objects.filter(occurrence__event=event)
    people = (
        rows.order_by()
        .values("occurrence")
        .annotate(
            came=Sum("party_size", filter=Q(checked_in_at__isnull=False), default=0),
            coming=Sum(
                "party_size",
                filter=Q(cancelled_at=None, told_of_place_at__isnull=False),
                default=0,
            ),
        )
    )
    return {row["occurrence"]: row["came"] or row["coming"] for row in people}
