"""Webhooks: signed, sent in the background, tried again, and never under the lock."""

import hashlib
import hmac
import http.client
import ipaddress
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from .checkout import expire_overdue
from .reading import show
from .state import Job, Json, State

TIMEOUT = 10
TICK = 1.0
UNREACHABLE = 0


@dataclass(frozen=True)
class Letter:
    """One webhook, ready to go."""

    event_id: str
    url: str
    payload: bytes
    signature: str
    genuine: bool = True


def sign(payload: bytes, secret: str, timestamp: int) -> str:
    """Give the Stripe-Signature header (https://docs.stripe.com/webhooks/signature)."""
    signed = f"{timestamp}.".encode() + payload
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def loopback_only(url: str) -> str:
    """Give the address back if it is this machine's own; refuse any other."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "http" or not is_loopback(host):
        raise ValueError(f"The webhook must go to this machine over http: {url}")
    return url


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def send(letter: Letter) -> int:
    """Post it; give the status, or 0 where nobody answered. Redirects fail too."""
    parts = urlsplit(letter.url)
    path = parts.path or "/"
    connection = http.client.HTTPConnection(
        parts.hostname or "", parts.port, timeout=TIMEOUT
    )
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Stripe-Signature": letter.signature,
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    }
    try:
        address = f"{path}?{parts.query}" if parts.query else path
        connection.request("POST", address, letter.payload, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return UNREACHABLE
    finally:
        connection.close()


class Courier:
    """Carries the waiting webhooks, one after another, from a thread of its own.

    Stripe tries for three days; here a failed one is tried again after each of
    `retry_after` seconds and then stays undelivered
    (https://docs.stripe.com/webhooks#retries).
    """

    def __init__(
        self, state: State, url: str | None, secret: str, retry_after: Sequence[float]
    ) -> None:
        self.state = state
        self.url = url
        self.secret = secret
        self.retry_after = retry_after
        self._carrying = False
        self._stopping = False
        self._thread = threading.Thread(
            target=self._work, name="stripe-stand-in-webhooks", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self.state.changed:
            self._stopping = True
            self.state.changed.notify_all()
        self._thread.join(TIMEOUT + TICK)

    def wait_until_idle(self, timeout: float) -> bool:
        """Wait until nothing more can be sent now; say whether that came in time."""
        with self.state.changed:
            return self.state.changed.wait_for(self._is_idle, timeout)

    def write(
        self,
        event: Json,
        *,
        url: str,
        age: int = 0,
        wrong_secret: bool = False,
        tampered: bool = False,
    ) -> Letter:
        """Make a webhook of an event; the options make one that must be refused.

        The signature's time is the real clock's, also when ours has been moved on:
        whoever verifies it has only the real one.
        """
        payload = _payload(show(self.state, event))
        secret = self.secret + "-wrong" if wrong_secret else self.secret
        signature = sign(payload, secret, int(time.time()) - age)
        if tampered:
            changed = show(self.state, event)
            changed["data"]["object"]["client_reference_id"] = "somebody-else"
            payload = _payload(changed)
        genuine = not (age or wrong_secret or tampered)
        return Letter(event["id"], url, payload, signature, genuine)

    def note(self, letter: Letter, status: int) -> None:
        """Keep how a delivery went. The caller holds the lock."""
        if letter.event_id not in self.state.tables["event"]:
            return  # everything was reset while it was under way
        row = {
            "at": self.state.now(),
            "url": letter.url,
            "status": status,
            "genuine": letter.genuine,
        }
        self.state.deliveries.setdefault(letter.event_id, []).append(row)
        if self.state.delivered(letter.event_id):
            # What was delivered by hand meanwhile is not sent a second time.
            waiting = self.state.jobs
            waiting[:] = [job for job in waiting if job.event_id != letter.event_id]
        self.state.save()

    def _is_idle(self) -> bool:
        stuck = self.state.held or self.url is None
        return not self._carrying and (stuck or not self.state.jobs)

    def _work(self) -> None:
        while True:
            with self.state.changed:
                found = self._next()
                if found is None:
                    return
                job, letter = found
                self._carrying = True
            status = send(letter)
            with self.state.changed:
                self._carrying = False
                self.note(letter, status)
                self._try_again(job)
                self.state.changed.notify_all()

    def _next(self) -> tuple[Job, Letter] | None:
        """Wait for a webhook that is due; give nothing when it is time to stop."""
        while not self._stopping:
            if expire_overdue(self.state):
                self.state.save()
            job, url = self._due(), self.url
            if job is not None and url is not None:
                self.state.jobs.remove(job)
                event = self.state.get("event", job.event_id)
                return job, self.write(event, url=url)
            self.state.changed.wait(self._seconds_to_wait())
        return None

    def _due(self) -> Job | None:
        if self.state.held or self.url is None or not self.state.jobs:
            return None
        first = min(self.state.jobs, key=lambda job: job.due)
        return first if first.due <= time.monotonic() else None

    def _seconds_to_wait(self) -> float:
        if self.state.held or self.url is None or not self.state.jobs:
            return TICK
        first = min(job.due for job in self.state.jobs)
        return min(TICK, max(0.0, first - time.monotonic()))

    def _try_again(self, job: Job) -> None:
        forgotten = job.event_id not in self.state.tables["event"]
        if forgotten or self.state.delivered(job.event_id):
            return
        if job.tries < len(self.retry_after):
            due = time.monotonic() + self.retry_after[job.tries]
            self.state.jobs.append(Job(due, job.event_id, job.tries + 1))


def _payload(event: Json) -> bytes:
    return json.dumps(event, indent=2, ensure_ascii=False).encode()
