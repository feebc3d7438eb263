"""`make run`, really started: ready, quick the second time, gone when told to go."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from demo import serve
from demo.serve import ROOT, free_port

# It brings a database of its own.
pytestmark = pytest.mark.sqlite_only

KEPT = {"PATH", "HOME", "LANG", "TMPDIR", "COVERAGE_PROCESS_START", "PYTHONPATH"}


class Run:
    """A `make run` under way, and what it has said."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        self.port = int(environment.setdefault("PORT", str(free_port())))
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.log = data.parent / f"{data.name}-{self.port}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "demo.serve"],
                cwd=ROOT,
                env={**kept, "DATA_DIR": str(data), **environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def wait_for(self, words: str, *, seconds: float = 300) -> None:
        deadline = time.monotonic() + seconds
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(60)

    def others(self) -> dict[int, str]:
        """The processes that work on our data, without the first: id and command."""
        found = {}
        wanted = f"DATA_DIR={self.data}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                names = (folder / "environ").read_bytes().split(b"\0")
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
            except OSError:
                continue  # it has ended, or is somebody else's
            if wanted in names and int(folder.name) != self.process.pid:
                found[int(folder.name)] = command.decode()
        return found

    def pid(self, part: str) -> int:
        """The first process whose command contains `part`; it may have started more."""
        return min(pid for pid, command in self.others().items() if part in command)

    def wait_for_process(self, part: str, *, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not any(part in command for command in self.others().values()):
            assert time.monotonic() < deadline, self.others()
            time.sleep(0.01)

    def wait_until_gone(self, *, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while self.others():
            assert time.monotonic() < deadline, self.others()
            time.sleep(0.05)

    def fetch(self, path: str) -> tuple[int, str]:
        address = f"http://localhost:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.read().decode()


@contextmanager
def running(data: Path, **environment: str) -> Iterator[Run]:
    run = Run(data, **environment)
    try:
        yield run
    finally:
        if run.process.poll() is None:
            run.process.kill()
            run.process.wait()
        run.wait_until_gone()


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the very first start has been made, and its log beside it."""
    # All test processes share it: the first start takes its time.
    folder = tmp_path_factory.getbasetemp().parent / "serve"
    folder.mkdir(exist_ok=True)
    data = folder / "data"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            started = time.monotonic()
            with running(data) as run:
                run.wait_for("Stop with Ctrl-C")
                print(f"first start: {time.monotonic() - started:.1f} s")
                assert run.fetch("/")[0] == 200
                assert run.stop() == 0
                run.log.rename(folder / "log")
    return folder


@pytest.fixture
def data(first: Path, tmp_path: Path) -> Path:
    """The data as the first start left them, for this test alone."""
    copy = Path(shutil.copytree(first / "data", tmp_path / "data"))
    (copy / "stripe-port").unlink()  # tests beside this one would want the same
    return copy


def test_the_first_start_prepares_says_so_and_names_who_can_sign_in(first):
    said = (first / "log").read_text()

    for words in ("database", "static files", "ready: http://localhost:",
                  "/demo/mail/", "@esimerkki.example", "Stopping."):  # fmt: skip
        assert words in said
    assert "Traceback" not in said
    assert "WARNING" not in said


def test_the_second_start_prepares_nothing_and_is_quick(data):
    started = time.monotonic()
    with running(data) as run:
        run.wait_for("Stop with Ctrl-C")
        print(f"second start: {time.monotonic() - started:.1f} s")

        assert "static files" not in run.said
        assert run.fetch("/healthz") == (200, "ok\n")
        assert run.fetch("/demo/mail/")[0] == 200


def test_only_what_the_sources_say_makes_it_prepare_again(tmp_path):
    source = tmp_path / "events/migrations/0001_initial.py"
    compiled = tmp_path / "site/demo/content/__pycache__/model.pyc"
    for path in (source, compiled):
        path.parent.mkdir(parents=True)
        path.write_text("events")
    before = serve.fingerprint(tmp_path)

    os.utime(source, (1, 1))
    compiled.write_text("news")
    assert serve.fingerprint(tmp_path) == before

    source.write_text("dances")
    assert serve.fingerprint(tmp_path) != before


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_stops_when_told_and_leaves_no_process_behind(data, how):
    with running(data) as run:
        run.wait_for("Stop with Ctrl-C")
        assert len(run.others()) >= 3

        assert run.stop(how) == 0

        assert run.others() == {}
        assert "Traceback" not in run.said


def test_told_to_stop_while_preparing_it_stops(tmp_path):
    with running(tmp_path / "data") as run:
        run.wait_for("database")

        assert run.stop() == 0

        assert run.others() == {}
        assert not (run.data / "prepared").exists()


def hosts() -> list[str]:
    """How this machine calls itself; some have no newer kind of address."""
    with suppress(OSError), socket.create_server(("::1", 0), family=socket.AF_INET6):
        return ["127.0.0.1", "::1"]
    return ["127.0.0.1"]


@pytest.mark.parametrize("host", hosts())
def test_a_taken_port_is_told_in_one_sentence(tmp_path, host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as taken:
        port = str(taken.getsockname()[1])
        with running(tmp_path / "data", PORT=port) as run:
            assert run.process.wait(20) == 1

            assert run.said == (
                f"Port {port} is in use. Stop what runs there, or: make run PORT=8000\n"
            )


@pytest.mark.parametrize("port", ["", "web", "-1", "0", "65536"])
def test_a_port_that_is_none_is_told_in_one_sentence(port):
    assert serve.what_is_wrong_with(port) == (
        f"PORT={port}: use a number between 1 and 65535."
    )


def test_another_stripe_is_used_when_the_environment_names_one(data):
    with running(data, STRIPE_API_BASE="http://127.0.0.1:1") as run:
        run.wait_for("Stop with Ctrl-C")

        assert not [line for line in run.others().values() if "stand_in" in line]


def test_the_stand_in_keeps_its_address_from_start_to_start(data):
    ports = []
    for _ in range(2):
        with running(data) as run:
            run.wait_for("Stop with Ctrl-C")
            ports.append((data / "stripe-port").read_text())
            run.stop()

    assert ports[0] == ports[1]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("manage.py work", "worker"),
        ("granian", "web"),
        ("stand_in", "payment stand-in"),
    ],
)
def test_when_one_process_ends_all_end_and_say_so(data, part, name):
    with running(data) as run:
        run.wait_for("Stop with Ctrl-C")
        os.kill(run.pid(part), signal.SIGKILL)

        assert run.process.wait(20) == 1

        assert f"The {name} process ended" in run.said
        run.wait_until_gone()


@pytest.mark.parametrize("moment", ["the first of them", "the last", "all well"])
def test_killed_outright_it_takes_the_others_along(data, moment):
    part = {"the first of them": "stand_in", "the last": "granian"}.get(moment)
    with running(data) as run:
        if part:
            run.wait_for_process(part)
        else:
            run.wait_for("Stop with Ctrl-C")
        others = run.others()

        run.process.kill()
        run.process.wait()

        assert others
        run.wait_until_gone(seconds=10)


def test_a_command_runs_on_the_same_data_and_settings(data):
    code = (
        "from django.conf import settings as s; "
        "print(s.DATA_DIR, s.DEMO, s.STRIPE_API_BASE)"
    )
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}

    done = subprocess.run(
        [sys.executable, "-m", "demo.serve", "shell", "--no-imports", "-c", code],
        env={**kept, "DATA_DIR": str(data)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    port = (data / "stripe-port").read_text()
    assert done.stdout.split() == [str(data), "True", f"http://127.0.0.1:{port}"]


def test_what_the_environment_says_wins(monkeypatch):
    monkeypatch.setenv("BASE_URL", "http://localhost:9999")
    monkeypatch.setenv("STRIPE_WEBHOOK_SECRET", "whsec_mine")
    monkeypatch.delenv("DATA_DIR")
    monkeypatch.delenv("PORT", raising=False)

    environment = serve.demo_environment()

    assert environment["BASE_URL"] == "http://localhost:9999"
    assert environment["STRIPE_WEBHOOK_SECRET"] == "whsec_mine"
    assert environment["DATA_DIR"] == str(ROOT / "var")
    assert (environment["PORT"], environment["DEMO"]) == ("8000", "1")
    assert environment["DEBUG"] == "0"
