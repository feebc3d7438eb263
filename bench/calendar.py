"""The calendar with few and with many occurrences: what a visitor waits for.

An association's history grows, and its months do not: as many evenings a year, over a
longer time. Each page is measured as it is rendered, as the page cache gives it and as
a 304, with 200 and with 20 000 occurrences, in the same run on a copy of the demo.
`make_occurrences` is for whoever measures with many.

    python -m bench.calendar
"""

import logging
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import TYPE_CHECKING

import django

from demo.serve import ROOT, demo_environment, prepare

if TYPE_CHECKING:
    from events.models import Event

FEW, MANY = 200, 20_000
IN_A_SERIES = 10
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
A_YEAR = 100  # evenings: as many each year, whatever the number of years
GOAL = 1.5
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
ASKED = 20  # how often in a round


def make_occurrences(number: int, *, today: date) -> None:
    """Evenings every few days: a fifth of them ahead at most two years, the rest past.

    Ten are an event, every fifth event has an end of room.
    """
    from events.models import Event, Occurrence

    ahead = min(number // 5, 2 * A_YEAR)
    step = timedelta(days=365 / A_YEAR)
    last = datetime.combine(today, clock()) + ahead * step
    days = [(last - place * step).date() for place in range(number)]
    events = Event.objects.bulk_create(
        make_event(place, day) for place, day in enumerate(days[::IN_A_SERIES])
    )
    rows = (
        Occurrence(
            event=events[place // IN_A_SERIES],
            original_day=day,
            **shared_of(events[place // IN_A_SERIES]),
            **events[place // IN_A_SERIES].times_on(day),
        )
        for place, day in enumerate(days)
    )
    Occurrence.objects.bulk_create(rows, batch_size=500)


def shared_of(event: "Event") -> dict[str, object]:
    return {name: getattr(event, name) for name in event.SHARED}


def make_event(place: int, day: date) -> "Event":
    from events.models import Event

    return Event(
        name_fi=f"Mentorikahvit {place}",
        kind=list(Event.Kind)[place % 4],
        start_day=day,
        end_day=day,
        start_time=clock(18),
        end_time=clock(19, 30),
        place="Kirjasto, Kuopio" if place % 3 else "",
        is_remote=not place % 3,
        capacity=12 if place % 5 == 0 else None,
        takes_registrations=place % 5 == 0,
        published_at=LONG_AGO,
        topped_up_to=day,
    )


def grow_to(number: int) -> None:
    """The demo's own occurrences, and as many more as it takes."""
    from django.db import connections
    from django.utils import timezone

    from association.public_changes import raise_stamp
    from events.models import Occurrence

    missing = number - Occurrence.objects.count()
    make_occurrences(missing, today=timezone.localdate())
    with connections["default"].cursor() as cursor:
        cursor.execute("ANALYZE")
    raise_stamp()


def cases() -> dict[str, str]:
    from django.utils import timezone

    from events import weeks
    from events.spans import Month, week_url

    today = timezone.localdate()
    return {
        "list": "/kalenteri/",
        "past": "/kalenteri/menneet/",
        "month": Month.of(today).url,
        "week": week_url(weeks.week(today)),
    }


def seconds(ask: Callable[[], object]) -> float:
    """The quickest of a few: what the machine does besides only adds."""
    taken = []
    for _ in range(ASKED):
        started = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - started)
    return min(taken)


def measured() -> dict[str, float]:
    """{what: seconds} of each page, rendered and kept, and of a 304."""
    from django.test import Client

    from association import page_cache

    client, found = Client(headers={"host": "localhost"}), {}
    for name, path in cases().items():

        def rendered(path: str = path) -> None:
            page_cache.store.clear()
            if client.get(path).status_code != 200:
                raise SystemExit(f"{path} is not there.")

        rendered()
        found[name] = seconds(rendered)
        answer = client.get(path)
        found[f"{name}, kept"] = seconds(lambda path=path: client.get(path))
        known = {"If-None-Match": answer.headers["ETag"]}
        if client.get(path, headers=known).status_code != 304:
            raise SystemExit(f"{path} does not answer 304.")
        found[f"{name}, 304"] = seconds(
            lambda path=path, known=known: client.get(path, headers=known)
        )
    return found


def report() -> bool:
    """Print it; whether all stay within the goal."""
    few, many = [], []
    for number, runs in ((FEW, few), (MANY, many)):
        grow_to(number)
        runs.extend(measured() for _ in range(ROUNDS))
    print(f"\n{'ms':16}{FEW:>9}{MANY:>9}{'ratio':>8}{'goal':>6}")
    all_reached = True
    for name in few[0]:
        less = statistics.median(run[name] for run in few)
        more = statistics.median(run[name] for run in many)
        is_reached = more / less <= GOAL
        all_reached &= is_reached
        print(
            f"{name:16}{less * 1000:9.2f}{more * 1000:9.2f}{more / less:8.2f}{GOAL:6}"
            f"  {'reached' if is_reached else 'NOT REACHED'}",
            flush=True,
        )
    return all_reached


def main() -> int:
    environment = demo_environment()
    environment["DATA_DIR"] = str(ROOT / "var" / "bench")
    prepared = Path(environment["DATA_DIR"])
    prepared.mkdir(parents=True, exist_ok=True)
    if not prepare(environment, prepared):
        return 1
    with tempfile.TemporaryDirectory() as folder:
        without = shutil.ignore_patterns("static", "media", "outbox")
        shutil.copytree(prepared, folder, dirs_exist_ok=True, ignore=without)
        static = prepared / "static"
        os.environ |= environment | {"DATA_DIR": folder, "STATIC_ROOT": str(static)}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
        logging.disable(logging.WARNING)
        return 0 if report() else 1


if __name__ == "__main__":
    sys.exit(main())
