"""What a place costs: a bill like any other, asked when the place is given.

A place that is not paid in time goes to who waits. Locks are taken in one order: the
occurrence, the registration, the bill; whoever records money holds the bill alone.
"""

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy, ngettext

from accounts import outbox
from association import formats
from events import emails
from events.models import Occurrence, Registration
from payments import purposes
from payments.billing import Payer, raise_bill, withdraw_bill
from payments.models import Bill
from payments.purposes import Purpose

PURPOSE = "event"


def ask(row: Registration, *, at: datetime) -> None:
    """The bill of a place that was just given, unless it is free or paid already."""
    event = row.occurrence.event
    if not event.price_cents or row.is_paid or _is_asked(row):
        return
    row.pay_by = min(at + timedelta(hours=event.pay_within), row.occurrence.starts_at)
    row.bill = _bill(row, at=at)
    row.save(update_fields=["pay_by", "bill"])


def ask_anew(row: Registration, *, at: datetime) -> None:
    """Another number of people is another bill; the time to pay stays."""
    if row.bill is not None and row.has_place:
        withdraw(row, at=at)
        row.bill = _bill(row, at=at)
        row.save(update_fields=["bill"])


def _is_asked(row: Registration) -> bool:
    bill = row.bill if row.pay_by is not None else None
    return bill is not None and bill.withdrawn_at is None


def _bill(row: Registration, *, at: datetime) -> Bill:
    occurrence = row.occurrence
    # A bill is asked once for each reason, and is never changed.
    earlier = Bill.objects.filter(
        purpose=PURPOSE, subject_key__startswith=f"{row.pk}-"
    ).count()
    return raise_bill(
        purpose=PURPOSE,
        subject_key=f"{row.pk}-{earlier + 1}",
        payer=Payer(row.name, row.email, row.language),
        amount_cents=occurrence.event.price_cents * row.party_size,
        due_on=timezone.localdate(row.pay_by or at),
        at=at,
        facts={
            "name": {code: _name(occurrence, code) for code in ("fi", "sv", "en")},
            "day": occurrence.start_day.isoformat(),
            "people": row.party_size,
        },
    )


def _name(occurrence: Occurrence, language: str) -> str:
    with translation.override(language):
        return occurrence.name


def withdraw(row: Registration, *, at: datetime) -> None:
    """Ask no longer for what is not paid. What is paid stays on its bill."""
    if row.bill is None:
        return
    if not is_covered(row):
        withdraw_bill(row.bill, at=at)


def is_covered(row: Registration) -> bool:
    """Whether it is paid, with its bill locked until the transaction ends."""
    if row.bill is None:
        return False
    return Bill.objects.select_for_update().get(pk=row.bill.pk).is_covered


def covered(bill: Bill, _at: datetime) -> None:
    """Paid: the place stays."""
    Registration.objects.filter(bill=bill).update(pay_by=None)


def reopened(bill: Bill, at: datetime) -> None:
    """The money went back. Who still comes is asked for it anew; nobody else is."""
    rows = Registration.objects.with_place().select_related("occurrence__event")
    row = rows.filter(bill=bill).first()
    occurrence = row.occurrence if row else None
    if row is None or occurrence is None or occurrence.is_cancelled:
        withdraw_bill(bill, at=at)
        return
    if occurrence.starts_at <= at:
        return
    wait = timedelta(hours=occurrence.event.pay_within)
    row.pay_by = min(at + wait, occurrence.starts_at)
    row.save(update_fields=["pay_by"])
    mail = emails.about(row, "unpaid_again")
    outbox.add(mail, key=f"{row.mail_key}-unpaid-{at.isoformat()}")


def title(bill: Bill) -> str:
    names = bill.facts.get("name", {})
    code = (translation.get_language() or "fi")[:2]
    day = formats.date_only(datetime.fromisoformat(bill.facts["day"]).date())
    return f"{names.get(code) or names.get('fi', '')} {day}"


def note(bill: Bill) -> str:
    count = int(bill.facts.get("people", 1))
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def register() -> None:
    purposes.register(
        Purpose(
            key=PURPOSE,
            title=title,
            covered=covered,
            reopened=reopened,
            note=note,
            name=gettext_lazy("Taking part in an event"),
            income_role="event_income",
        )
    )
