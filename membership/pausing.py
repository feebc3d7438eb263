"""A pause: a while in which a member is asked for no due, as has been decided."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import history
from accounts.models import User
from association.formats import date_only
from membership import leaving
from membership.deciding import Decision
from membership.leaving import LeavingError
from membership.models import Member, Pause


def pause(
    member: Member,
    decision: Decision,
    *,
    starts_on: date,
    ends_on: date | None,
    reason: str = "",
    at: datetime,
) -> Pause:
    """A pause from a day on, to the day before `ends_on` or until somebody ends it.
    Dues that were asked for before stay owed."""
    with transaction.atomic():
        member = leaving.locked(member)
        leaving.running_of(member)
        leaving.refuse_undecided(decision, at=at)
        refuse_days(member, starts_on, ends_on)
        row = member.pauses.create(
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason.strip(),
            decided_on=decision.on,
            minutes_reference=decision.minutes_reference.strip(),
            decided_by=decision.by,
        )
        write(row, "member.paused", by=decision.by, at=at)
    return row


def refuse_days(member: Member, starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on <= starts_on:
        raise LeavingError(_("The pause ends after it starts."))
    others = member.pauses.lasting_beyond(starts_on)
    if ends_on is not None:
        others = others.filter(starts_on__lt=ends_on)
    other = others.first()
    if other is not None:
        raise LeavingError(
            _("There is a pause from %(day)s on already.")
            % {"day": date_only(other.starts_on)}
        )


def end_pause(row: Pause, *, on: date, by: User | None, at: datetime) -> Pause:
    """The member goes on from that day; one that has not begun is called off. What is
    over already stays as it was."""
    with transaction.atomic():
        leaving.locked(row.member)
        row.refresh_from_db()
        if row.ends_on is not None and row.ends_on <= on:
            return row
        row.ends_on = max(on, row.starts_on)
        row.save(update_fields=["ends_on"])
        write(row, "member.pause_ended", by=by, at=at)
    return row


def write(row: Pause, verb: str, *, by: User | None, at: datetime) -> None:
    history.write(
        verb,
        row.member,
        by=by,
        at=at,
        decision=row.minutes_reference,
        facts={"starts_on": row.starts_on, "ends_on": row.ends_on},
        personal={"name": row.member.full_name, "reason": row.reason},
    )
