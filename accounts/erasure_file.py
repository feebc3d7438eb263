"""Erasures are repeated after a restore: what was erased is noted outside the database.

One line for each erasure, only ever added: the moment and the keys of the rows, no name
and no address. A backup older than the line brings the rows back; `restore` erases them
again. Keys are enough, since the rows of the backup are those that the keys were of.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts import forgetting, personal_data

_is_closed: ContextVar[bool] = ContextVar("erasure_file_is_closed", default=False)


@dataclass(frozen=True)
class Line:
    at: datetime
    rows: Mapping[str, list[Any]]


@contextmanager
def closed() -> Iterator[None]:
    """Write nothing: what happens meanwhile is taken back (a dry run)."""
    token = _is_closed.set(True)
    try:
        yield
    finally:
        _is_closed.reset(token)


def append(rows: Mapping[str, Sequence[Any]], *, at: datetime) -> None:
    """Note an erasure, on the disk before its transaction ends.

    Should that fail, the line stays: it names rows that somebody wanted gone.
    """
    if _is_closed.get() or not rows:
        return
    named = {label: [str(key) for key in keys] for label, keys in rows.items()}
    line = json.dumps({"at": at.isoformat(), "rows": named}) + "\n"
    path: Path = settings.ERASURES_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(opened, "ab+") as file:
        # A line that a crash cut short must not spoil this one.
        is_cut = file.tell() and os.pread(opened, 1, file.tell() - 1) != b"\n"
        file.write(("\n" if is_cut else "").encode() + line.encode())
        file.flush()
        os.fsync(opened)


def lines() -> Iterator[Line]:
    """Those written so far; a last line that a crash cut short is passed over."""
    path: Path = settings.ERASURES_FILE
    if not path.exists():
        return
    for text in path.read_text(encoding="ascii").splitlines():
        try:
            read = json.loads(text)
        except ValueError:
            continue
        yield Line(datetime.fromisoformat(read["at"]), read["rows"])


def repeat(*, since: datetime, at: datetime) -> "Again":
    """Erase again what was erased after `since`, the moment of a backup that has just
    been restored."""
    again = Again()
    for line in lines():
        if line.at >= since:
            for label, keys in line.rows.items():
                _erase_again(label, keys, again, at=at)
    return again


@dataclass
class Again:
    """How many rows were there again and are gone, and which could not be erased."""

    count: int = 0
    failed: list[str] = field(default_factory=list)


def _erase_again(label: str, keys: list[Any], again: Again, *, at: datetime) -> None:
    declaration = personal_data.declaration_of(label)
    if declaration is None or declaration.keeping is None:
        return  # a model of an earlier version
    rows = declaration.model._default_manager.filter(pk__in=keys)
    try:
        with transaction.atomic():
            again.count += len(forgetting.erase(declaration, rows, at=at))
    except (ProtectedError, IntegrityError):
        again.failed += [f"{label} {key}" for key in keys]
