"""`make run`: the demo association on this machine, until Ctrl-C.

Prepares the data when something has changed since last time, then runs the payment
stand-in (unless STRIPE_API_BASE names another), the worker and the web server.
Only the standard library is imported here: the second start takes seconds.

`python -m demo.serve COMMAND …` runs a management command on the same data.
"""

import errno
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ["uv.lock", "*/migrations/*.py", "site/static/**/*", "site/locale/*/*/*.po",
           "site/demo/content/**/*", "site/demo/life/**/*.py"]  # fmt: skip
PATIENCE = 90.0
GRACE = 10.0

type Process = subprocess.Popen[bytes]


def main(arguments: list[str]) -> int:
    environment = demo_environment()
    data = Path(environment["DATA_DIR"])
    data.mkdir(parents=True, exist_ok=True)
    if arguments:
        know_the_stand_in(environment, data)
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(command, env=environment, check=False).returncode
    complaint = what_is_wrong_with(environment["PORT"])
    if complaint:
        print(complaint)
        return 1
    return Site(environment, data).run()


def demo_environment() -> dict[str, str]:
    """The demo's settings; what the environment already says wins."""
    environment = dict(os.environ)
    port = environment.setdefault("PORT", "8000")
    environment.setdefault("DATA_DIR", str(ROOT / "var"))
    environment.setdefault("DEMO", "1")
    environment.setdefault("DEBUG", "0")
    environment.setdefault("BASE_URL", f"http://localhost:{port}")
    environment.setdefault("STRIPE_WEBHOOK_SECRET", "whsec_demo")
    environment["PYTHONUNBUFFERED"] = "1"
    return environment


def what_is_wrong_with(port: str) -> str | None:
    """Why the site cannot be served on `port`, and what to do; None when it can."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port}: use a number between 1 and 65535."
    problem = why_taken(int(port))
    if problem == errno.EACCES:
        return f"Port {port} is for the system. Use another: make run PORT=8000"
    if problem:
        other = 8001 if port == "8000" else 8000
        return f"Port {port} is in use. Stop what runs there, or: make run PORT={other}"
    return None


def why_taken(port: int) -> int | None:
    """The system's number for why nobody can listen on `port`, also by the newer kind
    of address, since a browser that is told `localhost` tries that one first."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                return error.errno
    return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def fingerprint(root: Path = ROOT) -> str:
    """Changes whenever the database, the static files or the texts must be redone.

    It goes by what the files say: their times change on a checkout, on some file
    systems by themselves, and Python writes its own files beside them.
    """
    digest = hashlib.sha256(sys.version.encode())
    for path in sources(root):
        digest.update(f"\n{path.relative_to(root)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def sources(root: Path) -> list[Path]:
    """The files from which the demo's data are made."""
    return [
        path
        for pattern in SOURCES
        for path in sorted(root.glob(pattern))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def is_prepared(data: Path) -> bool:
    mark = data / "prepared"
    return mark.exists() and mark.read_text() == fingerprint()


def prepare(environment: dict[str, str], data: Path) -> bool:
    """Bring the data up to date without serving; answers whether that went well."""
    return Site(environment, data).prepare()


def know_the_stand_in(environment: dict[str, str], data: Path) -> str | None:
    """Name the stand-in as Stripe unless another is named; answers its port.

    The port stays the same from start to start, and with it the addresses of open
    payments, as long as nobody else has taken it.
    """
    if "STRIPE_API_BASE" in environment:
        return None
    note = data / "stripe-port"
    port = note.read_text() if note.exists() else ""
    if not port.isdecimal():
        port = str(free_port())
        note.write_text(port)
    environment["STRIPE_API_BASE"] = f"http://127.0.0.1:{port}"
    return port


def commands(environment: dict[str, str], data: Path) -> dict[str, list[str]]:
    """What to run, in this order."""
    found = {}
    note = data / "stripe-port"
    if note.exists() and why_taken(int(note.read_text())):
        note.unlink()
    port = environment["PORT"]
    stripe_port = know_the_stand_in(environment, data)
    if stripe_port:
        found["payment stand-in"] = [
            sys.executable, "-m", "demo.stripe_stand_in", "--port", stripe_port,
            "--webhook-url", f"http://127.0.0.1:{port}/stripe/webhook/",
            "--webhook-secret", environment["STRIPE_WEBHOOK_SECRET"],
            "--state", str(data / "stripe.json"),
        ]  # fmt: skip
    found["worker"] = [sys.executable, str(ROOT / "manage.py"), "work"]
    found["web"] = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", port, "--workers", "1", "--blocking-threads", "3",
        "--no-ws", "--log-level", "warning", "config.wsgi:application",
    ]  # fmt: skip
    return found


class Site:
    """The processes of the demo, from the first to the last."""

    def __init__(self, environment: dict[str, str], data: Path) -> None:
        self.environment = environment
        self.data = data
        self.keeper: Process | None = None
        self.running: dict[str, Process] = {}
        self.is_stopping = False
        self.trouble = ""

    def run(self) -> int:
        """Prepare, serve until told to stop; answers the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            if not self.prepare():
                return self.farewell()
            for name, command in commands(self.environment, self.data).items():
                self.start(name, command)
            if not self.becomes_well():
                return self.farewell()
            print(welcome(self.environment, self.data), flush=True)
            while self.all_run():
                time.sleep(0.2)
            return self.farewell()
        finally:
            self.end()

    def stop(self, *_signal: object) -> None:
        """Ctrl-C or SIGTERM; whatever is under way looks at this soon."""
        self.is_stopping = True

    def farewell(self) -> int:
        print("\nStopping." if self.is_stopping else self.trouble, flush=True)
        return 0 if self.is_stopping else 1

    def start(self, name: str, command: list[str]) -> Process:
        # A group apart from ours: Ctrl-C reaches us alone, and we end them in order.
        group = self.keeper_of_the_group().pid
        self.running[name] = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, process_group=group
        )
        return self.running[name]

    def keeper_of_the_group(self) -> Process:
        """The process that ends the others if we are killed; see demo/keeper.py."""
        if self.keeper is None:
            command = [sys.executable, "-m", "demo.keeper"]
            self.keeper = subprocess.Popen(
                command,
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                process_group=0,
            )
        return self.keeper

    def prepare(self) -> bool:
        if is_prepared(self.data):
            return True
        mark = fingerprint()  # before the work, so that a change meanwhile is seen
        process = self.start("demo", [sys.executable, str(ROOT / "manage.py"), "demo"])
        try:
            while process.poll() is None and not self.is_stopping:
                time.sleep(0.1)
        finally:
            self.end()
        if process.returncode or self.is_stopping:
            self.trouble = (
                "The demo association could not be prepared: see the message above. "
                f"To start anew, delete {self.data}"
            )
            return False
        (self.data / "prepared").write_text(mark)
        return True

    def all_run(self) -> bool:
        """Until told to stop, or one of them ends by itself."""
        for name, process in self.running.items():
            if process.poll() is not None:
                self.trouble = f"The {name} process ended: see the message above."
                return False
        return not self.is_stopping

    def becomes_well(self) -> bool:
        address = f"http://127.0.0.1:{self.environment['PORT']}/healthz"
        deadline = time.monotonic() + PATIENCE
        reason = ""
        while self.all_run():
            try:
                with urllib.request.urlopen(address, timeout=5):
                    return True
            except urllib.error.HTTPError as error:
                reason = error.read().decode()
            except OSError as error:
                reason = str(error)
            if time.monotonic() > deadline:
                self.trouble = f"Not well after {PATIENCE:.0f} seconds: {reason}"
                return False
            time.sleep(0.05)
        return False

    def end(self) -> None:
        """End them all, gently, then surely, and whatever they started."""
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE
        for process in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
        if self.keeper:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.keeper.pid, signal.SIGKILL)
            self.keeper.communicate()
            self.keeper = None
        for process in self.running.values():
            process.wait()
        self.running.clear()


def welcome(environment: dict[str, str], data: Path) -> str:
    base = environment["BASE_URL"]
    sign_ins = data / "sign-ins.txt"
    people = sign_ins.read_text(encoding="utf-8") if sign_ins.exists() else ""
    return (
        f"\nThe association's site is ready: {base}/\n"
        f"E-mail that it sends:            {base}/demo/mail/\n"
        f"Editing:                         {base}/admin/\n\n"
        f"Sign in with one of these addresses; the code comes to {base}/demo/mail/\n"
        f"{people}\nStop with Ctrl-C.\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
