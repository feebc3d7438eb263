"""Members of three years: applied, accepted, paid; some moved, left or paid twice.

What happened is a list of moments, done in their order by the same verbs as on the
site, so that numbers, dues and receipts follow each other as they would have.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import batched

from django.utils import timezone

from demo.life import money, people
from demo.life.days import moment, on_weekday
from demo.life.people import Person
from demo.life.post import sent_then
from demo.life.sign_ins import user_of
from membership import (
    applying,
    changing_details,
    changing_kind,
    deciding,
    leaving,
    notices,
    paper,
    pausing,
    raising,
    waiving,
)
from membership.applying import Wish
from membership.deciding import Decision
from membership.dues import TIME_TO_PAY
from membership.models import (
    Application,
    Due,
    Kind,
    Member,
    MembershipRules,
    NoticeWay,
)
from membership.notices import Notice
from network.models import Municipality
from payments import reminding
from payments.models import Step

type Happening = tuple[datetime, Callable[[datetime], object]]

MEETINGS = 18
BETWEEN_MEETINGS = timedelta(days=60)
LAST_MEETING = timedelta(days=13)
TUESDAY = 1
APPLIED_BEFORE = timedelta(days=9)
ASKED_ON = (1, 8)  # when the dues of a year are asked for
MOVED = timedelta(days=150)
RESIGNED = timedelta(days=100)
HONOURED = timedelta(days=200)
PAUSED = timedelta(days=80)
WAIVED = timedelta(days=12)

FOUNDERS = (people.FORMER_CHAIR, *people.BOARD, people.EDITOR)
NEWEST = (people.MEMBER,)
# Whose latest due is still open.
BEHIND = {"Perälampi", "Louhisalmi", "Tuomikangas", "Rautasuo"}
# Who has not paid for so long that the board may deem them to have resigned.
DEEMED_AFTER_MONTHS = 12


def build(today: date) -> None:
    if Member.objects.exists():
        return
    MembershipRules.objects.create(deemed_after_months=DEEMED_AFTER_MONTHS)
    homes = {each.name_fi: each for each in Municipality.objects.all()}
    story = [*joinings(today, homes), *yearly_dues(today), *changes(today, homes)]
    story += applications(today, homes)
    now = moment(today, 0)
    for at, happen in sorted(story, key=lambda one: one[0]):
        if at < now:
            with sent_then(at, now=now):
                happen(at)
    pay_twice(today)


def in_order() -> list[Person]:
    """From the founders to the newest."""
    rest = [
        person
        for person in people.MEMBERS
        if person not in FOUNDERS and person not in NEWEST
    ]
    return [*FOUNDERS, *rest, *NEWEST]


def meetings(today: date) -> list[tuple[date, str]]:
    """Days of the board's meetings with their names, the oldest first."""
    counts: dict[int, int] = {}
    found = []
    for number in reversed(range(MEETINGS)):
        day = on_weekday(today - LAST_MEETING - number * BETWEEN_MEETINGS, TUESDAY)
        counts[day.year] = counts.get(day.year, 0) + 1
        found.append((day, f"Hallitus {counts[day.year]}/{day.year}"))
    return found


def joinings(today: date, homes: dict[str, Municipality]) -> Iterator[Happening]:
    """The founders at the first meeting, then a handful at each."""
    later = in_order()[len(FOUNDERS) :]
    first, *others = meetings(today)
    groups = [*batched(later, -(-len(later) // len(others)), strict=False)]
    held = [first, *others[-len(groups) :]]
    for (day, name), group in zip(held, [FOUNDERS, *groups], strict=True):
        for number, person in enumerate(group):
            yield from joining(person, day, f"{name} § {4 + number}", number, homes)


def joining(
    person: Person,
    day: date,
    minutes: str,
    number: int,
    homes: dict[str, Municipality],
) -> Iterator[Happening]:
    wish = wish_of(person, homes)
    applied_on = day - APPLIED_BEFORE + timedelta(days=number % 5)
    yield moment(applied_on, 19, number), partial(apply, wish)
    yield (
        moment(day, 20, number),
        partial(accept, wish, Decision(day, minutes)),
    )
    if person not in NEWEST:
        paid_on = day + timedelta(days=2 + 3 * number)
        yield moment(paid_on, 18, number), partial(pay, wish.address)


def wish_of(person: Person, homes: dict[str, Municipality]) -> Wish:
    is_supporter = person.organisation or person.last_name in people.SUPPORTERS
    return Wish(
        first_names=person.first_name,
        last_name=person.last_name,
        municipality=homes[person.municipality],
        email=person.email,
        kind=Kind.SUPPORTING if is_supporter else Kind.VOTING,
        language=person.language,
        organisation=person.organisation,
        business_id=person.business_id,
    )


def apply(wish: Wish, at: datetime, *, is_confirmed: bool = True) -> None:
    applying.submit(wish, at=at)
    if is_confirmed:
        later = at + timedelta(minutes=11)
        applying.confirm(Application.objects.get(email=wish.address), at=later)


def enter(wish: Wish, at: datetime) -> None:
    """The secretary types in what came by post."""
    secretary = user_of(people.SECRETARY)
    paper.enter(wish, came_on=timezone.localdate(at), by=secretary, at=at)


def accept(wish: Wish, decision: Decision, at: datetime) -> None:
    application = Application.objects.get(email=wish.address)
    deciding.accept(application, decision, at=at)


def pay(email: str, at: datetime) -> None:
    """The member's oldest open due."""
    due = Due.objects.unpaid().filter(member__email=email).order_by("year").first()
    bill = due.bill if due else None
    if bill is not None:
        money.pay(bill, at=at)


def ask(year: int, at: datetime) -> None:
    raising.raise_dues(year, at=at)


def yearly_dues(today: date) -> Iterator[Happening]:
    """Asked for on the same day each year, and paid within some weeks."""
    for year in range(today.year - 2, today.year + 1):
        asked_on = date(year, *ASKED_ON)
        yield moment(asked_on, 9), partial(ask, year)
        for step in Step:
            remind_on = asked_on + TIME_TO_PAY + timedelta(days=step)
            yield moment(remind_on, 9, 5), reminding.remind_all
        is_latest = today < date(year + 1, *ASKED_ON)
        for number, person in enumerate(in_order()):
            is_behind = is_latest and person.last_name in BEHIND
            if is_behind or person in (*NEWEST, people.FORGOTTEN):
                continue
            paid_on = asked_on + timedelta(days=1 + number % 24)
            yield (
                moment(paid_on, 7 + number % 14, number % 60),
                partial(pay, person.email),
            )


def changes(today: date, homes: dict[str, Municipality]) -> Iterator[Happening]:
    """One has moved, one has left, one is honoured, one is on a pause,
    and one is let off the next due."""
    moved, resigned = people.MOVED.email, people.RESIGNED.email
    home = homes[people.NEW_MUNICIPALITY]
    yield moment(today - MOVED, 12), lambda at: move(moved, home, at)
    yield moment(today - RESIGNED, 16), partial(resign, resigned)
    yield moment(today - HONOURED, 17), honour
    yield moment(today - PAUSED, 19), take_a_pause
    yield moment(today - WAIVED, 20), let_off


def let_off(at: datetime) -> None:
    """Next year's due of who keeps the site."""
    waiving.waive(
        member(people.EDITOR.email),
        at.year + 1,
        reason="Pitää yhdistyksen sivustoa vapaaehtoisena.",
        decided_on=timezone.localdate(at),
        minutes_reference=f"Hallitus 6/{at.year} § 8",
        by=None,
        at=at,
    )


def member(email: str) -> Member:
    return Member.objects.get(email=email)


def resign(email: str, at: datetime) -> None:
    """On the own page, by the button."""
    row = member(email)
    notice = Notice(at, NoticeWay.OWN_PAGE, notices.words(row), by=row.user)
    leaving.resign(row, notice, at=at)


def honour(at: datetime) -> None:
    """The first chair, by the spring meeting."""
    row = member(people.FORMER_CHAIR.email)
    day = timezone.localdate(at)
    decision = Decision(day, f"Kevätkokous {day.year} § 11")
    changing_kind.change_kind(row, Kind.HONORARY, decision, at=at)


def take_a_pause(at: datetime) -> None:
    row = member(people.MENTOR_ON_LEAVE.email)
    day = timezone.localdate(at)
    pausing.pause(
        row,
        Decision(day, f"Hallitus {day.year} § 7"),
        starts_on=day,
        ends_on=None,
        reason="Vuosi ulkomailla",
        at=at,
    )


def move(email: str, home: Municipality, at: datetime) -> None:
    row = member(email)
    changing_details.change_details(row, {"municipality": home}, by=row.user, at=at)


def applications(today: date, homes: dict[str, Municipality]) -> Iterator[Happening]:
    """Four that wait: one came on paper, one has yet to be confirmed."""
    *confirmed, last = people.APPLICANTS
    for number, person in enumerate(confirmed):
        wish = wish_of(person, homes)
        came_on = today - timedelta(days=5 - 2 * number)
        yield moment(came_on, 20, 15), partial(apply, wish)
    on_paper = replace(wish_of(people.ON_PAPER, homes), email="")
    yield moment(today - timedelta(days=4), 18), partial(enter, on_paper)
    newest = wish_of(last, homes)
    yield (
        moment(today - timedelta(days=1), 21),
        partial(apply, newest, is_confirmed=False),
    )


def pay_twice(today: date) -> None:
    """Somebody's due was paid from two tabs."""
    due = member(people.PAID_TWICE.email).dues.latest("year")
    bill = due.bill
    if bill is None or not bill.attempts.exists():
        return
    first = bill.attempts.latest("number").created_at
    at = timezone.localtime(first) + timedelta(hours=2)
    with sent_then(at, now=moment(today, 0)):
        money.pay_again(bill, at=at)
