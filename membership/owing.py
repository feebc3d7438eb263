"""Who owes a due for a year, and who does not, and why."""

from datetime import date

from django.db.models import Exists, OuterRef

from membership.models import Due, Membership, MembershipRules, Pause, Waiver
from membership.models.membership import MembershipQuerySet
from membership.models.person import PAYING


def memberships_owing(year: int, on: date) -> MembershipQuerySet:
    """The memberships of that day whose members have not been asked yet, and are to
    be: at most one of each member."""
    return lasting_into(year, on).filter(
        ~paused(on),
        was_member_in_time(year),
        ~Exists(Due.objects.filter(member=OuterRef("member"), year=year)),
        ~Exists(Waiver.objects.filter(member=OuterRef("member"), year=year)),
        kind__in=PAYING,
    )


def owes(membership: Membership, year: int) -> bool:
    """Whether the year costs this member something, asked for already or not."""
    if Due.objects.filter(member=membership.member_id, year=year).exists():
        return True
    found = memberships_owing(year, membership.starts_on)
    return found.filter(pk=membership.pk).exists()


def lasting_into(year: int, on: date) -> MembershipQuerySet:
    """Those of that day that are not over before the year begins."""
    return Membership.objects.on(on).lasting_beyond(date(year, 1, 1))


def paused(on: date) -> Exists:
    return Exists(Pause.objects.on(on).filter(member=OuterRef("member")))


def was_member_in_time(year: int) -> Exists:
    """A member for a part of the year at least, from before the day from which new
    members pay nothing."""
    return Exists(
        Membership.objects.lasting_beyond(date(year, 1, 1)).filter(
            member=OuterRef("member"), starts_on__lt=first_free_day(year)
        )
    )


def first_free_day(year: int) -> date:
    """Who becomes a member on this day or later pays nothing for that year."""
    month = MembershipRules.current().new_members_from_month
    return date(year, month, 1) if month else date(year + 1, 1, 1)
