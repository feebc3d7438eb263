"""What the treasurer must hear at once."""

from datetime import datetime

from django.utils import timezone

from accounts import outbox
from accounts.models import Officer
from payments import emails
from payments.models import BooksDifference, Payment


def unmatched_money(payment: Payment, *, at: datetime) -> None:
    """Write to the treasurer of the day that money waits for a bill."""
    to = _treasurer(at)
    if to is not None:
        message = emails.unmatched(payment, *to)
        outbox.add(message, key=f"unmatched-{payment.pk}")


def books_differ(new: list[BooksDifference], *, at: datetime) -> None:
    """The same of what the nightly proof has found and had not found before."""
    to = _treasurer(at)
    if to is not None:
        message = emails.books_differ(new, *to)
        outbox.add(message, key=f"books-differ-{new[0].pk}")


def _treasurer(at: datetime) -> tuple[str, str] | None:
    """Address and language; without one, the admin shows it in any case."""
    treasurer = Officer.objects.holding("treasurer", on=timezone.localdate(at))
    if treasurer is None or not treasurer.email:
        return None
    return treasurer.email, treasurer.user.language if treasurer.user else "fi"
