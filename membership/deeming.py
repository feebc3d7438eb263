"""Whom the board may deem to have resigned, because dues have been unpaid for as long
as our rules say (Associations Act § 15.4). A list of proposals and nothing more."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from association.formats import date_only, euros
from membership.models import Due, Member, Membership, MembershipRules
from membership.models.due import PURPOSE
from payments.models import Bill

IN_ORDER = ("member__name_key", "member__number")


@dataclass(frozen=True)
class Proposal:
    """A member whose oldest unpaid due has been open for long enough, with all the
    bills of dues that are open."""

    member: Member
    membership: Membership
    bills: list[Bill]

    @property
    def since(self) -> date:
        """The due date of the oldest."""
        return self.bills[0].due_on

    @property
    def open_cents(self) -> int:
        return sum(bill.open_cents for bill in self.bills)

    def in_words(self) -> str:
        return _("Dues unpaid since %(day)s, %(sum)s in all") % {
            "day": date_only(self.since),
            "sum": euros(self.open_cents),
        }


def add_months(day: date, months: int) -> date:
    """The day of that number so many months later, or the month's last where it has
    none (Act on the calculation of time limits 150/1930, § 3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def proposals(on: date, *, of: Member | None = None) -> list[Proposal]:
    """Who may be deemed to have resigned on that day; nobody where the rules are
    silent. Whoever has been ended already, or pays, is not on the list."""
    months = MembershipRules.current().deemed_after_months
    if months is None:
        return []
    # Months are of unequal length: a few days too many here are put right below.
    latest = add_months(on, -months) + timedelta(days=4)
    behind = Due.objects.overdue(latest).order_by().values("member")
    rows = Membership.objects.on(on).running().filter(member__in=behind)
    if of is not None:
        rows = rows.filter(member=of)
    found = list(rows.select_related("member__municipality").order_by(*IN_ORDER))
    open_of = open_bills(on, of=of) if found else {}
    return [
        Proposal(row.member, row, open_of[row.member_id])
        for row in found
        if add_months(open_of[row.member_id][0].due_on, months) <= on
    ]


def proposal_of(member: Member, *, on: date) -> Proposal | None:
    return next(iter(proposals(on, of=member)), None)


def open_bills(on: date, *, of: Member | None = None) -> dict[int, list[Bill]]:
    """Bills of dues past the due date that are not covered, the oldest first, by the
    key of the member."""
    # One grouping alone: a second one inside it is asked again for each row where
    # PostgreSQL has not yet counted a table that has just grown.
    bills = Bill.objects.overdue(on).filter(purpose=PURPOSE).select_related("due")
    if of is not None:
        bills = bills.filter(due__member=of)
    found: dict[int, list[Bill]] = defaultdict(list)
    for bill in bills.order_by("due_on", "pk"):
        found[bill.due.member_id].append(bill)
    return found
