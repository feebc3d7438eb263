"""A notice of resignation: when, how, in which words, and from when on it holds."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from association.models import AssociationSettings
from membership.models import Member, MembershipRules, NoticeWay


@dataclass(frozen=True)
class Notice:
    """`came_at` is when it was given; `by` is who recorded it, the member for one
    given on the own page. Only a meeting has minutes."""

    came_at: datetime
    way: NoticeWay
    text: str = ""
    by: User | None = None
    minutes_reference: str = ""

    @property
    def came_on(self) -> date:
        return timezone.localdate(self.came_at)


def effective_day(came_on: date) -> date:
    """The first day without the membership: at once, or after our rules' delay."""
    rules = MembershipRules.current()
    return came_on + timedelta(days=rules.resignation_delay_days)


def words(member: Member) -> str:
    """What the button of the own page says for the member, in the member's language."""
    us = AssociationSettings.current()
    with translation.override(member.language):
        return _(
            "I, %(name)s, member number %(number)d, resign from %(association)s."
        ) % {
            "name": member.full_name,
            "number": member.number,
            "association": us.name or us.short_name or _("the association"),
        }
