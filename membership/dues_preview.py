"""What the run of a year would do, before it is done: sums, and whatever differs.

Each figure is one question to the database, however many the members are.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from membership.models import Due, DueRate, DuesRun, Kind, Membership, Waiver
from membership.models.membership import MembershipQuerySet
from membership.models.person import PAYING
from membership.owing import (
    lasting_into,
    memberships_owing,
    paused,
    was_member_in_time,
)

MOST_SHOWN = 100


@dataclass(frozen=True)
class OfKind:
    """What members of one kind are asked; `rate` is None until a meeting decides it."""

    kind: Kind
    rate: int | None
    new: int
    there: int
    there_cents: int

    @property
    def new_cents(self) -> int:
        return self.new * (self.rate or 0)


@dataclass(frozen=True)
class Preview:
    year: int
    on: date
    kinds: list[OfKind]
    without_address: int
    honorary: int
    paused: int
    waived: int
    too_late: int
    differing: int
    run: DuesRun | None  # one that is not finished

    @property
    def new(self) -> int:
        return sum(each.new for each in self.kinds)

    @property
    def new_cents(self) -> int:
        return sum(each.new_cents for each in self.kinds)

    @property
    def there(self) -> int:
        return sum(each.there for each in self.kinds)

    @property
    def there_cents(self) -> int:
        return sum(each.there_cents for each in self.kinds)

    @property
    def without_rate(self) -> list[Kind]:
        return [each.kind for each in self.kinds if each.new and each.rate is None]

    @property
    def seen(self) -> str:
        """What whoever presses the button has read; another is shown again first."""
        return f"{self.new}-{self.new_cents}"


def preview(year: int, *, on: date) -> Preview:
    owing = memberships_owing(year, on)
    members = lasting_into(year, on)
    return Preview(
        year=year,
        on=on,
        kinds=of_kinds(year, owing),
        without_address=owing.filter(member__email="").count(),
        honorary=members.filter(kind=Kind.HONORARY).count(),
        paused=members.filter(paused(on), kind__in=PAYING).count(),
        waived=Waiver.objects.filter(year=year).count(),
        too_late=members.filter(~was_member_in_time(year), kind__in=PAYING).count(),
        differing=differing(year, on=on).count(),
        run=DuesRun.objects.unfinished().filter(year=year).first(),
    )


def of_kinds(year: int, owing: MembershipQuerySet) -> list[OfKind]:
    rates = DueRate.objects.of_year(year)
    counted = owing.order_by().values("kind").annotate(number=Count("pk"))
    new = Counter({row["kind"]: row["number"] for row in counted})
    rows = Due.objects.filter(year=year).order_by().values("kind")
    there = {
        row["kind"]: (row["number"], row["cents"])
        for row in rows.annotate(number=Count("pk"), cents=Sum("amount_cents"))
    }
    return [
        OfKind(Kind(kind), rates.get(kind), new[kind], *there.get(kind, (0, 0)))
        for kind in PAYING
    ]


def differing(year: int, *, on: date) -> QuerySet[Due]:
    """Dues of the year that would be others if they were asked now: the run leaves
    them as they are, and the board may waive one."""
    rates = DueRate.objects.of_year(year)
    as_decided = Q()
    for kind, cents in rates.items():
        as_decided |= Q(kind=kind, amount_cents=cents)
    now = Membership.objects.on(on).filter(member=OuterRef("member"))
    found = Due.objects.filter(year=year, bill__withdrawn_at=None).annotate(
        is_member=Exists(now), is_of_kind=Exists(now.filter(kind=OuterRef("kind")))
    )
    return found.filter(~as_decided | Q(is_of_kind=False)).select_related("member")
