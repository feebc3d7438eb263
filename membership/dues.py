"""Dues: what a member pays for a year, asked once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import outbox
from membership.models import Due, DueRate, Kind, Member, Membership
from membership.models.due import PURPOSE
from payments import emails as payment_emails
from payments.billing import Payer, raise_bill
from payments.models import Bill

TIME_TO_PAY = timedelta(days=30)


class NoRateError(Exception):
    """No meeting has decided what this kind of member pays that year."""


def rate(kind: str, year: int) -> int:
    """Cents a year, as the latest decision says."""
    try:
        return DueRate.objects.of_year(year)[kind]
    except KeyError:
        name = Kind(kind).label
        sentence = _("No due has been decided for %(kind)s in %(year)d.")
        raise NoRateError(sentence % {"kind": name, "year": year}) from None


def raise_due(membership: Membership, year: int, *, at: datetime) -> tuple[Due, Bill]:
    """The member's due for the year and its bill, made unless they are there.

    A due that is there stays as it is, also when the price or the kind of membership
    has changed since.
    """
    member = membership.member
    with transaction.atomic():
        due = Due.objects.filter(member=member, year=year).first()
        if due is None:
            due, _is_new = Due.objects.get_or_create(
                member=member,
                year=year,
                defaults={
                    "kind": membership.kind,
                    "amount_cents": rate(membership.kind, year),
                    "raised_at": at,
                },
            )
        return due, bill_of(due, at=at)


def bill_of(due: Due, *, at: datetime) -> Bill:
    member = due.member
    return raise_bill(
        purpose=PURPOSE,
        subject_key=due.subject_key,
        payer=Payer(member.full_name, member.email, member.language),
        amount_cents=due.amount_cents,
        due_on=timezone.localdate(at) + TIME_TO_PAY,
        at=at,
        facts={"year": due.year, "kind": due.kind, "number": member.number},
    )


def missing(year: int, *, on: date) -> list[Membership]:
    """Memberships of that day without a due for the year, of those who owe one."""
    owing = Member.objects.to_be_billed(year, on=on).order_by().values("pk")
    memberships = Membership.objects.on(on).filter(member__in=owing)
    memberships = memberships.exclude(member__dues__year=year)
    in_order = memberships.order_by("member__name_key", "member__number")
    return list(in_order.select_related("member"))


def ask_due(membership: Membership, year: int, *, at: datetime) -> bool:
    """One member's due, bill and mail in one transaction; answers whether a mail is
    new. Who has no address gets the bill on paper, from the admin."""
    with transaction.atomic():
        due, bill = raise_due(membership, year, at=at)
        if not bill.payer_email:
            return False
        return outbox.add(payment_emails.bill(bill), key=f"due-{due.pk}")


def raise_dues(year: int, *, at: datetime) -> int:
    """The yearly run, for whoever is a member now; answers how many dues are new."""
    found = missing(year, on=timezone.localdate(at))
    for kind in {membership.kind for membership in found}:
        rate(kind, year)  # refuse before the first mail
    for membership in found:
        ask_due(membership, year, at=at)
    return len(found)


def bills_of(dues: Iterable[Due]) -> dict[int, Bill]:
    """The bills of these dues with their sums, by the due's key, in one question."""
    keys = [due.subject_key for due in dues]
    bills = Bill.objects.for_subjects(PURPOSE, keys).with_state()
    return {int(bill.subject_key): bill for bill in bills}
