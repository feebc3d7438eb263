"""A mail server for this machine: each mail becomes a file in a folder."""

import secrets
import time
from collections.abc import Sequence
from email.policy import SMTP
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """Writes `<nanoseconds>-<random>.eml`, one a mail, never half of one."""

    def __init__(self, *, file_path: str, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(file_path)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{time.time_ns()}-{secrets.token_hex(4)}"
            half = self.folder / f"{name}.part"
            half.write_bytes(message.message().as_bytes(policy=SMTP))
            half.replace(half.with_suffix(".eml"))
        return len(email_messages)
