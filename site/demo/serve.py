"""`make run`: the demo association on this machine, until Ctrl-C.

Prepares the data when something has changed since last time, then runs the web
server, the worker and, unless STRIPE_API_BASE names another, the payment stand-in.
Only the standard library is imported here: the second start takes seconds.
"""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ["uv.lock", "**/migrations/*.py", "site/static/**/*", "site/locale/*/*/*.po",
           "site/demo/content/**/*", "site/demo/life/**/*.py"]  # fmt: skip
PATIENCE = 90.0
GRACE = 10.0


def main() -> int:
    environment = demo_environment()
    port = int(environment["PORT"])
    data = Path(environment["DATA_DIR"])
    if is_taken(port):
        print(f"Port {port} is in use. Stop what runs there, or: make run PORT=8001")
        return 1
    data.mkdir(parents=True, exist_ok=True)
    if not prepare(environment, data):
        return 1
    return run(environment, data)


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


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def fingerprint() -> str:
    """Changes whenever the database, the static files or the texts must be redone."""
    digest = hashlib.sha256(sys.version.encode())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and ".venv" not in path.parts:
                facts = path.stat()
                digest.update(f"{path}{facts.st_mtime_ns}{facts.st_size}".encode())
    return digest.hexdigest()


def prepare(environment: dict[str, str], data: Path) -> bool:
    mark = data / "prepared"
    now = fingerprint()
    if mark.exists() and mark.read_text() == now:
        return True
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo"], env=environment, check=False
    )
    if done.returncode:
        print("The demo association could not be prepared: see the message above.")
        return False
    mark.write_text(now)
    return True


def commands(environment: dict[str, str], data: Path) -> dict[str, list[str]]:
    """What to run; the stand-in only where no other Stripe is named."""
    found = {}
    port = environment["PORT"]
    if "STRIPE_API_BASE" not in environment:
        stripe_port = str(free_port())
        environment["STRIPE_API_BASE"] = f"http://127.0.0.1:{stripe_port}"
        found["stripe"] = [
            sys.executable, "-m", "demo.stripe_stand_in", "--port", stripe_port,
            "--webhook-url", f"http://127.0.0.1:{port}/stripe/webhook/",
            "--webhook-secret", environment["STRIPE_WEBHOOK_SECRET"],
            "--state", str(data / "stripe.json"),
        ]  # fmt: skip
    found["web"] = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", port, "--workers", "1", "--blocking-threads", "8",
        "--no-ws", "--log-level", "warning", "config.wsgi:application",
    ]  # fmt: skip
    found["worker"] = [sys.executable, str(ROOT / "manage.py"), "work"]
    return found


class Stopped(Exception):  # noqa: N818 - not an error
    """Ctrl-C or SIGTERM."""


def stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped


def run(environment: dict[str, str], data: Path) -> int:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands(environment, data).items():
            # A group of its own: Ctrl-C reaches us alone, and we end them in order.
            running[name] = subprocess.Popen(
                command, env=environment, cwd=ROOT, process_group=0
            )
        if not wait_until_well(environment, running):
            return 1
        print(welcome(environment, data), flush=True)
        return watch(running)
    except Stopped:
        print("\nStopping.", flush=True)
        return 0
    finally:
        end(running)


def wait_until_well(
    environment: dict[str, str], running: dict[str, subprocess.Popen[bytes]]
) -> bool:
    address = f"http://127.0.0.1:{environment['PORT']}/healthz"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for name, process in running.items():
            if process.poll() is not None:
                print(f"The {name} process ended: see the message above.")
                return False
        try:
            with urllib.request.urlopen(address, timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    print(f"The site did not become well in {PATIENCE:.0f} seconds.")
    return False


def welcome(environment: dict[str, str], data: Path) -> str:
    base = environment["BASE_URL"]
    sign_ins = data / "sign-ins.txt"
    people = sign_ins.read_text() if sign_ins.exists() else ""
    return (
        f"\nThe association's site is ready: {base}/\n"
        f"E-mail that it sends:            {base}/demo/mail/\n"
        f"Editing:                         {base}/admin/\n\n"
        f"Sign in with one of these addresses; the code comes to {base}/demo/mail/\n"
        f"{people}\nStop with Ctrl-C.\n"
    )


def watch(running: dict[str, subprocess.Popen[bytes]]) -> int:
    """Until told to stop, or one of them ends by itself."""
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                print(f"The {name} process ended with {process.returncode}; stopping.")
                return 1
        time.sleep(0.5)


def end(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """End them all, gently, then surely; a second Ctrl-C does not interrupt this."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + GRACE
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
