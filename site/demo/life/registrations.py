"""Who comes to the demo's events: families, a waiting list, one who cannot come after
all, answers to questions, a training that costs, and what people thought of last year's
meetup."""

from collections.abc import Iterator
from datetime import date, timedelta

from demo.life import money
from demo.life.days import moment
from demo.life.people import BOARD, OTHERS, Person
from demo.life.post import sent_then
from events import registration
from events.models import Answer, Feedback, Occurrence, Option, Question
from events.registration import Wish

COMING = 27  # more than there is room for
PARTIES = {3: 2, 8: 3}  # which of them bring others
CANNOT_COME = 5
ALLERGIES = {2: "Pähkinät", 9: "Gluteeniton", 14: "Laktoosi"}
TRAVEL = (
    ("Junalla", "Med tåg", "By train"),
    ("Autolla", "Med bil", "By car"),
    ("Etänä", "På distans", "Online"),
)
OPINIONS = (
    (5, 4, 5, "Keskustelut muiden kuntien kanssa olivat parasta."),
    (4, 5, 4, ""),
    (5, 5, 5, "Lisää tällaisia!"),
    (3, 4, 4, "Iltapäivään olisi mahtunut yksi tauko lisää."),
    (5, 3, 4, ""),
)


def ask(occurrence: Occurrence) -> list[Question]:
    """Allergies, travel and a bed, as every meetup asks."""
    event = occurrence.event
    allergies = Question.objects.create(
        event=event,
        sort_order=1,
        text_fi="Allergiat ja ruokavaliot",
        text_sv="Allergier och dieter",
        text_en="Allergies and diets",
        tells_of_health=True,
    )
    travel = Question.objects.create(
        event=event,
        sort_order=2,
        text_fi="Miten tulet?",
        text_sv="Hur kommer du?",
        text_en="How do you come?",
        kind=Question.Kind.CHOICE,
        required=True,
    )
    for order, (fi, sv, en) in enumerate(TRAVEL):
        Option.objects.create(
            question=travel, sort_order=order, text_fi=fi, text_sv=sv, text_en=en
        )
    lodging = Question.objects.create(
        event=event,
        sort_order=3,
        text_fi="Tarvitsetko yöpaikan?",
        text_sv="Behöver du övernattning?",
        text_en="Do you need a bed for the night?",
        kind=Question.Kind.YES_NO,
    )
    return [allergies, travel, lodging]


def fill(occurrence: Occurrence, today: date) -> None:
    """All places of the meetup are taken, and some wait."""
    allergies, travel, lodging = ask(occurrence)
    options = list(travel.options.all())
    for number, person in enumerate((*OTHERS, *BOARD)[:COMING]):
        answers = [
            Answer(question=travel, option=options[number % 3]),
            Answer(question=lodging, text="no" if number % 4 else "yes"),
        ]
        if number in ALLERGIES:
            answers.append(Answer(question=allergies, text=ALLERGIES[number]))
        at = moment(today - timedelta(days=2), 19, number * 2)
        party = PARTIES.get(number, 1)
        with sent_then(at, now=moment(today, 0)):
            row = registration.come(occurrence, wish(person, party, answers), at=at)
        if number == CANNOT_COME:
            with sent_then(at, now=moment(today, 0)):
                registration.cancel(row, at=at + timedelta(hours=1))


def wish(person: Person, party: int = 1, answers: list[Answer] | None = None) -> Wish:
    return Wish(person.name, person.email, person.language, party, answers or [])


def sell(occurrence: Occurrence, today: date) -> None:
    """Two come to what costs: one has paid, one has still some days to do so."""
    rows = []
    for number, person in enumerate(OTHERS[2:4]):
        at = moment(today - timedelta(days=1), 18, number)
        with sent_then(at, now=moment(today, 0)):
            rows.append(registration.come(occurrence, wish(person), at=at))
    at = moment(today - timedelta(days=1), 19)
    with sent_then(at, now=moment(today, 0)):
        bill = rows[0].bill
        if bill is not None:
            money.pay(bill, at=at)


def opinions(occurrence: Occurrence) -> Iterator[Feedback]:
    for content, arrangements, usefulness, words in OPINIONS:
        yield Feedback(
            occurrence=occurrence,
            content=content,
            arrangements=arrangements,
            usefulness=usefulness,
            words=words,
        )
