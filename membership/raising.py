"""The yearly run: whoever owes a due for the year is asked, once.

Some hundreds at a time, each time in one transaction: the dues, their bills and the
mails. So memory stays small, nobody waits long for a lock, and a run that was killed
goes on where it stopped: with who has no due yet. The worker sees to that.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from accounts import history, outbox
from accounts.models import User
from membership import dues
from membership.models import Due, DueRate, DuesRun, Member, Membership
from membership.models.due import PURPOSE
from membership.owing import memberships_owing
from payments import emails
from payments.billing import Wanted, raise_bills

RAISED = "dues.raised"
AT_ONCE = 500
PATIENCE = timedelta(minutes=10)  # then the worker takes a run as broken off


def raise_dues(
    year: int, *, at: datetime, due_on: date | None = None, by: User | None = None
) -> int:
    """The whole run; answers how many dues are new."""
    return carry_on(begin(year, at=at, due_on=due_on, by=by), at=at)


def begin(
    year: int, *, at: datetime, due_on: date | None = None, by: User | None = None
) -> DuesRun:
    """A new run, or the one that was broken off, with its own due date. Refuses with
    `NoRateError` before anybody is asked."""
    for kind in kinds_owing(year, on=timezone.localdate(at)):
        dues.rate(kind, year)
    run, _is_new = DuesRun.objects.get_or_create(
        year=year,
        finished_at=None,
        defaults={
            "due_on": due_on or timezone.localdate(at) + dues.TIME_TO_PAY,
            "begun_at": at,
            "goes_on_at": at + PATIENCE,
            "made_by": by,
        },
    )
    return run


def kinds_owing(year: int, *, on: date) -> list[str]:
    rows = memberships_owing(year, on).order_by("kind")
    return list(rows.values_list("kind", flat=True).distinct())


def carry_on(run: DuesRun, *, at: datetime, most: int | None = None) -> int:
    """Ask who is missing, `most` of them or all; answers how many were asked. With the
    last the run is finished."""
    asked = 0
    for keys in missing(run.year, on=timezone.localdate(at)):
        asked += ask(run, keys, at=at)
        if most is not None and asked >= most:
            return asked
    finish(run, at=at)
    return asked


def missing(year: int, *, on: date) -> Iterator[list[int]]:
    """Keys of members without a due for the year, some hundreds at a time."""
    last = 0
    rows = (
        memberships_owing(year, on)
        .order_by("member_id")
        .values_list("member_id", flat=True)
    )
    while keys := list(rows.filter(member__gt=last)[:AT_ONCE]):
        yield keys
        last = keys[-1]


def ask(run: DuesRun, keys: list[int], *, at: datetime) -> int:
    """These members' dues, bills and mails in one transaction, unless somebody else was
    quicker: whoever changes a member or asks for a due waits for us, or we for them."""
    with transaction.atomic():
        list(Member.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        owing = memberships_owing(run.year, timezone.localdate(at))
        found = owing.filter(member__in=keys).select_related("member")
        rates = DueRate.objects.of_year(run.year)
        made = [new_due(run, membership, rates, at) for membership in found]
        bills = raise_bills(
            (wanted(due) for due in made), purpose=PURPOSE, due_on=run.due_on, at=at
        )
        for due, bill in zip(made, bills, strict=True):
            due.bill = bill
        Due.objects.bulk_create(made)
        outbox.plan((planned(due) for due in made if due.bill.payer_email), at=at)
    return len(made)


def new_due(
    run: DuesRun, membership: Membership, rates: dict[str, int], at: datetime
) -> Due:
    return Due(
        member=membership.member,
        year=run.year,
        kind=membership.kind,
        amount_cents=rates[membership.kind],
        raised_at=at,
        run=run,
    )


def wanted(due: Due) -> Wanted:
    return Wanted(
        due.subject_key, dues.payer_of(due), due.amount_cents, dues.facts_of(due)
    )


def planned(due: Due) -> outbox.Planned:
    subject = emails.planned_subject(due.bill)
    return outbox.Planned(dues.mail_key(due), due.bill.payer_email, subject)


def finish(run: DuesRun, *, at: datetime) -> None:
    """Once, whoever came to its end first; the history tells how many it asked."""
    with transaction.atomic():
        run = DuesRun.objects.select_for_update().get(pk=run.pk)
        if run.finished_at is not None:
            return
        run.finished_at = max(at, run.begun_at)
        run.save(update_fields=["finished_at"])
        facts = figures(run)
        if facts["asked"]:
            history.write(RAISED, run, by=run.made_by, at=at, facts=facts)


def figures(run: DuesRun) -> dict[str, object]:
    """What the run asked, and all dues of that year after it."""
    totals = {"number": Count("pk"), "cents": Sum("amount_cents", default=0)}
    own, all_of_year = (
        rows.aggregate(**totals)
        for rows in (run.dues.all(), Due.objects.filter(year=run.year))
    )
    return {
        "year": run.year,
        "due_on": run.due_on,
        "asked": own["number"],
        "cents": own["cents"],
        "of_year": all_of_year["number"],
        "of_year_cents": all_of_year["cents"],
    }


def hand_over(run: DuesRun, *, at: datetime) -> None:
    """Let the worker go on with it at once."""
    DuesRun.objects.filter(pk=run.pk).update(goes_on_at=at)


def go_on(at: datetime) -> str:
    """The worker's job: runs that were broken off, or were too many for one visit."""
    asked = sum(carry_on(run, at=at) for run in DuesRun.objects.left_behind(at))
    return f"Asked {asked} more member(s)."
