"""Asking somebody to pay, once for each reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from payments import purposes, references
from payments.models import Bill

TRIES = 5
AT_ONCE = 500


@dataclass(frozen=True)
class Payer:
    """Who is asked to pay, and in which language (fi, sv, en)."""

    name: str
    email: str
    language: str = "fi"


def raise_bill(
    *,
    purpose: str,
    subject_key: str,
    payer: Payer,
    amount_cents: int,
    due_on: date,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> Bill:
    """The bill for this purpose and subject, made unless it is there already.

    One that is there stays as it is, also when the price has changed since. `facts`
    are what the purpose needs to name the bill; no mail is sent (payments/emails.py
    writes one for whoever wants to).
    """
    purposes.find(purpose)
    with transaction.atomic():
        known = Bill.objects.filter(purpose=purpose, subject_key=subject_key).first()
        if known is not None:
            return known
        bill = Bill(
            purpose=purpose,
            subject_key=subject_key,
            payer_name=payer.name,
            payer_email=payer.email,
            language=payer.language,
            amount_cents=amount_cents,
            due_on=due_on,
            created_at=at,
            facts=dict(facts or {}),
        )
        return _save(bill)


@dataclass(frozen=True)
class Wanted:
    """A bill to be made with many others of one purpose."""

    subject_key: str
    payer: Payer
    amount_cents: int
    facts: Mapping[str, object]


def raise_bills(
    wanted: Iterable[Wanted], *, purpose: str, due_on: date, at: datetime
) -> list[Bill]:
    """Bills for subjects that have none yet, all or none, in a few questions.

    Call it inside the transaction that made the subjects: whoever could make a second
    bill for one waits for it.
    """
    purposes.find(purpose)
    rows = [
        Bill(
            purpose=purpose,
            subject_key=one.subject_key,
            payer_name=one.payer.name,
            payer_email=one.payer.email,
            language=one.payer.language,
            amount_cents=one.amount_cents,
            due_on=due_on,
            created_at=at,
            facts=dict(one.facts),
        )
        for one in wanted
    ]
    for bill, reference in zip(rows, free_references(len(rows)), strict=True):
        bill.reference = reference
    return Bill.objects.bulk_create(rows, batch_size=AT_ONCE)


def free_references(number: int) -> list[str]:
    """So many references that no bill has, each another."""
    free: set[str] = set()
    while len(free) < number:
        drawn = {references.new_reference() for _each in range(number - len(free))}
        used = Bill.objects.filter(reference__in=drawn).order_by()
        free |= drawn - set(used.values_list("reference", flat=True))
    return sorted(free)


def _save(bill: Bill) -> Bill:
    """Insert it, with another reference where that one is taken."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                bill.save()
        except IntegrityError:
            same = Bill.objects.filter(
                purpose=bill.purpose, subject_key=bill.subject_key
            ).first()
            if same is not None:
                return same  # somebody else raised it at the same time
            if not Bill.objects.filter(reference=bill.reference).exists():
                raise
            bill.reference = references.new_reference()
        else:
            return bill
    raise RuntimeError("No free reference number was found.")


def withdraw_bill(bill: Bill, *, at: datetime) -> Bill:
    """Ask no longer. Money that still comes waits for the treasurer."""
    with transaction.atomic():
        bill = Bill.objects.select_for_update().get(pk=bill.pk)
        if bill.withdrawn_at is None:
            bill.withdrawn_at = at
            bill.save(update_fields=["withdrawn_at"])
    return bill
