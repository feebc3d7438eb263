"""Municipalities by name for who looks up thousands: all are read once."""

from datetime import date

from django.core.exceptions import ValidationError

from association.sorting import name_key
from network.forms import not_known, official_names, proposals
from network.models import Municipality

MOST_PROPOSED_FOR = 200  # looking for a name like it takes a while


class MunicipalityNames:
    """`find` gives the municipality of today, for a name of one that has become a part
    of it, too; ValidationError proposes the nearest names."""

    def __init__(self, on: date) -> None:
        self.official = official_names(on)
        self.by_key: dict[str, Municipality] = {}
        self.unknown: dict[str, ValidationError] = {}
        rows = Municipality.objects.order_by("code")
        by_code = {row.code: row for row in rows}
        # Where an old one has the name of one of today, today's is meant.
        for row in sorted(rows, key=lambda row: not row.is_current(on)):
            now = _now(row, by_code, on)
            if now is not None:
                for key in (row.key_fi, row.key_sv, row.key_sv_official):
                    self.by_key.setdefault(key, now)

    def find(self, name: str) -> Municipality:
        key = name_key(name)
        known = self.by_key.get(key)
        if known is not None:
            return known
        if key not in self.unknown:
            is_much = len(self.unknown) >= MOST_PROPOSED_FOR
            nearest = [] if is_much else proposals(name, self.official)
            self.unknown[key] = not_known(name, nearest)
        raise self.unknown[key]


def _now(
    row: Municipality, by_code: dict[str, Municipality], on: date
) -> Municipality | None:
    """What the municipality is a part of today."""
    found: Municipality | None = row
    for _step in range(len(by_code)):
        if found is None or found.is_current(on):
            return found
        found = by_code.get(found.merged_into_id or "")
    return None
