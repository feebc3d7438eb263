"""`make bench`: how fast the site is, beside a bare Django view in the same run.

Starts the site as in production, with two workers, on the demo's data; then the bare
view on the same server with the same bytes. Each pair is measured in turn, several
times; the medians are printed, and whether the goal is reached. Then Lighthouse looks
at the pages, where Node can be had; and bench/calendar.py asks whether the calendar's
pages take as long with a history of 20 000 evenings as with 200. BENCH_ROUNDS,
BENCH_SECONDS and BENCH_LIGHTHOUSE (how often; 0 is never) make it shorter or longer.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from bench import lighthouse, load
from demo.serve import ROOT, demo_environment, free_port, prepare

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "2"))
WORKERS = "2"
CALENDAR = "/kalenteri/"
FEED = "/calendar/events.ics"
UNSAFE = {"connection", "date", "server", "transfer-encoding", "content-length"}


@dataclass(frozen=True)
class Case:
    """An address to measure, and the share of the bare view's speed it must reach."""

    name: str
    path: str
    goal: float
    is_conditional: bool = False


@contextmanager
def server(target: str, environment: dict[str, str]) -> Iterator[int]:
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", WORKERS, "--blocking-threads", "2",
        "--no-ws", "--log-level", "warning", target,
    ]  # fmt: skip
    environment = {**environment, "BASE_URL": f"http://localhost:{port}"}
    # The access log is written as in life, but not over the figures.
    log = (Path(environment["DATA_DIR"]) / "log.txt").open("a")
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=log)
    log.close()
    try:
        wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("The server ended before it answered.")
        try:
            fetch(port, "/")
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not answer.")


def fetch(
    port: int, path: str, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(
        f"http://localhost:{port}{path}", headers=headers or {}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, lowered(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, lowered(error.headers), error.read()


def cases(port: int) -> list[Case]:
    return [
        Case("home page", "/", 0.5),
        Case("event list", CALENDAR, 0.5),
        Case("event page", event_path(port), 0.5),
        Case("feed", FEED, 0.5),
        Case("feed, If-None-Match", FEED, 0.7, is_conditional=True),
    ]


def lowered(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def event_path(port: int) -> str:
    """The first event of the calendar that has a page."""
    _status, _headers, calendar = fetch(port, CALENDAR)
    links = re.findall(r'<a class="stretched" href="(/[^"#?]+/)"', calendar.decode())
    if not links:
        raise SystemExit("The demo's calendar shows no event with a page.")
    return str(links[0])


def etag_headers(port: int, case: Case) -> dict[str, str]:
    if not case.is_conditional:
        return {}
    _status, headers, _body = fetch(port, case.path)
    return {"If-None-Match": headers["etag"]}


def answers_of(port: int, found: list[Case]) -> dict[str, object]:
    """What the site answers, for the bare view to repeat."""
    answers: dict[str, object] = {"": {"status": 200, "headers": {}, "body": ""}}
    for number, case in enumerate(found):
        status, headers, body = fetch(port, case.path, etag_headers(port, case))
        kept = {k: v for k, v in headers.items() if k not in UNSAFE}
        answers[str(number)] = {
            "status": status, "headers": kept, "body": body.decode(),
        }  # fmt: skip
    return answers


def measure(site: int, bare: int, found: list[Case]) -> bool:
    print(f"\n{'':22}{'site/s':>9}{'bare/s':>9}{'ratio':>8}{'goal':>6}{'p99 ms':>9}")
    all_reached = True
    for number, case in enumerate(found):
        headers = etag_headers(site, case)
        pairs = []
        for _round in range(ROUNDS):
            ours = load.run(site, case.path, seconds=SECONDS, headers=headers)
            theirs = load.run(bare, f"/{number}", seconds=SECONDS, headers=headers)
            if {ours.status, theirs.status} != {304 if headers else 200}:
                raise SystemExit(f"{case.name}: {ours.status} and {theirs.status}")
            pairs.append((ours, theirs))
        ratio = statistics.median(a.per_second / b.per_second for a, b in pairs)
        reached = ratio >= case.goal
        all_reached &= reached
        print(
            f"{case.name:22}"
            f"{statistics.median(a.per_second for a, _ in pairs):9.0f}"
            f"{statistics.median(b.per_second for _, b in pairs):9.0f}"
            f"{ratio:8.2f}{case.goal:6.1f}"
            f"{statistics.median(a.percentile(0.99) for a, _ in pairs):9.1f}"
            f"  {'reached' if reached else 'NOT REACHED'}",
            flush=True,
        )
    return all_reached


def main() -> int:
    environment = demo_environment()
    environment["DATA_DIR"] = str(ROOT / "var" / "bench")
    data = Path(environment["DATA_DIR"])
    data.mkdir(parents=True, exist_ok=True)
    if not prepare(environment, data):
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        server("config.wsgi:application", environment) as site,
    ):
        found = cases(site)
        answers = Path(folder) / "answers.json"
        answers.write_text(json.dumps(answers_of(site, found)))
        bare_environment = {**environment, "BENCH_ANSWERS": str(answers)}
        with server("bench.bare:application", bare_environment) as bare:
            print(f"{ROUNDS} rounds of {SECONDS:g} s each, medians; {WORKERS} workers")
            is_fast = measure(site, bare, found)
        pages = [case.path for case in found if case.path.endswith("/")]
        is_light = lighthouse.report(site, pages)
    is_level = not subprocess.call([sys.executable, "-m", "bench.calendar"], cwd=ROOT)
    return 0 if is_fast and is_light and is_level else 1


if __name__ == "__main__":
    sys.exit(main())
