"""An import whose process is killed, wherever it is killed."""

from datetime import timedelta
from multiprocessing import get_context

from django.db import connection
from django.utils import timezone

from accounts.models import HistoryEntry, User
from membership.importing import bringing, undoing
from membership.models import ImportRow, Member, MemberImport, Membership
from tests.support.killing import die_at, killed_at
from tests.support.soak import SOAK
from tests.support.spreadsheets import make_import, many, one

ROWS = 3 if SOAK == 1 else 7  # in chunks of two


def kill_until_done(do, look):
    """Killed a write later each time, until it comes to its end; answers how often."""
    killed = 0
    while killed < 90:
        was_killed = killed_at(killed + 1, do)
        look()
        if not was_killed:
            return killed
        killed += 1
    raise AssertionError("It never came to its end.")


def all_is_whole():
    """Whoever is in the register has a membership, a sign-in, a row and an entry."""
    members = Member.objects.count()
    assert Membership.objects.count() == members
    assert ImportRow.objects.exclude(member=None).count() == members
    assert User.objects.filter(email__startswith="jasen").count() == members
    imported = HistoryEntry.objects.filter(verb=bringing.IMPORTED).count()
    gone = HistoryEntry.objects.filter(verb=undoing.TAKEN_BACK).count()
    assert imported - gone == members


def test_an_import_killed_anywhere_goes_on_and_brings_in_everybody_once(
    committed, monkeypatch
):
    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    monkeypatch.setattr(undoing, "AT_ONCE", 2)
    run = make_import(*many(ROWS))
    by, now = run.made_by, timezone.now()

    killed = kill_until_done(
        lambda: bringing.bring_in(run, by=by, at=now), all_is_whole
    )

    assert killed >= ROWS
    numbers = sorted(Member.objects.values_list("number", flat=True))
    assert numbers == [*range(1, ROWS + 1)]
    assert HistoryEntry.objects.filter(verb=bringing.BROUGHT_IN).count() == 1

    run.refresh_from_db()
    killed = kill_until_done(lambda: undoing.undo(run, by=by, at=now), all_is_whole)

    assert killed >= ROWS
    assert not Member.objects.exists()
    assert HistoryEntry.objects.filter(verb=undoing.UNDONE).count() == 1


def test_the_worker_goes_on_with_what_was_broken_off_and_not_before(
    committed, monkeypatch
):
    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    run = make_import(*many(5), one(Kotikunta=""))
    now = timezone.now()
    run = bringing.begin(run, leave_out_errors=True, by=run.made_by, at=now)
    bringing.carry_on(run, at=now, most=2)
    assert Member.objects.count() == 2

    undoing.go_on(now + timedelta(minutes=1))
    assert Member.objects.count() == 2

    undoing.go_on(now + bringing.PATIENCE)
    assert Member.objects.count() == 5
    assert MemberImport.objects.get().finished_at == now + bringing.PATIENCE


def test_two_who_bring_in_the_same_file_at_once_bring_in_each_member_once(
    committed, monkeypatch
):
    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    first = make_import(*many(9))
    second = make_import(*many(9), by=first.made_by)
    by, now = first.made_by, timezone.now()
    connection.close()

    children = [
        get_context("fork").Process(
            target=die_at,
            args=(0, lambda run=run: bringing.bring_in(run, by=by, at=now)),
        )
        for run in (first, second, first)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join(60)

    assert [child.exitcode for child in children] == [0, 0, 0]
    all_is_whole()
    assert sorted(Member.objects.values_list("number", flat=True)) == [*range(1, 10)]
    figures = [bringing.figures(run) for run in (first, second)]
    assert sum(one["made"] for one in figures) == 9
    assert sum(one["known"] for one in figures) == 9
    assert HistoryEntry.objects.filter(verb=bringing.BROUGHT_IN).count() == 2
