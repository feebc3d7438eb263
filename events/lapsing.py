"""A place that is not paid in time goes to who waits."""

from datetime import datetime

from django.db import transaction

from accounts import outbox
from events import charging, emails, places, registration
from events.models import Occurrence, Registration
from payments import checkout


def lapse_all(at: datetime) -> str:
    """The timed job. Stripe is asked first: who pays this moment keeps the place."""
    late = Registration.objects.unpaid(at).select_related("bill", "occurrence__event")
    ended = 0
    for row in late:
        if row.bill is not None and checkout.stop(row.bill, at=at):
            ended += lapse(row, at=at)
    return f"Ended {ended} unpaid place(s)."


@transaction.atomic
def lapse(row: Registration, *, at: datetime) -> bool:
    """End an unpaid place and give it to the next. Twice is once."""
    occurrence = Occurrence.objects.locked(row.occurrence)
    late = occurrence.registrations.unpaid(at).locked(row)
    if late is None or occurrence.is_cancelled:
        return False
    late.occurrence = occurrence
    if charging.is_covered(late):
        return False
    registration.end(late, Registration.End.UNPAID, at=at)
    outbox.add(emails.about(late, "lapsed"), key=f"{late.mail_key}-lapsed")
    places.give(occurrence, at=at)
    return True
