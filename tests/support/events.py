"""Makers of what stands in calendars."""

from datetime import UTC, date, datetime, time
from typing import Any

from events import recurring
from events.models import (
    Answer,
    Event,
    EventIndexPage,
    EventPage,
    Feedback,
    HolidayPeriod,
    Occurrence,
    Option,
    Question,
    Registration,
)
from tests.support.home import add, front_page

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
# What the admin's form of an event asks about taking part, as it is when untouched.
TAKING_PART = {
    "audience": "everybody",
    "remote_link_from": "60",
    "closes": "0",
    "max_party": "1",
    "pay_within": "72",
    "money_back": "-1",
    "wants_feedback": "on",
    "questions-TOTAL_FORMS": "0",
    "questions-INITIAL_FORMS": "0",
}
OF_OCCURRENCE = {
    name
    for name in (field.name for field in Occurrence._meta.get_fields())
    if name.startswith("cancelled_") or name == "sequence"
}


def make_event(name: str = "Mentorikahvit", **fields: Any) -> Event:
    """An evening online on 14.10.2027, published long ago, with its occurrences.

    Fields that only an occurrence has (`cancelled_at`) go to it.
    """
    day = fields.pop("day", date(2027, 10, 14))
    given = {
        "name_fi": name,
        "kind": Event.Kind.OTHER,
        "start_day": day,
        "start_time": time(18),
        "end_day": day,
        "end_time": time(19, 30),
        "is_remote": True,
        "published_at": LONG_AGO,
        "changed_at": LONG_AGO,
        **fields,
    }
    own = {key: given.pop(key) for key in list(given) if key in OF_OCCURRENCE}
    event = Event.objects.create(**given)
    until = event.start_day + recurring.AHEAD
    shared = {name: getattr(event, name) for name in Event.SHARED}
    for day in recurring.days(event, until=until):
        Occurrence.objects.create(
            event=event,
            original_day=day,
            changed_at=event.changed_at,
            **shared | event.times_on(day) | own,
        )
    Event.objects.filter(pk=event.pk).update(topped_up_to=until)
    return event


def make_occurrence(name: str = "Mentorikahvit", **fields: Any) -> Occurrence:
    """The same as people meet it: the event's first occurrence."""
    found = make_event(name, **fields).occurrences.in_order().first()
    assert found is not None
    return found


def make_holiday(
    first: date = date(2026, 12, 14), last: date = date(2027, 1, 10), **fields: Any
) -> HolidayPeriod:
    given = {
        "name_fi": "Joululoma",
        "name_sv": "Jullov",
        "name_en": "Christmas holiday",
        "changed_at": LONG_AGO,
        **fields,
    }
    return HolidayPeriod.objects.create(first_day=first, last_day=last, **given)


def make_event_index(language: str = "fi") -> EventIndexPage:
    found = EventIndexPage.objects.filter(locale__language_code=language).first()
    if found is not None:
        return found
    page = EventIndexPage(title="Tapahtumat", slug="tapahtumat")
    return add(page, front_page(language))


def make_event_page(event: Event | Occurrence, **fields: Any) -> EventPage:
    event = event.event if isinstance(event, Occurrence) else event
    given = {"title": event.name_fi, "lead": "Vuoden yhteinen päivä.", **fields}
    return add(EventPage(event=event, **given), make_event_index())


def make_attendee(
    occurrence: Occurrence, name: str = "Pirjo Niemi", **fields: Any
) -> Registration:
    """Somebody who has a place, or is as `fields` say."""
    number = occurrence.registrations.count() + 1
    given = {
        "email": f"{number}-{occurrence.pk}@esimerkki.example",
        "created_at": LONG_AGO,
        "confirmed_at": LONG_AGO,
        "told_of_place_at": LONG_AGO,
        "number": number,
        **fields,
    }
    return Registration.objects.create(occurrence=occurrence, name=name, **given)


def make_question(event: Event, text: str, *options: str, **fields: Any) -> Question:
    kind = Question.Kind.CHOICE if options else Question.Kind.TEXT
    question = Question.objects.create(
        event=event, text_fi=text, **{"kind": kind, "sort_order": 0, **fields}
    )
    for number, option in enumerate(options):
        Option.objects.create(question=question, text_fi=option, sort_order=number)
    return question


def answer(registration: Registration, question: Question, said: str) -> Answer:
    option = Option.objects.filter(question=question, text_fi=said).first()
    text = "" if option else said
    return Answer.objects.create(
        registration=registration, question=question, option=option, text=text
    )


def make_feedback(occurrence: Occurrence, *scores: int, words: str = "") -> Feedback:
    content, arrangements, usefulness = scores or (5, 4, 3)
    return Feedback.objects.create(
        occurrence=occurrence, content=content, arrangements=arrangements,
        usefulness=usefulness, words=words,
    )  # fmt: skip
