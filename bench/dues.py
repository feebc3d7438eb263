"""The dues of a year, asked of a hundred thousand members: seconds and memory.

Beside it, in the same run, the same number of rows is written into the same tables
with nothing but SQL, and taken back: what the database alone needs.

    python -m bench.dues
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.many_members import AT_ONCE, MEMBERS, SILENT_EVERY, on_both

YEAR = 2028
MOST_SECONDS, MOST_MB = 60, 300
FAR = 10_000_000  # added to a row's key, it is another row's


def peak_mb() -> float:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure() -> bool:
    import django

    django.setup()
    from django.utils import timezone

    from membership import raising

    at = timezone.now()
    taken = seconds(lambda: raising.raise_dues(YEAR, at=at))
    most = peak_mb()
    prove()
    again = seconds(lambda: raising.raise_dues(YEAR, at=at))
    bare = seconds(write_bare)
    is_good = taken < MOST_SECONDS and most < MOST_MB
    print(
        f"{os.environ['BENCH_DATABASE']:12}{taken:7.1f} s (goal {MOST_SECONDS}), "
        f"{most:.0f} MB (goal {MOST_MB}); bare rows {bare:.1f} s, "
        f"ratio {taken / bare:.1f}; a second run {again:.2f} s  "
        f"{'reached' if is_good else 'NOT REACHED'}",
        flush=True,
    )
    return is_good


def prove() -> None:
    """Nobody was left out, and nobody asked twice."""
    from accounts.models import OutboxMail
    from membership.models import Due
    from payments.models import Bill

    found = (
        Due.objects.filter(year=YEAR).count(),
        Bill.objects.count(),
        OutboxMail.objects.count(),
    )
    if found != (MEMBERS, MEMBERS, MEMBERS - MEMBERS // SILENT_EVERY):
        raise SystemExit(f"Dues, bills and mails: {found}")


def write_bare() -> None:
    """Each row of the run read and written once more under another key, by plain SQL,
    as many at once as the run does."""
    from django.db import connection, transaction

    from accounts.models import OutboxMail
    from membership.models import Due
    from payments.models import Bill

    names = {"token", "subject_key", "reference", "key"}
    with transaction.atomic(), connection.cursor() as cursor:
        for model in (Bill, Due, OutboxMail):
            fields = [field.column for field in model._meta.concrete_fields]
            copy(cursor, model._meta.db_table, fields, names)
        transaction.set_rollback(True)


def copy(cursor: Any, table: str, columns: list[str], names: set[str]) -> None:
    listed = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    changes = {column: change_of(column, names) for column in columns}
    last = 0
    while True:
        cursor.execute(
            f"SELECT {listed} FROM {table} WHERE id > %s AND id < %s "
            f"ORDER BY id LIMIT {AT_ONCE}",
            [last, FAR],
        )
        rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][columns.index("id")]
        anew = [
            [changes[column](value) for column, value in zip(columns, row, strict=True)]
            for row in rows
        ]
        cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", anew)


def change_of(column: str, names: set[str]) -> Callable[[Any], Any]:
    """So that the second row stands beside the first."""
    if column in {"id", "bill_id"}:
        return lambda value: value + FAR
    if column == "year":
        return lambda value: value + 1
    if column in names:
        return lambda value: f"~{value}"
    return lambda value: value


def main() -> int:
    if sys.argv[1:] == ["measure"]:
        return 0 if measure() else 1
    return 0 if on_both("bench.dues") else 1


if __name__ == "__main__":
    sys.exit(main())
