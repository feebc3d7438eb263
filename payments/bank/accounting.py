"""A bank line that pays no bill: on which account it is, by whom or by which rule."""

import hashlib
from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from association import formats
from payments.bank.facts import LARGEST_CENTS
from payments.bank.lines import ExplainingError, lock, told
from payments.models import (
    Account,
    BankLine,
    LineEntry,
    LineRule,
    Payout,
    Voucher,
)

NEAR = timedelta(days=7)


def book(
    line: BankLine,
    account: Account,
    *,
    by: User | None,
    at: datetime,
    cents: int | None = None,
    note: str = "",
    rule: LineRule | None = None,
    payout: Payout | None = None,
) -> LineEntry:
    """Put a line on an account, or `cents` of it with the line's sign; of a payment
    what lies on no bill."""
    with transaction.atomic():
        line = lock(line)
        rest = line.rest_cents
        wanted = rest if cents is None else cents
        if not wanted or (wanted > 0) != (rest > 0) or abs(wanted) > abs(rest):
            raise ExplainingError(
                _("There is %(sum)s of the line left to explain.")
                % {"sum": formats.euros(rest)}
            )
        entry = LineEntry.objects.create(
            line=line,
            account=account,
            amount_cents=wanted,
            note=note,
            rule=rule,
            payout=payout,
            made_by=by,
            created_at=at,
        )
        if by is not None:
            told(line, "line.booked", by=by, at=at, cents=wanted)
    return entry


def settle(
    line: BankLine,
    account: Account,
    *,
    by: User | None,
    at: datetime,
    note: str = "",
    paper: UploadedFile[bytes] | None = None,
    again: bool = False,
) -> LineEntry:
    """All of it at once: the account, the rule for the next time, the voucher."""
    with transaction.atomic():
        entry = book(line, account, by=by, at=at, note=note)
        if again:
            make_rule(line, account, note, by=by)
        if paper is not None:
            add_voucher(line, paper, by=by, at=at)
    return entry


def last_like(line: BankLine) -> LineEntry | None:
    """What was last said of a line of the same payer or payee, for a proposal."""
    if not line.counterparty:
        return None
    like = LineEntry.objects.live().filter(
        line__counterparty=line.counterparty,
        line__amount_cents__gt=0 if line.is_income else -LARGEST_CENTS,
        line__amount_cents__lt=LARGEST_CENTS if line.is_income else 0,
        payout=None,
    )
    return like.select_related("account").order_by("-pk").first()


def unbook(entry: LineEntry, *, by: User | None, at: datetime) -> LineEntry:
    """Take it off the account again, by a row that names it; twice is once."""
    with transaction.atomic():
        lock(entry.line)
        known = LineEntry.objects.filter(undoes=entry).first()
        if known is not None:
            return known
        if entry.undoes_id is not None:
            raise ExplainingError(_("What undoes is not undone: book it anew."))
        row = LineEntry.objects.create(
            line=entry.line,
            account=entry.account,
            amount_cents=-entry.amount_cents,
            undoes=entry,
            made_by=by,
            created_at=at,
        )
        told(entry.line, "line.unbooked", by=by, at=at, cents=row.amount_cents)
    return row


def book_by_rule(line: BankLine, rule: LineRule, *, at: datetime) -> LineEntry:
    return book(line, rule.account, by=None, at=at, note=rule.note, rule=rule)


def make_rule(
    line: BankLine, account: Account, note: str, *, by: User | None
) -> LineRule:
    """Do the same with the next line like this: the same name, or where there is none
    the same kind of entry. The same rule again is the same row."""
    text = text_of(line)
    if not can_have_rule(line):
        raise ExplainingError(_("The line says nothing by which the next is known."))
    rule, _is_new = LineRule.objects.update_or_create(
        sign=LineRule.Sign.IN if line.is_income else LineRule.Sign.OUT,
        counterparty=line.counterparty,
        text=text,
        defaults={"account": account, "note": note, "is_active": True, "made_by": by},
    )
    return rule


def can_have_rule(line: BankLine) -> bool:
    return bool(line.counterparty or text_of(line))


def text_of(line: BankLine) -> str:
    """By which text the next is known, where the line has no name."""
    return "" if line.counterparty else line.description or line.message[:140]


def meet_payout(line: BankLine, *, at: datetime) -> LineEntry | None:
    """Money from Stripe is on its way no longer: the line is the payout of this sum
    that Stripe told of, and no other can be meant."""
    words = f"{line.counterparty}\n{line.message}\n{line.description}".casefold()
    if not line.is_income or "stripe" not in words:
        return None
    payout = _payout_of(line)
    transit = Account.objects.filter(role=Account.Role.TRANSIT).first()
    if transit is None or payout is None:
        return None
    note = _("Payout from Stripe")
    return book(line, transit, by=None, at=at, note=note, payout=payout)


def _payout_of(line: BankLine) -> Payout | None:
    """Of the payouts of this sum that no line has met, the nearest in time."""
    met = LineEntry.objects.live().filter(payout__isnull=False)
    near = Payout.objects.that_stand().filter(
        amount_cents=line.amount_cents,
        arrives_on__range=(line.booked_on - NEAR, line.booked_on + NEAR),
    )
    found = near.exclude(pk__in=met.values("payout"))
    days = {one: abs(one.arrives_on - line.booked_on) for one in found.order_by("pk")}
    return min(days, key=days.__getitem__, default=None)


def add_voucher(
    line: BankLine, file: UploadedFile[bytes], *, by: User | None, at: datetime
) -> Voucher:
    """Keep the paper behind the line; the same paper again is the same row."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    known = line.vouchers.filter(digest=digest.hexdigest()).first()
    if known is not None:
        return known
    file.seek(0)
    return Voucher.objects.create(
        line=line,
        file=file,
        name=(file.name or "")[:200],
        digest=digest.hexdigest(),
        added_at=at,
        added_by=by,
    )
