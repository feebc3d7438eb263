"""A real browser on the demo association, served as `make run` serves it."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from demo.serve import ROOT, fingerprint, free_port
from tests.support.chromium import flags, on_path

PREPARED = ROOT / "var" / "browser"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
OURS = ("http://localhost:", "http://127.0.0.1:", "data:", "blob:", "about:")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", action="store_true", help="write docs/pictures/ anew"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@dataclass
class Site:
    """The running demo association."""

    url: str
    data: Path
    cookies: dict[str, list[Any]] = field(default_factory=dict)

    def mails(self, to: str) -> list[EmailMessage]:
        """What was sent to an address, oldest first."""
        found = []
        for path in sorted((self.data / "outbox").glob("*.eml")):
            message = message_from_bytes(path.read_bytes(), policy=default)
            if to in str(message["To"]):
                found.append(message)
        return found

    def newest_mail(self, to: str, *, count: int = 1, wait: float = 15) -> EmailMessage:
        """The newest mail to an address, once there are at least `count` of them."""
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline:
            mails = self.mails(to)
            if len(mails) >= count:
                return mails[-1]
            time.sleep(0.1)
        raise AssertionError(f"{len(self.mails(to))} mails to {to}, {count} awaited.")


def environment(data: Path, port: int) -> dict[str, str]:
    """The demo's own settings, none of the tests'."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "LANG", "TMPDIR", "COVERAGE_PROCESS_START"}
    }
    return {
        **kept,
        "DATA_DIR": str(data),
        "PORT": str(port),
        "STATIC_ROOT": str(PREPARED / "static"),
    }


@pytest.fixture(scope="session")
def prepared() -> Path:
    """The demo's data, made once and shared by all test processes."""
    PREPARED.mkdir(parents=True, exist_ok=True)
    # Beside the folder: what lies in it is thrown away, the lock must not be.
    with PREPARED.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = PREPARED / "prepared"
        if not mark.exists() or mark.read_text() != fingerprint():
            for old in PREPARED.glob("*"):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            subprocess.run(
                [sys.executable, str(ROOT / "manage.py"), "demo"],
                env={**environment(PREPARED, 0), "DEMO": "1"},
                check=True,
            )
            mark.write_text(fingerprint())
    return PREPARED


@pytest.fixture(scope="module")
def site(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo as it is on its first day, for the tests of one module."""
    data = tmp_path_factory.mktemp("demo")
    shutil.copytree(
        prepared, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns("static")
    )
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "demo.serve"], env=environment(data, port), cwd=ROOT
    )
    try:
        wait_until_well(port, process)
        yield Site(f"http://localhost:{port}", data)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_until_well(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError("The demo ended before it was ready.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("The demo did not become well.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=on_path(), args=flags(), headless=True
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody with a browser of their own."""

    page: Page
    context: BrowserContext
    site: Site
    complaints: list[str]

    def go(self, path: str) -> Page:
        self.page.goto(self.site.url + path)
        return self.page

    def sign_in(self, email: str, next_path: str = "/oma-sivu/") -> Page:
        """As somebody: by the code in the mail, and by the same cookie later."""
        if email in self.site.cookies:
            self.context.add_cookies(self.site.cookies[email])
            return self.go(next_path)
        before = len(self.site.mails(email))
        self.go(f"/kirjaudu/?next={next_path}")
        self.ask_for_code(email)
        self.type_code(self.site.newest_mail(email, count=before + 1))
        self.page.wait_for_url(f"**{next_path}")
        self.site.cookies[email] = self.context.cookies()
        return self.page

    def ask_for_code(self, email: str) -> None:
        self.page.get_by_label("Sähköposti").fill(email)
        self.page.locator("main button.btn--next").click()

    def type_code(self, mail: EmailMessage) -> None:
        self.page.locator("input[autocomplete=one-time-code]").fill(code_in(mail))
        self.page.locator("main button.btn--next").click()

    def expect_complaint(self, part: str) -> None:
        """A complaint of the browser that belongs to what was done: a 404, say."""
        found = [line for line in self.complaints if part in line]
        assert found, self.complaints
        for line in found:
            self.complaints.remove(line)


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain",))
    assert body is not None
    return str(body.get_content())


def code_in(mail: EmailMessage) -> str:
    """The sign-in code, as it stands in the mail: whoever pastes takes it whole."""
    return next(
        line.strip()
        for line in text_of(mail).splitlines()
        if re.fullmatch(r"\d{4}-\d{4}", line.strip())
    )


def path_in(mail: EmailMessage, part: str) -> str:
    """The path of the first address in a mail that has `part` in it."""
    for address in re.findall(r"https?://\S+", text_of(mail)):
        if part in address:
            return urlsplit(address).path
    raise AssertionError(f"No address with {part} in: {text_of(mail)}")


def listen(page: Page, complaints: list[str]) -> None:
    """Collect what a browser complains of, and whatever leaves this machine."""

    def on_console(message: ConsoleMessage) -> None:
        # Wagtail's checker tells an editor so what their own draft still lacks.
        is_advice = message.text.startswith("axe.run results")
        if message.type == "error" and not is_advice:
            complaints.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(OURS):
            complaints.append(f"{page.url} asked {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", on_request)


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors; fails when a page of theirs broke the policy or complained."""
    visitors: list[Visitor] = []

    def make(**options: object) -> Visitor:
        options.setdefault("viewport", PHONE)
        options.setdefault("locale", "fi-FI")
        options.setdefault("timezone_id", "Europe/Helsinki")
        context = browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        complaints: list[str] = []
        context.on("page", lambda page: listen(page, complaints))
        made = Visitor(context.new_page(), context, site, complaints)
        visitors.append(made)
        return made

    yield make
    for made in visitors:
        made.context.close()
    complaints = [line for made in visitors for line in made.complaints]
    assert complaints == []
