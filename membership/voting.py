"""Who has a vote on a day, and why others have not (Associations Act § 25)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from association.formats import date_only
from membership.models import Due, EndedAs, Kind, Member, Membership, MembershipRules
from membership.models.due import PURPOSE
from payments.models import Bill

# Former members of this long ago are named among those without a vote; earlier ones
# would only make the list long.
NAMED_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """A member on the list; `reason` is why there is no vote, empty where there is."""

    member: Member
    reason: str = ""


@dataclass
class VoterList:
    """Of a day: who has a vote, and who has not."""

    on: date
    voters: list[Row] = field(default_factory=list)
    excluded: list[Row] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        yield from self.voters
        yield from self.excluded


def voter_list(on: date) -> VoterList:
    """All members of that day and who left in the year before it or came later, by
    name, with the reason of each who has no vote."""
    rules = MembershipRules.current()
    found = VoterList(on)
    unpaid = unpaid_members(on, rules)
    lasting = Membership.objects.lasting_beyond(on - NAMED_FOR).order_by()
    members = Member.objects.filter(pk__in=lasting.values("member"))
    members = members.with_memberships().prefetch_related("pauses").in_order()
    for member in members:
        reason = why_not(member, on, rules, is_unpaid=member.pk in unpaid)
        (found.excluded if reason else found.voters).append(Row(member, reason))
    return found


def why_not(
    member: Member, on: date, rules: MembershipRules, *, is_unpaid: bool
) -> str:
    """The first reason that takes the vote away, or nothing."""
    membership = member.membership(on)
    if membership is None:
        return why_no_member(member, on)
    is_honorary = membership.kind == Kind.HONORARY
    is_paused = any(one.is_on(on) for one in member.pauses.all())
    under_age = _("Under %(years)d years old") % {"years": rules.voting_age}
    causes = [
        (membership.kind == Kind.SUPPORTING, Kind.SUPPORTING.label),
        (is_honorary and not rules.honorary_may_vote, Kind.HONORARY.label),
        (is_under_age(member, on, rules), under_age),
        (is_paused and not rules.paused_may_vote, _("On a pause")),
        (is_unpaid, _("Dues are unpaid")),
    ]
    return next((str(cause) for applies, cause in causes if applies), "")


def why_no_member(member: Member, on: date) -> str:
    before = [one for one in member.memberships.all() if one.starts_on <= on]
    if not before:
        first = min(one.starts_on for one in member.memberships.all())
        return _("A member only from %(day)s on") % {"day": date_only(first)}
    last = before[-1]
    assert last.ends_on is not None  # noqa: S101 - it is over
    return _("%(how)s, ended on %(day)s") % {
        "how": EndedAs(last.ended_as).label,
        "day": date_only(last.ends_on),
    }


def is_under_age(member: Member, on: date, rules: MembershipRules) -> bool:
    """Only of who is young do we hold a date of birth."""
    if member.born_on is None or not rules.voting_age:
        return False
    return birthday(member.born_on, rules.voting_age) > on


def birthday(born_on: date, years: int) -> date:
    """The day on which somebody becomes so old; who was born on 29 February does so on
    1 March of a common year."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def unpaid_members(on: date, rules: MembershipRules) -> set[int]:
    """Keys of the members with a due that was unpaid on that day for longer than the
    rules allow; nobody where the rules are silent."""
    days = rules.voting_needs_paid_dues_after_days
    if days is None:
        return set()
    bills = Bill.objects.filter(
        purpose=PURPOSE, withdrawn_at=None, due_on__lt=on - timedelta(days=days)
    ).annotate(
        paid_then=Coalesce(Sum("allocations__amount_cents", filter=known(on)), 0)
    )
    open_then = bills.filter(paid_then__lt=F("amount_cents")).order_by()
    dues = Due.objects.with_bill_among(open_then)
    return set(dues.order_by().values_list("member", flat=True))


def known(on: date) -> Q:
    """Money that was paid by the end of that day, also when the bank told it later, and
    not taken back by then."""
    end = timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    return Q(
        allocations__amount_cents__gt=0, allocations__payment__paid_at__lt=end
    ) | Q(allocations__amount_cents__lt=0, allocations__created_at__lt=end)
