"""Officers with their terms: the board of today and the one before it."""

from datetime import date, timedelta

from accounts.models import Officer
from demo.life import people
from demo.life.people import Person
from demo.life.sign_ins import user_of

Office = Officer.Office

PHONES = {people.CHAIR: "050 000 0001", people.VICE_CHAIR: "050 000 0002"}
FORMER = (
    (Office.CHAIR, people.FORMER_CHAIR),
    (Office.VICE_CHAIR, people.CHAIR),
    (Office.TREASURER, people.TREASURER),
    (Office.SECRETARY, people.SECRETARY),
)
PRESENT = (
    (Office.CHAIR, people.CHAIR),
    (Office.VICE_CHAIR, people.VICE_CHAIR),
    (Office.TREASURER, people.TREASURER),
    (Office.SECRETARY, people.SECRETARY),
    (Office.COORDINATOR, people.COORDINATOR),
    (Office.BOARD, people.BOARD_MEMBER),
)
FOUNDED_ON = date(2020, 4, 1)


def build(today: date) -> None:
    if Officer.objects.exists():
        return
    changed_on = date(today.year - 2, 4, 1)
    for office, person in FORMER:
        appoint(office, person, FOUNDED_ON, changed_on - timedelta(days=1))
    for office, person in PRESENT:
        appoint(office, person, changed_on, None)


def appoint(
    office: Officer.Office, person: Person, first: date, last: date | None
) -> None:
    Officer.objects.create(
        office=office,
        name=person.name,
        phone=PHONES.get(person, ""),
        email=person.email,
        user=user_of(person) if last is None else None,
        starts_on=first,
        ends_on=last,
    )
