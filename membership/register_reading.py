"""The members' right to see the list of members (Associations Act § 11): full name and
home municipality of those who are members now, nothing else, and not in secret."""

from datetime import date, datetime

from django.utils import timezone

from accounts.models import User
from membership.models import Member, RegisterReading
from membership.models.member import MemberQuerySet


def may_read(user: User, on: date) -> bool:
    """Members of today, and nobody else."""
    return Member.objects.of_user(user).current(on).exists()


def listed(on: date, words: str = "") -> MemberQuerySet:
    """The members of that day by name; with words, those whose name has them all."""
    members = Member.objects.current(on).select_related("municipality")
    return members.called(words).in_order()


def note(user: User, at: datetime) -> None:
    """Write down that somebody has looked, once a day."""
    RegisterReading.objects.get_or_create(
        user=user, read_on=timezone.localdate(at), defaults={"read_at": at}
    )
