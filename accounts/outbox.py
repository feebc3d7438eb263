"""The outbox: a mail is a row in its cause's transaction; the worker sends it.

Both are saved or neither, and the key allows no second one. A mail whose sending
failed is tried again with growing pauses for two days, then given up and shown.
A worker killed in the middle leaves the mail to the next; should the server have taken
it already, its Message-ID, the same in each try, tells mail programs that it is one.
"""

import copy
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPServerDisconnected,
)
from typing import Any

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from accounts.models import OutboxMail

PAUSES = [
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 960, 1440)
]
# While a mail is being sent nobody else takes it: longer than the slowest server,
# of which each answer is awaited for at most 20 seconds (config/env.py).
TAKEN = timedelta(minutes=5)
BATCH = 50
OF_THE_SERVER = (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPServerDisconnected,
)


type Check = Callable[[str, datetime], bool]
type Writer = Callable[[str, datetime], EmailMessage | None]

type Told = Callable[[OutboxMail], None]

_checks: dict[str, Check] = {}
_writers: dict[str, Writer] = {}
_told: dict[str, Told] = {}


def check_before_sending(prefix: str, is_still_wanted: Check) -> None:
    """Ask once more, when a mail whose key begins so is sent, whether it is wanted.

    One that is not is forgotten, as if it had never been written.
    """
    _checks[prefix] = is_still_wanted


def write_when_sent(prefix: str, write: Writer) -> None:
    """Let mails whose key begins so be written when they are sent, from the rows as
    they are then: a hundred thousand are asked for in seconds, and none is out of date.

    `write(key, at)` answers the mail, or None when nobody should get it any more.
    """
    _writers[prefix] = write


def tell_of_giving_up(prefix: str, tell: Told) -> None:
    """Call `tell(mail)` when a mail whose key begins so is given up, in the transaction
    that writes it down, and again when somebody has it tried from the beginning."""
    _told[prefix] = tell


def not_there(keys: Iterable[str]) -> list[str]:
    """Those of the keys without a mail: timed jobs write what is new, and no more."""
    wanted = list(keys)
    there = set(OutboxMail.objects.filter(key__in=wanted).values_list("key", flat=True))
    return [key for key in wanted if key not in there]


def add(message: EmailMessage, *, key: str) -> bool:
    """Keep a mail for the worker; answers whether it is new. The same key: one mail."""
    now = timezone.now()
    _row, is_new = OutboxMail.objects.get_or_create(
        key=key,
        defaults={
            "to": message.to[0],
            "subject": str(message.subject)[:250],
            "content": message.message().as_bytes(policy=SMTP),
            "created_at": now,
            "next_try_at": now,
        },
    )
    return is_new


@dataclass(frozen=True)
class Planned:
    """A mail that is written when it is sent (`write_when_sent`)."""

    key: str
    to: str
    subject: str


def plan(mails: Iterable[Planned], *, at: datetime) -> None:
    """Keep mails for the worker to write and send; a key that is there stays alone."""
    rows = (
        OutboxMail(
            key=mail.key,
            to=mail.to,
            subject=mail.subject[:250],
            is_planned=True,
            created_at=at,
            next_try_at=at,
        )
        for mail in mails
    )
    OutboxMail.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


class OutboxBackend(BaseEmailBackend):
    """Django's `default` mailer: mails of Wagtail and others take the same way."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = 0
        for message in email_messages:
            for recipient in message.recipients():
                single = copy.copy(message)
                single.to, single.cc, single.bcc = [recipient], [], []
                sent += add(single, key=f"mail-{uuid.uuid4()}")
        return sent


class _Ready(EmailMessage):
    """A mail that was rendered when it was put in the outbox."""

    def __init__(self, row: OutboxMail) -> None:
        self._parsed: Any = message_from_bytes(bytes(row.content), policy=SMTP)
        super().__init__(
            subject=row.subject, from_email=str(self._parsed["From"]), to=[row.to]
        )

    def message(self, **_kwargs: Any) -> Any:
        return self._parsed


def send_now(message: EmailMessage) -> None:
    """Send without keeping a copy: for what must not lie readable, a sign-in code."""
    message.send(using="smtp")


def send_again(row: OutboxMail, *, at: datetime) -> None:
    """Try a mail once more from the beginning, whatever became of it."""
    row.sent_at = row.given_up_at = None
    row.error, row.tries, row.next_try_at = "", 0, at
    with transaction.atomic():
        row.save(
            update_fields=["sent_at", "given_up_at", "error", "tries", "next_try_at"]
        )
        _tell(row)


def _tell(row: OutboxMail) -> None:
    for prefix, tell in _told.items():
        if row.key.startswith(prefix):
            tell(row)


def send_due(at: datetime, *, limit: int = BATCH) -> int:
    """Send the mails whose time has come; answers how many went out."""
    started = time.monotonic()
    sent = 0
    for pk in list(OutboxMail.objects.due(at).values_list("pk", flat=True)[:limit]):
        # The clock goes on while a slow server keeps us.
        now = at + timedelta(seconds=time.monotonic() - started)
        row = _claim(pk, now)
        if row is None:
            continue
        error = _send(row, now)
        sent += row.sent_at is not None
        if error is not None and _is_of_the_server(error):
            _put_off(row.error, now)
            break
    return sent


def _is_wanted(row: OutboxMail, at: datetime) -> bool:
    checks = [check for prefix, check in _checks.items() if row.key.startswith(prefix)]
    if not all(check(row.key, at) for check in checks):
        return False
    return not row.is_planned or write_planned(row, at)


def write_planned(row: OutboxMail, at: datetime) -> bool:
    """Write a planned mail as things are now; False when nobody should get it. What
    the server may have taken already keeps its Message-ID."""
    writer = next(one for prefix, one in _writers.items() if row.key.startswith(prefix))
    message = writer(row.key, at)
    if message is None:
        return False
    if row.content:
        message.extra_headers["Message-ID"] = _Ready(row).message()["Message-ID"]
    row.to, row.subject = message.to[0], str(message.subject)[:250]
    row.content = message.message().as_bytes(policy=SMTP)
    row.save(update_fields=["to", "subject", "content"])
    return True


def _put_off(error: str, at: datetime) -> None:
    """Let the rest wait, without a try lost: a server that is away, or refuses our
    password, is asked once a minute and not once for each mail."""
    rest = OutboxMail.objects.due(at)
    rest.order_by().update(next_try_at=at + PAUSES[0], error=error)


def _claim(pk: int, at: datetime) -> OutboxMail | None:
    """Book a try before sending, so that another worker leaves this mail alone."""
    with transaction.atomic():
        row = OutboxMail.objects.select_for_update().due(at).filter(pk=pk).first()
        if row is None:
            return None
        row.next_try_at = at + TAKEN
        row.tries += 1
        row.save(update_fields=["next_try_at", "tries"])
        return row


def _send(row: OutboxMail, at: datetime) -> Exception | None:
    """Try once and write down what came of it; answers what went wrong. A mail that
    nobody wants any more is forgotten."""
    mailer = mailers["smtp"]
    try:
        if not _is_wanted(row, at):
            row.delete()
            return None
        mailer.send_messages([_Ready(row)])
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, the mail stays
        with suppress(Exception):
            mailer.close()  # Django leaves open a connection whose beginning failed
        row.error = f"{type(error).__name__}: {error}"[:300]
        if row.tries > len(PAUSES):
            row.given_up_at = at
        else:
            row.next_try_at = at + PAUSES[row.tries - 1]
        with transaction.atomic():
            row.save(update_fields=["error", "given_up_at", "next_try_at"])
            if row.given_up_at is not None:
                _tell(row)
        return error
    row.sent_at, row.error, row.is_planned = at, "", False
    row.save(update_fields=["sent_at", "error", "is_planned"])
    return None


def _is_of_the_server(error: Exception) -> bool:
    """Whether no mail can go now, as against this one mail being refused."""
    if isinstance(error, SMTPException):
        return isinstance(error, OF_THE_SERVER)
    return isinstance(error, OSError)
