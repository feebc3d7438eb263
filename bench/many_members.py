"""An association with a hundred thousand members, on each of the two databases.

`on_both(module)` runs a module of the bench once for each: the database is made and
filled in processes of their own, so that what is measured afterwards starts afresh.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import batched
from typing import TYPE_CHECKING

from demo.serve import ROOT, demo_environment

if TYPE_CHECKING:
    from membership.models import Member

MEMBERS = int(os.environ.get("BENCH_MEMBERS", "100000"))
AT_ONCE = 1000
SILENT_EVERY = 50  # has no e-mail address
SUPPORTING_EVERY = 20
SWEDISH_EVERY = 10
FIRST_YEAR = 2021


def on_both(module: str) -> bool:
    """Whether what the module measures is as it should be on SQLite and PostgreSQL."""
    print(f"\n{module.removeprefix('bench.')}, {MEMBERS} members")
    return all([on_sqlite(module), on_postgresql(module)])


def on_sqlite(module: str) -> bool:
    return in_a_folder([], module, "SQLite")


def on_postgresql(module: str) -> bool:
    with_server = [sys.executable, "-m", "tests.support.postgresql"]
    return in_a_folder(with_server, module, "PostgreSQL")


def in_a_folder(before: list[str], module: str, name: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**demo_environment(), "DATA_DIR": folder, "BENCH_DATABASE": name}
        environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        steps = [sys.executable, "-m", "bench.many_members", module]
        return not subprocess.call([*before, *steps], env=environment, cwd=ROOT)


def in_turn(module: str) -> int:
    """The processes that share one database."""
    python = sys.executable
    for step in (
        [python, "manage.py", "migrate", "--verbosity", "0"],
        [python, "manage.py", "createcachetable", "--verbosity", "0"],
        [python, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        [python, "-m", "bench.many_members", "fill"],
        [python, "-m", module, "measure"],
    ):
        answer = subprocess.call(step, cwd=ROOT)
        if answer:
            return answer
    return 0


def fill() -> None:
    """Members of some years, each with one membership that goes on."""
    import django

    django.setup()
    from membership.models import Member, MemberSeries, Membership

    for members in batched(people(MEMBERS), AT_ONCE, strict=False):
        made = Member.objects.bulk_create(members)
        Membership.objects.bulk_create(
            Membership(
                member=member,
                kind="voting" if member.number % SUPPORTING_EVERY else "supporting",
                starts_on=date(FIRST_YEAR + member.number % 5, 3, 1),
            )
            for member in made
        )
    MemberSeries.objects.update_or_create(pk=1, defaults={"last_number": MEMBERS})
    analyze()


def people(number: int) -> Iterator["Member"]:
    from membership.models import Member
    from network.models import Municipality

    homes = list(Municipality.objects.all())
    for each in range(1, number + 1):
        yield Member(
            number=each,
            first_names=f"Satu Maaria {each % 97}",
            last_name=f"Harju {each}",
            municipality=homes[each % len(homes)],
            email=f"jasen{each}@esimerkki.example" if each % SILENT_EVERY else "",
            language="fi" if each % SWEDISH_EVERY else "sv",
        )


def analyze() -> None:
    """What a database in use has done long ago."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill()
    else:
        sys.exit(in_turn(sys.argv[1]))
