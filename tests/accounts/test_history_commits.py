"""The history where commits are real: written at once, dumped, restored."""

import threading
from datetime import UTC, datetime
from itertools import count

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import history
from accounts.models import HistoryEntry, HistoryHead
from tests.support.accounts import make_entry, make_officer, make_user
from tests.support.history import breaks, said

NOON = datetime(2026, 12, 1, 10, 0, 0, 123456, tzinfo=UTC)


def test_many_who_write_at_once_make_one_chain(committed):
    officer = make_officer()
    gate, turns = threading.Barrier(6), count()

    def write():
        gate.wait()
        for _number in range(5):
            with transaction.atomic():
                make_entry(officer, facts={"turn": next(turns)})
        connection.close()

    threads = [threading.Thread(target=write) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = HistoryEntry.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 31))
    assert breaks() == []


def test_a_dump_loaded_again_is_whole(committed, tmp_path):
    officer = make_officer()
    make_entry(officer, by=make_user(), at=NOON, personal={"name": "Säde 🌲"})
    make_entry(officer, at=timezone.localtime(NOON))
    history.erase(officer, at=NOON)
    make_entry(officer, facts={"deep": [{"b": 1, "a": None}]})
    before, end = list(HistoryEntry.objects.values()), said()
    file = str(tmp_path / "dump.json")
    models = ["accounts.HistoryEntry", "accounts.HistoryHead"]
    call_command("dumpdata", *models, output=file, verbosity=0)
    QuerySet.delete(HistoryEntry.objects.all())
    HistoryHead.objects.all().delete()

    call_command("loaddata", file, verbosity=0)

    assert list(HistoryEntry.objects.values()) == before
    assert said() == end
