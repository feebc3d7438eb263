"""Random histories of bills and money: whatever happens, in whatever order, however
often and wherever it breaks off, the books balance and the proof finds nothing.

Stripe is its objects as they are now (`SessionFacts` and the others), which the real
recording reads: they reach us in any order, again and again, or break off half-way.
"""

import random
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from payments import receipts, verifying
from payments.allocating import allocate
from payments.billing import withdraw_bill
from payments.books import Books
from payments.checkout import find_or_begin
from payments.journal import balances, postings
from payments.models import (
    Account,
    Allocation,
    BankLine,
    Bill,
    Fee,
    LineEntry,
    Payment,
    PaymentAttempt,
    Receipt,
    TakenBack,
)
from payments.settling import settle
from payments.stripe_facts import (
    DisputeFacts,
    MovementFacts,
    RefundFacts,
    SessionFacts,
)
from payments.taking_back import record_dispute, record_refund
from tests.support.bank import make_line
from tests.support.books import moment
from tests.support.payments import make_bill, register_workshop
from tests.support.soak import SOAK

pytestmark = pytest.mark.django_db

START = moment("1.12.2026")
CENTS = st.integers(1, 5000)
FEW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    max_examples=6 * SOAK,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class BrokenOff(Exception):  # noqa: N818 - the power goes
    """Where the process ended."""


class Histories(RuleBasedStateMachine):
    """What people, Stripe and the bank do, a day after a day."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        register_workshop()
        self.now = START
        self.sessions: list[SessionFacts] = []
        self.refunds: list[RefundFacts] = []
        self.disputes: list[DisputeFacts] = []

    def teardown(self) -> None:
        try:
            self.hear_everything()
            self.damage_is_found()
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)

    # --- what happens -----------------------------------------------------------------

    @rule(days=st.integers(0, 40))
    def time_goes_by(self, days: int) -> None:
        self.now += timedelta(days=days, minutes=1)

    @rule(cents=CENTS)
    def somebody_is_billed(self, cents: int) -> None:
        self.now += timedelta(minutes=1)
        number = Bill.objects.count()
        make_bill(str(number), amount_cents=cents, at=self.now)

    @rule(pick=st.randoms(use_true_random=False))
    def somebody_pays(self, pick: random.Random) -> None:
        """At Stripe: we have not heard of it yet."""
        bill = self.one_of(Bill.objects.uncovered(), pick)
        attempt = bill and find_or_begin(bill, language="fi", at=self.now)
        if not bill or not attempt:
            return
        name = f"{len(self.sessions)}"
        self.sessions.append(self.session(bill, attempt, name))

    @precondition(lambda self: self.sessions)
    @rule(pick=st.randoms(use_true_random=False))
    def somebody_pays_once_more(self, pick: random.Random) -> None:
        """From a tab that had been left open."""
        again = pick.choice(self.sessions)
        name = str(len(self.sessions))
        self.sessions.append(
            replace(again, id=f"cs_{name}", intent_id=f"pi_{name}",
                    moved=self.moved(name, again.amount_cents))
        )  # fmt: skip

    @precondition(lambda self: self.sessions)
    @rule(pick=st.randoms(use_true_random=False), part=st.integers(1, 100))
    def money_is_given_back(self, pick: random.Random, part: int) -> None:
        paid = pick.choice(self.sessions)
        cents = min(self.left(paid), max(1, paid.amount_cents * part // 100))
        if cents <= 0:
            return
        name = f"re_{len(self.refunds)}"
        gone = self.moved(name, -cents, type="refund", category="refund")
        self.refunds.append(
            RefundFacts(
                id=name, intent_id=paid.intent_id, amount_cents=cents,
                has_failed=False, made_at=self.now, moved=gone, moved_back=None,
            )
        )  # fmt: skip

    @precondition(lambda self: self.refunds)
    @rule(pick=st.randoms(use_true_random=False))
    def a_refund_comes_back(self, pick: random.Random) -> None:
        at = pick.randrange(len(self.refunds))
        was = self.refunds[at]
        if was.has_failed:
            return
        back = self.moved(
            f"{was.id}-back", was.amount_cents, type="refund_failure",
            category="refund_failure", source=was.id,
        )  # fmt: skip
        self.refunds[at] = replace(was, has_failed=True, moved_back=back)

    @precondition(lambda self: self.sessions)
    @rule(pick=st.randoms(use_true_random=False))
    def somebody_disputes(self, pick: random.Random) -> None:
        paid = pick.choice(self.sessions)
        cents = self.left(paid)
        known = {each.intent_id for each in self.disputes}
        if cents <= 0 or paid.intent_id in known:
            return
        name = f"dp_{len(self.disputes)}"
        gone = self.moved(
            name, -cents, fee=1500, type="adjustment", category="dispute"
        )  # fmt: skip
        self.disputes.append(
            DisputeFacts(
                id=name, intent_id=paid.intent_id, amount_cents=cents, currency="eur",
                status="needs_response", reason="fraudulent", evidence_due_at=None,
                opened_at=self.now, movements=[gone],
            )
        )  # fmt: skip

    @precondition(lambda self: self.disputes)
    @rule(pick=st.randoms(use_true_random=False))
    def a_dispute_is_won(self, pick: random.Random) -> None:
        at = pick.randrange(len(self.disputes))
        was = self.disputes[at]
        if len(was.movements) > 1:
            return
        back = self.moved(
            f"{was.id}-won", was.amount_cents, fee=-1500, type="adjustment",
            category="dispute_reversal", source=was.id,
        )  # fmt: skip
        self.disputes[at] = replace(was, status="won", movements=[*was.movements, back])

    @rule(pick=st.randoms(use_true_random=False))
    def a_bill_is_withdrawn(self, pick: random.Random) -> None:
        bill = self.one_of(Bill.objects.uncovered(), pick)
        if bill:
            withdraw_bill(bill, at=self.now)

    @rule(cents=CENTS, comes=st.booleans(), known=st.booleans())
    def the_bank_tells_of_a_line(self, cents: int, comes: bool, known: bool) -> None:
        signed = cents if comes else -cents
        line = make_line(amount_cents=signed, booked_on=self.now.date())
        if known:
            LineEntry.objects.create(
                line=line, account=Account.objects.get(number=3200 if comes else 4200),
                amount_cents=signed, created_at=self.now,
            )  # fmt: skip

    @rule(pick=st.randoms(use_true_random=False), cents=CENTS)
    def somebody_pays_at_the_bank(self, pick: random.Random, cents: int) -> None:
        bill = self.one_of(Bill.objects.filter(withdrawn_at=None), pick)
        if not bill:
            return
        line = make_line(amount_cents=cents, booked_on=self.now.date())
        payment = Payment.objects.create(
            provider="bank", provider_id=line.key, amount_cents=cents, currency="eur",
            paid_at=self.now, recorded_at=self.now, livemode=True, bank_line=line,
        )  # fmt: skip
        if allocate(payment, bill, at=self.now):
            receipts.give_for_payment(payment, bill, at=self.now)

    # --- how it reaches us ------------------------------------------------------------

    @rule(pick=st.randoms(use_true_random=False), times=st.integers(1, 3))
    def we_hear_of_something(self, pick: random.Random, times: int) -> None:
        told = self.news()
        if told:
            one = pick.choice(told)
            for _time in range(times):
                one()

    @rule(pick=st.randoms(use_true_random=False), write=st.integers(1, 8))
    def it_breaks_off_in_the_middle(self, pick: random.Random, write: int) -> None:
        told = self.news()
        if told:
            with ending_at(write):
                pick.choice(told)()

    def news(self):
        """Each object of Stripe's as it is now; what is about a payment brings it."""
        by_intent = {each.intent_id: each for each in self.sessions}
        return [
            *(lambda it=it: settle(it, at=self.now) for it in self.sessions),
            *(lambda it=it: self.with_payment(by_intent, it, record_refund)
              for it in self.refunds),
            *(lambda it=it: self.with_payment(by_intent, it, record_dispute)
              for it in self.disputes),
        ]  # fmt: skip

    def with_payment(self, by_intent, it, record) -> None:
        with transaction.atomic():
            settle(by_intent[it.intent_id], at=self.now)
            record(it, at=self.now)

    def hear_everything(self) -> None:
        """At last Stripe has told us all, in two orders, with one end."""
        ends = []
        for order in (list, lambda news: news[::-1]):
            with undone():
                for one in order(self.news()):
                    one()
                assert found() == []
                ends.append(end_state())
        assert ends[0] == ends[1]
        for one in self.news():
            one()

    # --- what holds -------------------------------------------------------------------

    @invariant()
    def the_books_balance(self) -> None:
        books = Books.current()
        held: Counter[int] = Counter()
        for year in books.years(START.date(), self.now.date()):
            numbers = set()
            for it in postings(books, year):
                assert it.cents > 0
                held[it.debit] += it.cents
                held[it.credit] -= it.cents
                numbers.add(it.voucher)
            assert numbers == set(range(1, len(numbers) + 1))
        assert sum(held.values()) == 0
        assert nonzero(held) == nonzero(balances(books, until=date(2099, 12, 31)))

    @invariant()
    def the_proof_finds_nothing(self) -> None:
        assert found() == []

    def damage_is_found(self) -> None:
        for model in (Allocation, Payment, TakenBack, Fee, Receipt):
            row = model.objects.exclude(pk__in=of_bank(model)).first()
            if row is None:
                continue
            with undone():
                with connection.cursor() as cursor:
                    cursor.execute(
                        f"UPDATE {model._meta.db_table}"
                        " SET amount_cents = amount_cents + 1 WHERE id = %s",
                        [row.pk],
                    )
                assert found() != [], row

    # --- small things -----------------------------------------------------------------

    def one_of(self, bills, pick: random.Random) -> Bill | None:
        keys = list(bills.order_by("pk").values_list("pk", flat=True))
        return Bill.objects.get(pk=pick.choice(keys)) if keys else None

    def left(self, paid: SessionFacts) -> int:
        """What Stripe still has of a payment to give back."""
        gone = sum(
            each.amount_cents
            for each in self.refunds
            if each.intent_id == paid.intent_id and not each.has_failed
        )
        taken = sum(
            each.amount_cents
            for each in self.disputes
            if each.intent_id == paid.intent_id and len(each.movements) == 1
        )
        return paid.amount_cents - gone - taken

    def session(self, bill: Bill, attempt: PaymentAttempt, name: str) -> SessionFacts:
        return SessionFacts(
            id=f"cs_{name}", url="", status="complete", is_paid=True,
            is_declined=False, reference=bill.reference, attempt_key=attempt.key,
            intent_id=f"pi_{name}", amount_cents=attempt.amount_cents, currency="eur",
            livemode=False, method="card", paid_at=self.now,
            moved=self.moved(name, attempt.amount_cents),
        )  # fmt: skip

    def moved(self, name: str, cents: int, *, fee: int = 25, **fields) -> MovementFacts:
        values = {"type": "charge", "category": "charge", "source": name, **fields}
        return MovementFacts(
            provider_id=f"txn_{name}", amount_cents=cents,
            fee_cents=fee if cents > 0 or "dispute" in values["category"] else 0,
            currency="eur", happened_at=self.now, available_at=self.now, **values,
        )  # fmt: skip


@contextmanager
def undone():
    """What is done inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def ending_at(write: int):
    """Break the transaction off at that write, as when the power goes."""
    with (
        suppress(BrokenOff),
        transaction.atomic(),
        connection.execute_wrapper(_Ending(write)),
    ):
        yield


class _Ending:
    def __init__(self, write: int) -> None:
        self.left = write

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE")):
            self.left -= 1
            if self.left == 0:
                raise BrokenOff
        return execute(sql, params, many, context)


def found() -> list[str]:
    return [str(each) for each in verifying.verify()]


def nonzero(held: Counter[int]) -> dict[int, int]:
    return {number: cents for number, cents in held.items() if cents}


def of_bank(model: type) -> list[int]:
    """Rows that no movement of Stripe's contradicts: the bank's."""
    if model is Payment:
        return list(
            Payment.objects.filter(provider="bank").values_list("pk", flat=True)
        )
    if model is Allocation:
        rows = Allocation.objects.filter(payment__provider="bank")
        return list(rows.values_list("pk", flat=True))
    return []


def end_state() -> dict[str, object]:
    """What counts in the end: bills, payments and balances, without when."""
    bills = Bill.objects.with_state().order_by("pk")
    return {
        "bills": list(bills.values_list("pk", "paid_sum")),
        # Which of two payments for one bill waits beside it is all that may differ.
        "payments": sorted(Payment.objects.values_list("provider_id", flat=True)),
        "waiting": sum(row.rest_cents for row in Payment.objects.with_state()),
        "taken": sorted(TakenBack.objects.values_list("provider_id", "amount_cents")),
        "fees": Fee.objects.aggregate(sum=Sum("amount_cents"))["sum"],
        "lines": BankLine.objects.count(),
        "books": nonzero(balances(Books.current(), until=date(2099, 12, 31))),
    }


def test_whatever_happens_the_books_balance_and_the_proof_finds_nothing():
    run_state_machine_as_test(Histories, settings=FEW)
