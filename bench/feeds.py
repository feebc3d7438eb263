"""`make bench`, second part: a feed of 200, 2 000 and 20 000 occurrences.

Says for each size what writing an entry takes, how many are written anew after one has
changed, and the most memory a process had; then asks the running site for the feed,
beside a bare view that sends the same bytes, and for a 304. All of it should be as good
for many as for few.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench import load
from bench.__main__ import Case, answers_of, fetch, measure, server
from demo.serve import ROOT, demo_environment

SIZES = (200, 2_000, 20_000)
FEED = "/calendar/events.ics"
OF_AN_EVENT = 50
TIMES = 5
# The same at every size, within this factor.
ALIKE = 1.5
MOST_MEGABYTES = 300


@dataclass(frozen=True)
class Wrote:
    """What one process took for a feed of so many."""

    size: int
    seconds: float
    seconds_again: float
    written_again: int
    megabytes: float

    @property
    def microseconds(self) -> float:
        return self.seconds / self.size * 1e6


def main() -> int:
    wrote: list[Wrote] = []
    unchanged: list[float] = []
    is_fast = True
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            environment = environment_of(Path(folder), size)
            wrote.append(Wrote(**json.loads(command(environment, "write", str(size)))))
            print(f"\nA feed of {size} occurrences, served")
            with both(environment) as (site, bare, found):
                is_fast &= measure(site, bare, found)
                unchanged.append(per_second_unchanged(site))
    return 0 if is_fast & report(wrote, unchanged) else 1


def environment_of(folder: Path, size: int) -> dict[str, str]:
    """A database of its own, filled; the tables are made once."""
    environment = demo_environment()
    empty, data = folder / "empty", folder / str(size)
    if not empty.exists():
        empty.mkdir()
        environment["DATA_DIR"] = str(empty)
        for words in (["migrate"], ["collectstatic", "--noinput"]):
            subprocess.run(
                [sys.executable, "manage.py", *words, "--verbosity", "0"],
                env=environment, cwd=ROOT, check=True,
            )  # fmt: skip
    shutil.copytree(empty, data)
    environment["DATA_DIR"] = str(data)
    command(environment, "fill", str(size))
    return environment


def command(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench.feeds", *words],
        env=environment, cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


@contextmanager
def both(environment: dict[str, str]) -> Iterator[tuple[int, int, list[Case]]]:
    """The site and the bare view, and what to ask of them."""
    found = [
        Case("feed", FEED, 0.5),
        Case("feed, If-None-Match", FEED, 0.7, is_conditional=True),
    ]
    answers = Path(environment["DATA_DIR"]) / "answers.json"
    with server("config.wsgi:application", environment) as site:
        warm(site)
        answers.write_text(json.dumps(answers_of(site, found)))
        bare_environment = {**environment, "BENCH_ANSWERS": str(answers)}
        with server("bench.bare:application", bare_environment) as bare:
            yield site, bare, found


def warm(port: int) -> None:
    """Until every worker has the feed."""
    while load.run(port, FEED, seconds=5).status != 200:
        pass


def per_second_unchanged(port: int) -> float:
    _status, headers, _body = fetch(port, FEED)
    asked = {"If-None-Match": headers["etag"]}
    return max(load.run(port, FEED, seconds=1, headers=asked).per_second
               for _time in range(TIMES))  # fmt: skip


def report(wrote: list[Wrote], unchanged: list[float]) -> bool:
    names = ("µs an entry", "again, ms", "written", "MB", "304/s")
    print(f"\n{'':10}" + "".join(f"{name:>13}" for name in names))
    for one, per_second in zip(wrote, unchanged, strict=True):
        print(
            f"{one.size:10}{one.microseconds:13.0f}{one.seconds_again * 1000:13.0f}"
            f"{one.written_again:13}{one.megabytes:13.0f}{per_second:13.0f}"
        )
    costs = [one.microseconds for one in wrote]
    reached = {
        f"an entry takes the same (within {ALIKE})": max(costs) <= ALIKE * min(costs),
        "only what has changed is written again": all(
            one.written_again == 1 for one in wrote
        ),
        f"under {MOST_MEGABYTES} MB": max(one.megabytes for one in wrote)
        < MOST_MEGABYTES,
        f"a 304 takes the same (within {ALIKE})": max(unchanged)
        <= ALIKE * min(unchanged),
    }
    for goal, is_reached in reached.items():
        print(f"{goal}: {'reached' if is_reached else 'NOT REACHED'}")
    return all(reached.values())


def fill(size: int) -> None:
    """So many occurrences, from a year back to two ahead."""
    from django.utils import timezone

    from events.models import Event, Occurrence

    first = timezone.localdate() - timedelta(days=300)
    clock = {"start_time": "18:00", "end_time": "19:30"}
    where = {"place": "Kirjasto, Kuopio", "address": "Maaherrankatu 12"}
    events = Event.objects.bulk_create(
        Event(name_fi=f"Mentorikahvit {number}", start_day=first, end_day=first,
              **clock, **where)
        for number in range(size // OF_AN_EVENT)
    )  # fmt: skip
    days = [first + timedelta(days=20 * number) for number in range(OF_AN_EVENT)]
    Occurrence.objects.bulk_create(
        [
            Occurrence(event=event, original_day=day, start_day=day, end_day=day,
                       name_fi=event.name_fi, **clock, **where)
            for event in events
            for day in days
        ],
        batch_size=500,
    )  # fmt: skip


def write(size: int) -> Wrote:
    """As a worker does, with all that a process has in memory then."""
    from django.test import Client
    from django.utils import timezone

    from events import changing, feeds, kept_entries
    from events.models import Occurrence

    now = timezone.now()

    def made() -> float:
        started = time.process_time()  # what others do meanwhile is not counted
        feeds.written(feeds.EVENTS, language="fi", at=now)
        return time.process_time() - started

    def made_anew() -> float:
        kept_entries.store = kept_entries.Store()
        return made()

    feeds.written(feeds.HOLIDAYS, language="fi", at=now)  # texts are loaded once
    seconds = min(made_anew() for _time in range(TIMES))
    before = len(kept_entries.store.entries)
    one = Occurrence.objects.select_related("event").first()
    assert one is not None
    one.name_fi = "Glögit"
    changing.save(one, at=now)
    seconds_again = made()
    answer = Client().get(FEED, headers={"host": "localhost"})
    assert answer.content.count(b"BEGIN:VEVENT") == size
    return Wrote(
        size=size,
        seconds=seconds,
        seconds_again=seconds_again,
        written_again=len(kept_entries.store.entries) - before,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def within_django(verb: str, size: int) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if verb == "fill":
        fill(size)
    else:
        print(json.dumps(vars(write(size))))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        within_django(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main())
