"""Last year's meetup: who was let in at the door, and what they thought of it."""

from datetime import date, timedelta
from uuid import uuid4

from demo.life.days import moment
from demo.life.events import EARLIER
from demo.life.people import OTHERS, SECRETARY
from demo.life.post import sent_then
from demo.life.sign_ins import user_of
from events import checking_in, registration
from events.models import Feedback, Occurrence

SIGNED_UP, CAME = 16, 14
# Content, arrangements and usefulness, and what somebody added.
THOUGHTS: tuple[tuple[int, int, int, str], ...] = (
    (5, 4, 5, "Kolme uutta yhteystietoa ja yksi valmis idea syksyyn. Kiitos!"),
    (4, 5, 4, ""),
    (5, 3, 5, "Ryhmätöille saisi olla enemmän aikaa, lounasjono söi siitä ison osan."),
    (4, 4, 4, ""),
    (3, 4, 3, "En visste att så många kommuner brottas med samma frågor."),
    (5, 5, 5, "Paras päivä koko syksynä."),
    (4, 3, 4, ""),
    (5, 4, 4, "Äänentoisto takariviin asti ensi kerralla."),
)


def build(today: date) -> None:
    meetup = Occurrence.objects.get(event__place=EARLIER[0].place)
    if meetup.feedback.exists():
        return
    sign_up(meetup, today)
    let_in(meetup)
    for content, arrangements, usefulness, words in THOUGHTS:
        Feedback.objects.create(
            occurrence=meetup,
            content=content,
            arrangements=arrangements,
            usefulness=usefulness,
            words=words,
        )


def sign_up(meetup: Occurrence, today: date) -> None:
    for number, person in enumerate(OTHERS[:SIGNED_UP]):
        at = moment(meetup.start_day - timedelta(days=20), 19, number)
        with sent_then(at, now=moment(today, 0)):
            registration.register(
                meetup,
                name=person.name,
                email=person.email,
                language=person.language,
                at=at,
            )


def let_in(meetup: Occurrence) -> None:
    secretary = user_of(SECRETARY)
    for number, row in enumerate(meetup.registrations.in_order()[:CAME]):
        at = moment(meetup.start_day, 9, 30 + number)
        checking_in.let_in(row, key=uuid4(), by=secretary, at=at)
