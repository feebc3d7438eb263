"""What a change of an event does to its occurrences, before any of it is saved."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from events.models import Event, Occurrence


@dataclass
class Plan:
    """`earlier` occurrences stay as they are, under a rule that ends before `split_on`.

    `stored` is the event as it was, None when it is new.
    """

    stored: Event | None = None
    kept: list[Occurrence] = field(default_factory=list)
    new: list[Occurrence] = field(default_factory=list)
    to_cancel: list[Occurrence] = field(default_factory=list)
    to_remove: list[Occurrence] = field(default_factory=list)
    split_on: date | None = None
    earlier: int = 0
    # {occurrence's id: how many come}, of those that anybody ever signed up for.
    signed_up: dict[int, int] = field(default_factory=dict)

    @property
    def coming(self) -> list[Occurrence]:
        """What stands in the calendar after the change."""
        rows = [*self.kept, *self.new]
        return sorted(rows, key=lambda row: (row.start_day, row.start_time))

    @property
    def changed(self) -> list[Occurrence]:
        return [row for row in self.kept if row.was]

    @property
    def moved(self) -> list[Occurrence]:
        """Those with a change that who comes is told of."""
        return [row for row in self.kept if row.moves and not row.is_cancelled]

    @property
    def told(self) -> int:
        """How many will have a mail that their time has moved or is cancelled."""
        rows = [*self.moved, *self.to_cancel]
        return sum(self.signed_up.get(row.pk, 0) for row in rows)

    @property
    def is_quiet(self) -> bool:
        """No day, time, place or number of places becomes another: only words do."""
        dates = self.new or self.to_cancel or self.to_remove or self.split_on
        facts = {"map_link", "capacity", *Occurrence.MOVES}
        return not dates and not any(facts & row.was.keys() for row in self.kept)

    @property
    def mark(self) -> str:
        """The same for the same plan, another as soon as anything of it is."""
        stored = self.stored
        facts = [
            [stored.pk, stored.changed_at.isoformat()] if stored else [],
            [[row.pk, row.sequence, _changes(row)] for row in self.kept],
            [str(row.original_day) for row in self.new],
            [[row.pk, self.signed_up[row.pk]] for row in self.to_cancel],
            [row.pk for row in self.to_remove],
            str(self.split_on),
        ]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _changes(row: Occurrence) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in sorted(row.was)}
