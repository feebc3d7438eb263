"""Money of a bank payment that leaves again: booked back by the bank, or paid back by
us. Each is a `TakenBack` row that names the bank's line; the bills follow."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import history
from accounts.models import User
from association import formats
from payments import receipts
from payments.allocating import (
    cover_from_rest,
    lock_bills,
    put_back,
    take_off,
    telling_purposes,
)
from payments.bank.lines import ExplainingError, lock, told
from payments.models import BankLine, Bill, Payment, Provider, Repayment, TakenBack

Kind = TakenBack.Kind


def take_back(line: BankLine, *, at: datetime) -> TakenBack | None:
    """The payment that this booked cancellation is of, un-paid; None when no payment
    of ours is meant, and the line waits for a person."""
    if line.is_income:
        return None
    payment = _cancelled(line)
    return record(line, payment, kind=Kind.BANK_RETURN, at=at) if payment else None


def _cancelled(line: BankLine) -> Payment | None:
    """Named by the archive id or another id of the bank's, else the last of the same
    sum with the same reference."""
    held = _holding(-line.amount_cents)
    ids = [one for one in (line.archive_id, *line.ids) if one]
    named = held.filter(bank_line__archive_id__in=ids, bank_line__account=line.account)
    if found := named.exclude(bank_line=line).first():
        return found
    if not line.reference:
        return None
    like = held.filter(
        bank_line__reference=line.reference,
        amount_cents=-line.amount_cents,
        bank_line__booked_on__lte=line.booked_on,
    )
    return like.order_by("-paid_at", "-pk").first()


def _holding(cents: int) -> QuerySet[Payment]:
    """Payments by bank of which so much has not left yet."""
    payments = Payment.objects.with_state().filter(provider=Provider.BANK)
    return payments.filter(amount_cents__gte=F("taken_back_sum") + cents)


def candidates(line: BankLine) -> QuerySet[Payment]:
    """Payments that this money may be the repayment of: the treasurer was asked to
    pay so much back, or the payee once paid us; of a cancellation also the same sum."""
    cents = -line.amount_cents
    asked = Repayment.objects.waiting().filter(amount_cents=cents).order_by()
    likely = Q(pk__in=asked.values("payment"))
    if line.counterparty:
        likely |= Q(bank_line__counterparty__iexact=line.counterparty)
    if line.counterparty_iban:
        likely |= Q(bank_line__counterparty_iban=line.counterparty_iban)
    if line.is_reversal:
        likely |= Q(amount_cents=cents)
    held = _holding(cents).filter(likely)
    return held.select_related("bank_line").order_by("-paid_at")


@transaction.atomic
def record(
    line: BankLine,
    payment: Payment,
    *,
    kind: TakenBack.Kind,
    at: datetime,
    by: User | None = None,
) -> TakenBack:
    """Take the line's sum out of the payment, if it holds so much."""
    bills = lock_bills(payment)
    line = lock(line)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    cents = -line.amount_cents
    held = payment.amount_cents - payment.taken_back_cents
    if line.taken_back.filter(undone_by=None).exclude(kind=Kind.UNDONE).exists():
        raise ExplainingError(_("This line has been matched already."))
    if not 0 < cents <= held:
        raise ExplainingError(
            _("At most %(sum)s can be given back of this payment.")
            % {"sum": formats.euros(held)}
        )
    with telling_purposes(bills, at):
        row = TakenBack.objects.create(
            payment=payment,
            kind=kind,
            provider_id=f"{line.account}:{line.key}:{line.taken_back.count()}",
            amount_cents=cents,
            bank_line=line,
            repayment=_task_done(payment, cents) if kind == Kind.REFUND else None,
            made_by=by,
            happened_at=_noon(line),
            recorded_at=at,
        )
        take_off(payment, row, at=at)
        for bill in bills:
            cover_from_rest(bill, at=at)
    if kind == Kind.REFUND and bills:
        receipts.give_for_refund(row, bills[0], at=at)
    if by is not None:
        told(line, "line.given_back", by=by, at=at, cents=cents)
    return row


def undo(row: TakenBack, *, by: User | None, at: datetime) -> TakenBack:
    """Matched by mistake: the money is the payment's again. Twice is once."""
    with transaction.atomic():
        bills = lock_bills(row.payment)
        payment = Payment.objects.select_for_update().get(pk=row.payment_id)
        known = TakenBack.objects.filter(undoes=row).first()
        if known is not None:
            return known
        with telling_purposes(bills, at):
            undone = TakenBack.objects.create(
                payment=payment,
                kind=Kind.UNDONE,
                provider_id=f"{row.provider_id}:undone",
                amount_cents=-row.amount_cents,
                bank_line=row.bank_line,
                undoes=row,
                made_by=by,
                happened_at=at,
                recorded_at=at,
            )
            put_back(payment, _bills_of(row), undone, at=at)
        if row.bank_line is not None:
            cents = undone.amount_cents
            told(row.bank_line, "line.not_back", by=by, at=at, cents=cents)
    return undone


def _bills_of(row: TakenBack) -> list[Bill]:
    bills = Bill.objects.filter(allocations__cause=row)
    return list(bills.distinct().order_by("pk"))


def ask_repayment(
    payment: Payment, cents: int, *, name: str, iban: str, reason: str = "",
    by: User | None = None, at: datetime,
) -> Repayment:  # fmt: skip
    """A task for the treasurer: pay this back in the bank, to this account. Asked
    again for the same money, it is the same task."""
    with transaction.atomic():
        payment = Payment.objects.select_for_update().get(pk=payment.pk)
        asked = payment.repayments.waiting()
        if known := asked.filter(amount_cents=cents, payee_iban=iban).first():
            return known
        left = left_to_ask(payment)
        if not 0 < cents <= left:
            raise ExplainingError(
                _("At most %(sum)s can be given back of this payment.")
                % {"sum": formats.euros(left)}
            )
        task = Repayment.objects.create(
            payment=payment, amount_cents=cents, payee_name=name, payee_iban=iban,
            reason=reason, asked_by=by, asked_at=at,
        )  # fmt: skip
        facts = {"cents": cents}
        history.write("repayment.asked", task, by=by, at=at, facts=facts)
    return task


def left_to_ask(payment: Payment) -> int:
    """What of a payment has not left and nobody has been asked to pay back."""
    asked = sum(one.amount_cents for one in payment.repayments.waiting())
    return payment.amount_cents - payment.taken_back_cents - asked


def withdraw_repayment(task: Repayment, *, by: User | None, at: datetime) -> None:
    """It is not paid back after all; refused once it has been. Twice is once."""
    with transaction.atomic():
        task = Repayment.objects.select_for_update().get(pk=task.pk)
        if task.withdrawn_at is not None:
            return
        if task.taken_back.filter(undone_by=None).exists():
            raise ExplainingError(_("It has been paid back already."))
        task.withdrawn_at = at
        task.save(update_fields=["withdrawn_at"])
        facts = {"cents": task.amount_cents}
        history.write("repayment.withdrawn", task, by=by, at=at, facts=facts)


def meet_repayment(line: BankLine, *, at: datetime) -> TakenBack | None:
    """The money left as the treasurer was asked to pay it: this sum to this account."""
    if line.is_income or not line.counterparty_iban:
        return None
    task = (
        Repayment.objects.waiting()
        .filter(payee_iban=line.counterparty_iban, amount_cents=-line.amount_cents)
        .first()
    )
    return record(line, task.payment, kind=Kind.REFUND, at=at) if task else None


def _task_done(payment: Payment, cents: int) -> Repayment | None:
    tasks = Repayment.objects.waiting().filter(payment=payment, amount_cents=cents)
    return tasks.first()


def _noon(line: BankLine) -> datetime:
    return datetime.combine(line.booked_on, time(12), timezone.get_default_timezone())
