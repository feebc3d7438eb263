"""My page: the bills sent to the address of whoever is signed in."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import my_page
from accounts.models import User
from accounts.my_page import Section
from payments.models import Bill

SHOWN = 20


def my_bills(request: HttpRequest) -> dict[str, object] | None:
    """None for who has never had a bill."""
    if not isinstance(request.user, User):
        return None
    bills = Bill.objects.of_payer(request.user.email).with_state()
    listed = list(bills[:SHOWN])
    if not listed:
        return None
    today = timezone.localdate()
    return {"rows": [(bill, _state(bill, today)) for bill in listed]}


def _state(bill: Bill, today: date) -> str:
    if bill.withdrawn_at is not None:
        return "withdrawn"
    if bill.is_covered:
        return "paid"
    return "overdue" if bill.is_overdue(today) else "open"


def register_all() -> None:
    my_page.register(
        Section(
            key="bills",
            order=300,
            title=_("Payments"),
            template="payments/section_bills.html",
            context=my_bills,
        )
    )
