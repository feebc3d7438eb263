"""Dues: what a member pays for a year, asked once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.models import Due, DueRate, Kind, Membership
from membership.models.due import PURPOSE
from payments import emails as payment_emails
from payments.billing import Payer, raise_bill
from payments.models import Bill

TIME_TO_PAY = timedelta(days=30)
MAIL = "due-"


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
    has changed since. The run of a year is `membership.raising`.
    """
    member = membership.member
    with transaction.atomic():
        known = Due.objects.filter(member=member, year=year).select_related("bill")
        due = known.first()
        if due is None:
            due = make_due(membership, year, at=at)
        return due, due.bill


def make_due(membership: Membership, year: int, *, at: datetime) -> Due:
    due = Due(
        member=membership.member,
        year=year,
        kind=membership.kind,
        amount_cents=rate(membership.kind, year),
        raised_at=at,
    )
    bill = raise_bill(
        purpose=PURPOSE,
        subject_key=due.subject_key,
        payer=payer_of(due),
        amount_cents=due.amount_cents,
        due_on=timezone.localdate(at) + TIME_TO_PAY,
        at=at,
        facts=facts_of(due),
    )
    made, _is_new = Due.objects.get_or_create(
        member=due.member,
        year=year,
        defaults={
            "kind": due.kind, "amount_cents": due.amount_cents, "raised_at": at,
            "bill": bill,
        },
    )  # fmt: skip
    return made


def payer_of(due: Due) -> Payer:
    member = due.member
    return Payer(member.full_name, member.email, member.language)


def facts_of(due: Due) -> dict[str, object]:
    """What the bill's name and note are made of."""
    return {"year": due.year, "kind": due.kind, "number": due.member.number}


def bills_of(dues: Iterable[Due]) -> dict[int, Bill]:
    """The bills of these dues with their sums, by the due's key, in one question."""
    by_bill = {due.bill_id: due.pk for due in dues}
    bills = Bill.objects.filter(pk__in=by_bill).with_state()
    return {by_bill[bill.pk]: bill for bill in bills}


def mail_key(due: Due) -> str:
    return f"{MAIL}{due.pk}"


def write_mail(key: str, at: datetime) -> EmailMessage | None:
    """The mail of a run's bill, as it is sent; none for what nobody has to pay."""
    bill = Bill.objects.get(due__pk=key.removeprefix(MAIL))
    is_to_pay = bill.withdrawn_at is None and not bill.is_covered
    return payment_emails.bill(bill) if is_to_pay and bill.payer_email else None
