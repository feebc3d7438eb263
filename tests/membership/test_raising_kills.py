"""A run of dues whose process is killed, wherever it is killed."""

from datetime import UTC, datetime

from django.utils import timezone

from accounts.models import OutboxMail
from membership import raising
from membership.models import Due, DuesRun
from payments.models import Bill
from tests.support.killing import killed_at
from tests.support.membership import make_member

NEXT = timezone.localdate().year + 1
NEW_YEAR = datetime(NEXT, 1, 2, 9, tzinfo=UTC)


def ask_all():
    raising.raise_dues(NEXT, at=NEW_YEAR)


def test_e1_a_run_killed_anywhere_asks_nobody_twice_and_leaves_nobody_out(
    committed, monkeypatch
):
    monkeypatch.setattr(raising, "AT_ONCE", 2)
    members = [make_member() for _ in range(7)]
    OutboxMail.objects.all().delete()
    killed, progress = 0, []
    while True:
        was_killed = killed_at(killed % 6 + 1, ask_all)
        rows = Due.objects.filter(year=NEXT)
        progress.append(rows.count())
        assert set(rows.values_list("bill", flat=True)) == set(
            Bill.objects.filter(due__year=NEXT).values_list("pk", flat=True)
        )
        assert Bill.objects.count() == len(members) + rows.count()
        assert OutboxMail.objects.filter(key__startswith="due-").count() == rows.count()
        if not was_killed:
            break
        killed += 1

    assert [due.member for due in rows.order_by("member_id")] == members
    assert {0, 2, 4, 6, 7} == set(progress)
    assert killed > 6
    assert DuesRun.objects.get().finished_at == NEW_YEAR
