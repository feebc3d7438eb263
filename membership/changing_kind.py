"""A member becomes one of another kind, as has been decided."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import history
from association.formats import date_only
from membership import leaving
from membership.deciding import Decision
from membership.leaving import LeavingError
from membership.models import EndedAs, Kind, Member, Membership


def change_kind(
    member: Member, kind: str, decision: Decision, *, at: datetime
) -> Membership:
    """From the day of the decision a membership of the other kind; answers it.

    The due of the year stays as it was asked. An honorary member is asked for none of
    later years.
    """
    with transaction.atomic():
        member = leaving.locked(member)
        running = leaving.running_of(member)
        refuse(running, kind, decision)
        leaving.refuse_undecided(decision, at=at)
        leaving.decided(running, decision)
        leaving.close(running, EndedAs.CHANGED_KIND, decision.on, by=decision.by)
        new = member.memberships.create(kind=kind, starts_on=decision.on)
        history.write(
            "member.kind_changed",
            member,
            by=decision.by,
            at=at,
            decision=running.minutes_reference,
            facts={"from": running.kind, "to": new.kind, "on": decision.on},
            personal={"name": member.full_name},
        )
    return new


def refuse(running: Membership, kind: str, decision: Decision) -> None:
    if kind not in Kind.values or kind == running.kind:
        raise LeavingError(
            _("%(name)s is of that kind already.") % {"name": running.member.full_name}
        )
    if decision.on < running.starts_on:
        sentence = _(
            "The membership began on %(day)s: the decision is of that day or later."
        )
        raise LeavingError(sentence % {"day": date_only(running.starts_on)})
