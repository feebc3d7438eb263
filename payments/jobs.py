"""What the worker does with money: it compares with Stripe, reminds, proves the
books, and clears away what was laid aside."""

from datetime import datetime, time, timedelta

from accounts import outbox
from accounts.timed_jobs import Job, register
from payments import reminding
from payments.bank import leftovers
from payments.proving import prove
from payments.reconciling import reconcile
from payments.stripe_client import is_configured


class DifferenceError(Exception):
    """Our rows and Stripe's differ; the message names them."""


def reconcile_hourly(at: datetime) -> str:
    if not is_configured():
        return "Stripe is not in use."
    report = reconcile(at=at)
    if report.differences:
        raise DifferenceError("; ".join(report.differences))
    return str(report)


def register_all() -> None:
    register(Job("reconcile-stripe", reconcile_hourly, every=timedelta(hours=1)))
    register(Job("verify-books", lambda at: prove(at=at), at=time(3, 30)))
    register(Job("bank-leftovers", leftovers.remove, at=time(4)))
    register(Job("bill-reminders", reminding.remind_all, at=time(9)))
    outbox.write_when_sent(reminding.PREFIX, reminding.write)
