"""Reminding of what is open: two weeks before the due date, on it, two weeks and thirty
days after it.

Each step once, in the transaction that writes it down. After a pause of the worker only
the newest step is made up for. The mail is written when it is sent: who has paid
meanwhile gets none, and who has paid a part reads what is open then.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import batched, pairwise

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from accounts import outbox
from payments import emails, purposes
from payments.models import Bill, Reminder, Step
from payments.models.bill import BillQuerySet

PREFIX = "bill-reminder-"
AT_ONCE = 500


def remind_all(at: datetime) -> str:
    """The timed job."""
    added = sum(
        remind_step(step, keys, at=at)
        for step, bills in fallen_due(timezone.localdate(at))
        for keys in batched(bills.values_list("pk", flat=True), AT_ONCE, strict=False)
    )
    return f"Added {added} reminder(s)."


def fallen_due(on: date) -> Iterator[tuple[Step, BillQuerySet]]:
    """Each step with the open bills of which it is the newest, and not done yet."""
    for step, following in pairwise([*Step, None]):
        assert step is not None  # noqa: S101 - for the type checker
        bills = to_remind().filter(due_on__lte=on - timedelta(days=step))
        if following is not None:
            bills = bills.filter(due_on__gt=on - timedelta(days=following))
        done = Reminder.objects.filter(step__gte=step).order_by().values("bill")
        yield step, bills.exclude(pk__in=done).order_by("pk")


def to_remind() -> BillQuerySet:
    """Open bills of the purposes whose payers are reminded, and have an address."""
    keys = [purpose.key for purpose in purposes.reminded()]
    return Bill.objects.uncovered().filter(purpose__in=keys).exclude(payer_email="")


def remind_step(step: Step, keys: tuple[int, ...], *, at: datetime) -> int:
    """The reminders of that step for these bills, as they are now; answers how many."""
    on = timezone.localdate(at)
    with transaction.atomic():
        list(Bill.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        bills = [bill for bill in to_remind().filter(pk__in=keys) if is_due(bill, step)]
        alone = left_alone(bills, on)
        done = set(
            Reminder.objects.filter(bill__in=bills, step__gte=step)
            .order_by()
            .values_list("bill", flat=True)
        )
        rows = [
            Reminder(bill=bill, step=step, made_at=at)
            for bill in bills
            if bill.pk not in alone | done
        ]
        Reminder.objects.bulk_create(rows)
        outbox.plan((planned(row) for row in rows), at=at)
    return len(rows)


def is_due(bill: Bill, step: Step) -> bool:
    """Whoever got the bill on that day or later has just read what it says."""
    return bill.due_on + timedelta(days=step) > timezone.localdate(bill.created_at)


def left_alone(bills: list[Bill], on: date) -> set[int]:
    """Keys of the bills whose payers are left alone, as their purposes say."""
    return {
        pk
        for purpose in purposes.reminded()
        for pk in purpose.spared(
            [bill for bill in bills if bill.purpose == purpose.key], on
        )
    }


def planned(row: Reminder) -> outbox.Planned:
    subject = emails.planned_subject(row.bill)
    return outbox.Planned(row.mail_key, row.bill.payer_email, subject)


def write(key: str, at: datetime) -> EmailMessage | None:
    """The mail as it is sent; none when it is paid, or when a newer step waits, too."""
    pk, step = key.removeprefix(PREFIX).split("-", 1)
    bill = to_remind().filter(pk=pk).first()
    if bill is None or bill.reminders.filter(step__gt=step).exists():
        return None
    on = timezone.localdate(at)
    if left_alone([bill], on):
        return None
    return emails.reminder(bill, on=on)
