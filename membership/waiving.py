"""The board lets a member off the due of a year: a decision with its reason."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import history
from accounts.models import User
from membership.models import Due, Member, Waiver
from payments.billing import withdraw_bill
from payments.models import Bill

WAIVED = "due.waived"


class WaivingError(Exception):
    """A waiver we refuse to record. The message is shown to the board."""


def waive(
    member: Member,
    year: int,
    *,
    reason: str,
    decided_on: date,
    minutes_reference: str,
    by: User | None,
    at: datetime,
) -> Waiver:
    """No due is asked for that year; the bill of one that was asked is withdrawn.

    What has been paid is given back first, by the treasurer. A waiver that is there
    stays as it is.
    """
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=member.pk)
        known = member.waivers.filter(year=year).first()
        if known is not None:
            return known
        withdraw_due(member, year, at=at)
        waiver = member.waivers.create(
            year=year,
            reason=reason.strip(),
            decided_on=decided_on,
            minutes_reference=minutes_reference.strip(),
            decided_by=by,
            made_at=at,
        )
        history.write(
            WAIVED, member, by=by, at=at, decision=waiver.minutes_reference,
            facts={"year": year, "decided_on": decided_on},
            personal={"name": member.full_name, "reason": waiver.reason},
        )  # fmt: skip
    return waiver


def withdraw_due(member: Member, year: int, *, at: datetime) -> None:
    due = Due.objects.filter(member=member, year=year).first()
    if due is None:
        return
    bill = Bill.objects.select_for_update().get(pk=due.bill_id)
    if bill.paid_cents:
        raise WaivingError(
            _(
                "%(name)s has paid for %(year)d. Let the treasurer give the money back "
                "first; then the due can be waived."
            )
            % {"name": member.full_name, "year": year}
        )
    withdraw_bill(bill, at=at)
