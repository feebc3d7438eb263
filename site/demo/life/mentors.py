"""Mentors with their cards, free times, and sessions that were and will be."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import cycle

from django.utils.text import slugify

from association.public_changes import raise_stamp
from demo.life.cards import CARDS, TOPICS, WISHES, Card
from demo.life.days import moment, on_weekday
from demo.life.holidays import is_holiday
from demo.life.people import MEMBER, MENTOR_ON_LEAVE, OTHERS, Person
from demo.life.post import sent_then
from demo.life.sign_ins import user_of
from mentoring import booking, offering
from mentoring.booking import Mentee
from mentoring.models import FreeTime, Mentor, Session, Topic

LENGTH = timedelta(minutes=45)
WEEKS_BACK = 10
WEEKS_AHEAD = 10
WRITTEN_BEFORE = timedelta(days=14)  # when a free time is offered
BOOKED_BEFORE = timedelta(days=5)

# Who books, in turn; nobody's own mentor, as mentors are not among them.
MENTEES: tuple[Person, ...] = (MEMBER, *OTHERS[6:24])


def build(today: date) -> None:
    if Mentor.objects.exists():
        return
    topics = {slug: make_topic(slug, *names) for slug, *names in TOPICS}
    mentors = [(card, make_mentor(card, topics, today)) for card in CARDS]
    wishes, mentees = cycle(WISHES), cycle(MENTEES)
    for number, (card, mentor) in enumerate(mentors):
        for turn, (day, start) in enumerate(evenings(card, today)):
            booked = is_booked(day, number, turn, today)
            if day < today and not booked:
                continue  # nobody looks at what was free then
            free_time = offer(card, mentor, day, start, today)
            if booked:
                book(free_time, next(mentees), next(wishes), today)
    cancel_one(today)
    raise_stamp()


def make_topic(slug: str, fi: str, sv: str, en: str) -> Topic:
    order = Topic.objects.count()
    return Topic.objects.create(
        slug=slug, name_fi=fi, name_sv=sv, name_en=en, order=order
    )


def make_mentor(card: Card, topics: dict[str, Topic], today: date) -> Mentor:
    person = card.person
    mentor = Mentor.objects.create(
        user=user_of(person),
        slug=slugify(person.name),
        name=person.name,
        speaks_fi="fi" in card.languages,
        speaks_sv="sv" in card.languages,
        speaks_en="en" in card.languages,
        area=card.area,
        meets_remotely=True,
        meets_on_site=bool(card.on_site),
        introduction=card.introduction,
        remote_link=f"https://tapaaminen.example/{slugify(person.last_name)}",
        portrait=card.portrait,
        consented_at=moment(today - timedelta(days=200), 19),
    )
    mentor.topics.set([topics[slug] for slug in card.topics.split()])
    if person == MENTOR_ON_LEAVE:
        mentor.leave_from = today - timedelta(days=20)
        mentor.leave_until = today + timedelta(days=70)
        mentor.save(update_fields=["leave_from", "leave_until"])
    return mentor


def evenings(card: Card, today: date) -> Iterator[tuple[date, time]]:
    """The card's weekday for weeks back and ahead, without holidays and leave."""
    first = on_weekday(today - timedelta(weeks=WEEKS_BACK), card.weekday)
    last_day = today + timedelta(weeks=WEEKS_AHEAD)
    if card.person == MENTOR_ON_LEAVE:
        last_day = today - timedelta(days=21)
    for week in range(WEEKS_BACK + WEEKS_AHEAD):
        day = first + timedelta(weeks=week)
        if day == today or day > last_day or is_holiday(day):
            continue
        for start in card.starts:
            yield day, start


def offer(card: Card, mentor: Mentor, day: date, start: time, today: date) -> FreeTime:
    """Every third evening on site where the mentor meets on site."""
    on_site = card.on_site and day.toordinal() // 7 % 3 == 0
    offered = offering.Offer(
        day=day,
        start=start,
        length=LENGTH,
        channel="on_site" if on_site else "remote",
        place=card.on_site if on_site else "",
    )
    at = moment(min(day - WRITTEN_BEFORE, today - timedelta(days=1)), 20)
    return offering.offer(mentor, offered, at=at)


def is_booked(day: date, mentor: int, turn: int, today: date) -> bool:
    """Some of the past and of the nearest weeks; most of what is ahead is free."""
    if day < today:
        return (mentor + turn) % 7 == 0
    soon = after_holiday(today) + timedelta(days=24)
    return day < soon and (mentor + turn) % 9 == 0


def after_holiday(day: date) -> date:
    """That day, or the first one after the holiday it is in."""
    while is_holiday(day):
        day += timedelta(days=1)
    return day


def book(free_time: FreeTime, person: Person, wish: str, today: date) -> Session:
    day = min(free_time.day - BOOKED_BEFORE, today - timedelta(days=1))
    at = moment(day, 20, 30)
    with sent_then(at, now=moment(today, 0)):
        return booking.book(free_time, Mentee.of(user_of(person)), wish=wish, at=at)


def cancel_one(today: date) -> None:
    """The first of the sessions ahead: something came between."""
    at = moment(today - timedelta(days=1), 21)
    session = Session.objects.ahead(moment(today, 23)).first()
    if session is not None:
        with sent_then(at, now=moment(today, 0)):
            booking.cancel(
                session,
                by_mentor=True,
                why="Tuli este töistä. Varaathan uuden ajan.",
                at=at,
            )
