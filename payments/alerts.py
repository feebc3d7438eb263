"""What the treasurer must hear at once."""

from datetime import datetime

from django.utils import timezone

from accounts import outbox
from accounts.models import Officer
from payments import emails
from payments.models import Payment


def unmatched_money(payment: Payment, *, at: datetime) -> None:
    """Write to the treasurer of the day that money waits for a bill."""
    treasurer = Officer.objects.holding("treasurer", on=timezone.localdate(at))
    if treasurer is None or not treasurer.email:
        return  # the admin's front page shows it in any case
    language = treasurer.user.language if treasurer.user else "fi"
    message = emails.unmatched(payment, treasurer.email, language)
    outbox.add(message, key=f"unmatched-{payment.pk}")
