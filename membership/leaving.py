"""How a membership ends: the member resigns (Associations Act § 13), is expelled (§ 14,
§ 15), is deemed to have resigned (§ 15.4) or dies. Nothing ends by itself."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import history, outbox
from accounts.models import User
from association.formats import date_only
from membership import deeming, emails, notices, registering
from membership.deciding import Decision
from membership.models import EndedAs, Ground, Member, Membership
from membership.notices import Notice
from payments.billing import withdraw_bill
from payments.models import Bill


class LeavingError(Exception):
    """What the law or our rules do not allow. The message is shown to the board."""


def resign(member: Member, notice: Notice, *, at: datetime) -> Membership | None:
    """A notice ends the membership on the day our rules say, and cannot be refused.

    Until that day all stays as it is. A second notice changes nothing and answers the
    membership that the first one ended. Earlier debts stay.
    """
    with transaction.atomic():
        member = locked(member)
        running = member.memberships.running().first()
        if running is None:
            return member.last_membership()
        refuse_coming(notice.came_on, at=at)
        running.resigned_at, running.notice_way = notice.came_at, notice.way
        running.notice_text = notice.text.strip()
        if notice.minutes_reference:
            running.minutes_reference = notice.minutes_reference.strip()
            running.decided_on = notice.came_on
        end(running, EndedAs.RESIGNED, notices.effective_day(notice.came_on),
            by=notice.by, at=at)  # fmt: skip
        tell_of_resignation(running, at=at)
        write(running, "member.resigned", at=at, way=notice.way)
    return running


def tell_of_resignation(membership: Membership, *, at: datetime) -> None:
    """To the member, as a proof, and to the board."""
    key = f"resigned-{membership.pk}"
    if membership.member.email:
        outbox.add(emails.resigned(membership, on=timezone.localdate(at)), key=key)
    message = emails.member_resigned(membership, on=timezone.localdate(at))
    if message is not None:
        outbox.add(message, key=f"{key}-board")


def deem_resigned(
    member: Member, decision: Decision, *, give_up_debt: bool, at: datetime
) -> Membership:
    """The board's decision on somebody who is on the list of that day (§ 15.4).

    Whose payment came in before is no longer on it. With `give_up_debt` the decision
    withdraws the unpaid bills, each with an entry of its own; otherwise they stay owed.
    """
    with transaction.atomic():
        member = locked(member)
        refuse_undecided(decision, at=at)
        proposal = locked_proposal(member, on=decision.on)
        membership = proposal.membership
        membership.reason = proposal.in_words()
        decided(membership, decision)
        end(membership, EndedAs.DEEMED_RESIGNED, decision.on, by=decision.by, at=at)
        given_up = give_up(proposal.bills, at=at) if give_up_debt else []
        tell_of_decision(membership, given_up=bool(given_up))
        write(membership, "member.deemed_resigned", at=at)
        for bill in given_up:
            history.write(
                "due.given_up", bill, by=decision.by, at=at,
                decision=membership.minutes_reference,
                facts={"cents": bill.open_cents}, personal={"name": member.full_name},
            )  # fmt: skip
    return membership


def locked_proposal(member: Member, *, on: date) -> deeming.Proposal:
    """As it is once nobody can pay in between."""
    proposal = deeming.proposal_of(member, on=on)
    if proposal is not None:
        keys = [bill.pk for bill in proposal.bills]
        list(Bill.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        proposal = deeming.proposal_of(member, on=on)
    if proposal is None:
        sentence = _("%(name)s is not on the list of %(day)s: nothing was changed.")
        raise LeavingError(sentence % {"name": member.full_name, "day": date_only(on)})
    return proposal


def give_up(bills: list[Bill], *, at: datetime) -> list[Bill]:
    return [withdraw_bill(bill, at=at) for bill in bills]


def expel(
    member: Member,
    decision: Decision,
    *,
    ground: str,
    reason: str,
    hearing_on: date | None,
    at: datetime,
) -> Membership:
    """A decision that says its reason; the member was heard before it, unless the
    ground is unpaid dues (§ 15). It holds from the day of the decision."""
    with transaction.atomic():
        running = running_of(locked(member))
        refuse_unheard(decision, ground, reason, hearing_on)
        refuse_undecided(decision, at=at)
        running.ground, running.reason = ground, reason.strip()
        running.hearing_on = hearing_on
        decided(running, decision)
        end(running, EndedAs.EXPELLED, decision.on, by=decision.by, at=at)
        tell_of_decision(running)
        write(running, "member.expelled", at=at, ground=ground)
    return running


def refuse_unheard(
    decision: Decision, ground: str, reason: str, hearing_on: date | None
) -> None:
    if ground not in Ground.values:
        raise LeavingError(_("Choose the ground of the expulsion."))
    if not reason.strip():
        raise LeavingError(_("Write the reason: the decision must say it (§ 15)."))
    if ground == Ground.UNPAID:
        return
    if hearing_on is None:
        raise LeavingError(
            _(
                "Write the day on which the member was heard: only unpaid dues "
                "need no hearing (§ 15)."
            )
        )
    if hearing_on > decision.on:
        raise LeavingError(_("The member is heard before the decision, not after it."))


def record_death(
    member: Member, *, died_on: date, by: User | None, at: datetime
) -> Membership:
    """The membership ends with the member's life; nobody is written to."""
    with transaction.atomic():
        running = running_of(locked(member))
        refuse_coming(died_on, at=at)
        end(running, EndedAs.DIED, died_on, by=by, at=at)
        write(running, "member.died", at=at)
    return running


# --- What they have in common ---------------------------------------------------------


def locked(member: Member) -> Member:
    return Member.objects.select_for_update(of=("self",)).get(pk=member.pk)


def running_of(member: Member) -> Membership:
    """The membership that nobody has ended, or a sentence that says there is none."""
    running = member.memberships.running().first()
    if running is not None:
        return running
    last = member.last_membership()
    if last is None or last.ends_on is None:
        raise LeavingError(_("%(name)s is no member.") % {"name": member.full_name})
    raise LeavingError(
        _("The membership of %(name)s has been ended already, on %(day)s.")
        % {"name": member.full_name, "day": date_only(last.ends_on)}
    )


def end(
    membership: Membership,
    ended_as: EndedAs,
    on: date,
    *,
    by: User | None,
    at: datetime,
) -> None:
    """It ends on that day, with what hangs on it: pauses, and the role on the day."""
    last = close(membership, ended_as, on, by=by)
    for pause in membership.member.pauses.lasting_beyond(last):
        pause.ends_on = max(last, pause.starts_on)
        pause.save(update_fields=["ends_on"])
    registering.end_role(membership.member.user, on=timezone.localdate(at))


def close(
    membership: Membership, ended_as: EndedAs, on: date, *, by: User | None
) -> date:
    """Answers the first day without it."""
    last = max(on, membership.starts_on)
    membership.ended_as, membership.decided_by = ended_as, by
    membership.ends_on = last
    membership.save()
    return last


def decided(membership: Membership, decision: Decision) -> None:
    membership.decided_on = decision.on
    membership.minutes_reference = decision.minutes_reference.strip()


def refuse_coming(day: date, *, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise LeavingError(_("The day is in the future."))


def refuse_undecided(decision: Decision, *, at: datetime) -> None:
    if not decision.minutes_reference.strip():
        raise LeavingError(_("Write where the decision is in the minutes."))
    refuse_coming(decision.on, at=at)


def tell_of_decision(membership: Membership, *, given_up: bool = False) -> None:
    if membership.member.email:
        message = emails.membership_ended(membership, given_up=given_up)
        outbox.add(message, key=f"membership-ended-{membership.pk}")


def write(membership: Membership, verb: str, *, at: datetime, **facts: str) -> None:
    """Last of all: the end of the history stays locked until we commit."""
    member = membership.member
    history.write(
        verb,
        member,
        by=membership.decided_by,
        at=at,
        decision=membership.minutes_reference,
        facts={"kind": membership.kind, "ends_on": membership.ends_on, **facts},
        personal={"name": member.full_name, "reason": membership.reason},
    )
