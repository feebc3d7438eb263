"""An import whose process is killed, wherever it is killed."""

import os
from io import BytesIO
from multiprocessing import get_context

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from accounts.models import HistoryEntry, OutboxMail
from demo.bank_files import Detail, Entry, camt053, paid
from payments import verifying
from payments.bank import importing
from payments.bank.reading import choose
from payments.models import (
    Allocation,
    BankFile,
    BankLine,
    BankStatement,
    Bill,
    LineEntry,
    Payment,
    Receipt,
)
from tests.support.bank import make_rule, use_account
from tests.support.killing import KILLED, kill_this_process
from tests.support.payments import make_bill
from tests.support.soak import SOAK

WRITES = ("INSERT", "UPDATE", "DELETE")
KEPT = (
    BankFile, BankStatement, BankLine, Payment, Allocation, LineEntry, Receipt,
    OutboxMail, HistoryEntry,
)  # fmt: skip


def counts():
    return {model.__name__: model.objects.count() for model in KEPT}


def take(content):
    chosen = choose(BytesIO(content), "tiliote.xml")
    return importing.take_in(chosen, by=None, at=timezone.now())[1]


def die_at(content, number):
    """In a process of its own: end before the number-th write or commit, or after
    the last commit."""
    done = 0

    def step():
        nonlocal done
        done += 1
        if done == number:
            kill_this_process()

    def watch(execute, sql, parameters, many, context):
        if sql.startswith(WRITES):
            step()
        return execute(sql, parameters, many, context)

    plain = BaseDatabaseWrapper._commit

    def commit(self):
        step()
        plain(self)
        step()

    BaseDatabaseWrapper._commit = commit
    with connection.execute_wrapper(watch):
        take(content)
    os._exit(0)


def die(content, number):
    connection.close()
    child = get_context("fork").Process(target=die_at, args=(content, number))
    child.start()
    child.join(60)
    return child.exitcode


def writes_of(content):
    """How many writes the import is, found by doing it and undoing all of it."""
    found = []

    def count(execute, sql, parameters, many, context):
        found.extend([sql] if sql.startswith(WRITES) else [])
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(count):
        chosen = choose(BytesIO(content), "tiliote.xml")
        importing.preview(chosen, at=timezone.now())
    return len(found)


def statement(bill):
    lump = Entry(3000, "L1", [Detail(1000, "L1a"), Detail(2000, "L1b")])
    return camt053(
        [
            paid(2500, "A1", reference=bill.reference, name="Satu Harju"),
            paid(-500, "A2", name="Kahvila"),
            lump,
            paid(700, "A3", name="Olli Oja"),
        ],
        opening=0,
    )


def test_an_import_killed_anywhere_leaves_nothing_half_and_again_gives_the_same(
    committed, monkeypatch
):
    monkeypatch.setattr(importing, "BATCH", 2)
    use_account()
    make_rule()
    bill = make_bill()
    content = statement(bill)
    before, writes = counts(), writes_of(content)
    assert writes > 15
    every = max(1, 4 // SOAK)
    for number in (*range(1, writes, every), writes, writes + 1):
        assert die(content, number) == KILLED
        assert counts() == before

    # Killed when all was committed: all of it is there, and the next time changes
    # nothing.
    assert die(content, writes + 2) == KILLED
    after = counts()
    assert after["BankFile"] == 1
    assert take(content).is_again
    assert counts() == after
    assert sum(line.amount_cents for line in BankLine.objects.leaves()) == 5700
    assert Bill.objects.get(pk=bill.pk).open_cents == 0
    assert [one.rest_cents for one in Payment.objects.unmatched()] == [500]
    assert LineEntry.objects.count() == 1
    assert list(verifying.verify()) == []
