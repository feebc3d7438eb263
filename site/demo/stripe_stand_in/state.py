"""Everything the stand-in remembers: objects as Stripe shows them, by kind and id."""

import json
import os
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import no_such

# An object as it goes over the wire; names that start with `_` stay with us.
type Json = dict[str, Any]

KINDS = {
    "cs_": "checkout.session",
    "pi_": "payment_intent",
    "ch_": "charge",
    "txn_": "balance_transaction",
    "re_": "refund",
    "dp_": "dispute",
    "po_": "payout",
    "evt_": "event",
}


@dataclass
class Job:
    """A webhook still to be sent: not before `due` (on the monotonic clock)."""

    due: float
    event_id: str
    tries: int = 0


class State:
    """One account's world. Whoever reads or writes it holds `changed` (or `lock`)."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self.base_url = ""
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.clear()
        if file is not None and file.exists():
            self._load(file)

    def clear(self) -> None:
        self.tables: dict[str, dict[str, Json]] = {kind: {} for kind in KINDS.values()}
        self.answers: dict[str, Json] = {}
        self.deliveries: dict[str, list[Json]] = {}
        self.requests: Counter[str] = Counter()
        self.jobs: list[Job] = []
        self.held = False
        self.seconds_ahead = 0
        self.request: Json = {"id": None, "idempotency_key": None}

    def now(self) -> int:
        return int(time.time()) + self.seconds_ahead

    def put(self, thing: Json) -> Json:
        self.tables[thing["object"]][thing["id"]] = thing
        return thing

    def get(self, kind: str, thing_id: str, param: str = "id") -> Json:
        try:
            return self.tables[kind][thing_id]
        except KeyError:
            raise no_such(kind, thing_id, param) from None

    def find(self, thing_id: str) -> Json:
        """Give the object of any kind: its id says which."""
        kind = KINDS.get(thing_id.partition("_")[0] + "_")
        if kind is None:
            raise no_such("object", thing_id)
        return self.get(kind, thing_id)

    def rows(self, kind: str) -> list[Json]:
        """Give all objects of a kind, newest first."""
        return list(reversed(self.tables[kind].values()))

    def delivered(self, event_id: str) -> bool:
        return any(
            row["genuine"] and 200 <= row["status"] < 300
            for row in self.deliveries.get(event_id, [])
        )

    def save(self) -> None:
        """Write the file whole or not at all: a restart keeps the sessions."""
        if self.file is None:
            return
        kept = {
            "tables": self.tables,
            "answers": self.answers,
            "deliveries": self.deliveries,
            "jobs": [[job.event_id, job.tries] for job in self.jobs],
            "held": self.held,
            "seconds_ahead": self.seconds_ahead,
        }
        handle, name = tempfile.mkstemp(dir=self.file.parent, prefix=self.file.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(kept, file)
            Path(name).replace(self.file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _load(self, file: Path) -> None:
        kept = json.loads(file.read_text(encoding="utf-8"))
        self.tables.update(kept["tables"])
        self.answers = kept["answers"]
        self.deliveries = kept["deliveries"]
        self.jobs = [Job(0, event_id, tries) for event_id, tries in kept["jobs"]]
        self.held = kept["held"]
        self.seconds_ahead = kept["seconds_ahead"]
