"""Events: the yearly meetup, and a series of evenings online, one of them cancelled."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import cycle

from demo.life import registrations
from demo.life.days import moment, on_weekday
from demo.life.holidays import is_holiday
from events import cancelling, scheduling, single_days
from events.models import Event, Feedback
from events.plain_rules import Every, PlainRule

WEEK = timedelta(weeks=1)
TUESDAY, WEDNESDAY, THURSDAY, SATURDAY = 1, 2, 3, 5
TOLD_BEFORE = timedelta(days=45)  # when an evening is put in the calendar
EVENINGS_BACK, EVENINGS_AHEAD = 8, 13  # every second Thursday
PLACES = 24
CANCELLED, MOVED = 2, 3  # which of the evenings ahead

type Names = tuple[str, str, str]

MEETUP: Names = (
    "Mentoriverkoston tapaaminen",
    "Mentornätverkets årsträff",
    "Mentor network meetup",
)
MEETING: Names = ("Vuosikokous", "Årsmöte", "Annual general meeting")
COFFEE: Names = ("Mentorikahvit", "Mentorkaffe", "Mentor coffee")
TRAINING: Names = (
    "Talouden perusteet uudelle rahastonhoitajalle",
    "Grunderna i ekonomi för en ny kassör",
    "Money basics for a new treasurer",
)
EVENINGS: tuple[Names, ...] = (
    (
        "Mentorikahvit: näin valtuutettu kuuntelee",
        "Mentorkaffe: så lyssnar en fullmäktigeledamot",
        "Mentor coffee: how a councillor listens",
    ),
    (
        "Mentorikahvit: hiljainen yhdistys taas liikkeelle",
        "Mentorkaffe: få fart på en tyst förening",
        "Mentor coffee: waking up a quiet association",
    ),
    (
        "Mentorikahvit: lausunto yhdessä illassa",
        "Mentorkaffe: ett utlåtande på en kväll",
        "Mentor coffee: a statement in one evening",
    ),
    (
        "Mentorikahvit: hallituksen vuosi",
        "Mentorkaffe: styrelsens år",
        "Mentor coffee: a year of the board",
    ),
)
WHY = {
    "fi": "Puhuja sairastui. Pidämme illan keväällä, ja kerromme ajan täällä.",
    "sv": "Talaren har insjuknat. Vi håller kvällen i vår och berättar tiden här.",
    "en": "The speaker fell ill. We will hold the evening in spring; look here for it.",
}


@dataclass(frozen=True)
class House:
    place: str
    address: str


KUOPIO = House("Puijonrannan koulu, Kuopio", "Koulukatu 1")
EARLIER = (
    House("Tuulimyllyn monitoimitalo, Turku", "Myllykuja 3"),
    House("Rantaniityn koulu, Lempäälä", "Niityntie 8"),
)


def build(today: date) -> None:
    if Event.objects.exists():
        return
    add_meetup(meetup_day(today), KUOPIO, today)
    for years, house in enumerate(EARLIER, start=1):
        first = date(today.year - years, 11, 20)
        held = add_meetup(on_weekday(first, SATURDAY), house, today)
        Feedback.objects.bulk_create(registrations.opinions(held.occurrences.get()))
    add_coffee(today)
    training = add_training(on_weekday(today + timedelta(days=40), TUESDAY), today)
    registrations.sell(training.occurrences.get(), today)
    registrations.fill(meetup().occurrences.get(), today)
    for year in (today.year, today.year + 1):
        add_meeting(on_weekday(date(year, 3, 20), WEDNESDAY), today)


def meetup() -> Event:
    """The network meetup that is coming: the one in Kuopio."""
    return Event.objects.get(place=KUOPIO.place)


def meetup_day(today: date) -> date:
    """A Saturday some weeks ahead, not on a holiday."""
    day = on_weekday(today + timedelta(days=14), SATURDAY)
    while is_holiday(day):
        day += WEEK
    return day


def add_coffee(today: date) -> None:
    """Every second Thursday, each evening about something of its own; of those ahead
    one is cancelled and one is held a day earlier."""
    first = on_weekday(today + timedelta(days=1), THURSDAY) - 2 * EVENINGS_BACK * WEEK
    last = first + 2 * (EVENINGS_BACK + EVENINGS_AHEAD) * WEEK
    event = add(
        COFFEE,
        first,
        (time(18), time(19, 30)),
        today,
        rule=PlainRule(Every.FORTNIGHT, until=last).written(first),
        is_remote=True,
        remote_link="https://tapaaminen.example/mentorikahvit",
        takes_registrations=True,
    )
    for evening, names in zip(
        event.occurrences.in_order(), cycle(EVENINGS), strict=False
    ):
        own = dict(zip(Event.NAMES, names, strict=True))
        single_days.change(evening, own, at=event.changed_at)
    at = moment(today - timedelta(days=1), 20)
    ahead = list(event.occurrences.not_begun(moment(today, 23)).in_order())
    cancelling.cancel(ahead[CANCELLED], WHY, at=at)
    moved = ahead[MOVED]
    day = moved.start_day - timedelta(days=1)
    times = {"start_day": day, "end_day": day, "start_time": time(17, 30)}
    single_days.change(moved, times, at=at)


def add_training(day: date, today: date) -> Event:
    while is_holiday(day):
        day += WEEK
    return add(
        TRAINING,
        day,
        (time(18), time(19, 30)),
        today,
        kind=Event.Kind.TRAINING,
        is_remote=True,
        remote_link="https://tapaaminen.example/talous",
        takes_registrations=True,
        capacity=12,
        price_cents=1500,
    )


def add_meeting(day: date, today: date) -> Event:
    return add(
        MEETING,
        day,
        (time(17, 30), time(19)),
        today,
        kind=Event.Kind.MEETING,
        is_remote=True,
        remote_link="https://tapaaminen.example/vuosikokous",
    )


def add_meetup(day: date, house: House, today: date) -> Event:
    return add(
        MEETUP,
        day,
        (time(10), time(16)),
        today,
        kind=Event.Kind.MEETUP,
        place=house.place,
        address=house.address,
        is_remote=True,
        remote_link="https://tapaaminen.example/verkosto",
        capacity=PLACES,
        max_party=4,
        takes_registrations=True,
    )


def add(
    names: Names, day: date, hours: tuple[time, time], today: date, **fields: object
) -> Event:
    name_fi, name_sv, name_en = names
    told_at = moment(min(day - TOLD_BEFORE, today - timedelta(days=2)), 19)
    event = Event(
        name_fi=name_fi,
        name_sv=name_sv,
        name_en=name_en,
        start_day=day,
        end_day=day,
        start_time=hours[0],
        end_time=hours[1],
        published_at=told_at,
        **fields,
    )
    scheduling.save(event, at=told_at)
    return event
