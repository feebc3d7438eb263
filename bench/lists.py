"""The lists and pages of the board and the treasurer with a hundred thousand members.

Dues of two years have been asked for; of the first most are paid. Each page is asked
a few times and the quickest answer counts; how often it asks the database is counted,
and must be the same as it is with none of the rows.

    python -m bench.lists
"""

import os
import sys
import time
from datetime import UTC, date, datetime
from typing import Any

from bench.many_members import AT_ONCE, on_both

YEARS = (2027, 2028)
PAID_OF_TEN = 9
MOST_MS = 300
ASKED = 3


def cases() -> dict[str, str]:
    """{what: the address}"""
    from django.urls import reverse

    members, dues, bills = (
        reverse(f"{name}:index") for name in ("members", "dues", "payments_bills")
    )
    return {
        "members": members,
        "members, a name": f"{members}?q=harju+4711",
        "members, many names": f"{members}?q=satu",
        "members, now": f"{members}?state=current",
        "members, supporting": f"{members}?kind=supporting",
        "members, page 1000": f"{members}?p=1000",
        "dues": dues,
        "dues, unpaid": f"{dues}?state=unpaid&year=2028",
        "dues, overdue": f"{dues}?state=overdue",
        "dues of a year": reverse("raise_dues:year", args=[YEARS[-1]]),
        "bills": bills,
        "bills, open": f"{bills}?state=open",
        "bills, a reference": f"{bills}?q=1234561",
        "statistics": reverse("member_statistics:index"),
        "admin's front page": reverse("wagtailadmin_home"),
    }


def pay_most() -> None:
    """Bank payments of the first year's bills, each on its bill."""
    from payments.models import Allocation, Bill, Payment, Provider

    at = datetime(YEARS[0], 2, 1, tzinfo=UTC)
    bills = Bill.objects.filter(due__year=YEARS[0]).order_by("pk")
    last = 0
    while chosen := list(bills.filter(pk__gt=last)[:AT_ONCE]):
        last = chosen[-1].pk
        paid = [bill for bill in chosen if bill.pk % 10 < PAID_OF_TEN]
        payments = Payment.objects.bulk_create(
            Payment(
                provider=Provider.BANK, provider_id=f"line-{bill.pk}",
                amount_cents=bill.amount_cents, currency="eur", paid_at=at,
                recorded_at=at, livemode=False,
            )
            for bill in paid
        )  # fmt: skip
        Allocation.objects.bulk_create(
            Allocation(payment=payment, bill=bill, amount_cents=bill.amount_cents,
                       created_at=at)
            for payment, bill in zip(payments, paid, strict=True)
        )  # fmt: skip


def client() -> Any:
    from django.conf import settings
    from django.test import Client

    from accounts.models import User

    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    administrator, _is_new = User.objects.get_or_create(
        email="bench@esimerkki.example",
        defaults={"is_staff": True, "is_superuser": True, "password": "!"},
    )
    browser = Client(headers={"host": "localhost"})
    browser.force_login(administrator)
    return browser


def asked(browser: Any, address: str) -> tuple[float, int]:
    """Milliseconds of the quickest answer, and how often it asked the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for _ in range(ASKED):
        with CaptureQueriesContext(connection) as queries:
            started = time.perf_counter()
            answer = browser.get(address)
            taken.append(time.perf_counter() - started)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return min(taken) * 1000, len(queries)


def measure() -> bool:
    import django

    django.setup()
    from bench.many_members import analyze
    from membership import raising

    for year in YEARS:
        at = datetime(year, 1, 2, 9, tzinfo=UTC)
        raising.raise_dues(year, at=at, due_on=date(year, 1, 31))
    pay_most()
    analyze()
    browser, is_good = client(), True
    for name, address in cases().items():
        took, questions = asked(browser, address)
        is_good &= took < MOST_MS
        print(
            f"{os.environ['BENCH_DATABASE']:12}{name:22}{took:8.0f} ms "
            f"{questions:4} questions  {'' if took < MOST_MS else 'NOT REACHED'}",
            flush=True,
        )
    return is_good


def main() -> int:
    if sys.argv[1:] == ["measure"]:
        return 0 if measure() else 1
    return 0 if on_both("bench.lists") else 1


if __name__ == "__main__":
    sys.exit(main())
