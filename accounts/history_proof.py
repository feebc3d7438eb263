"""Whether the history is as it was written: the chain of digests, from the first."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.history import ERASED
from accounts.models.history import (
    BEFORE_THE_FIRST,
    HistoryEntry,
    HistoryHead,
    salted_digest,
)


@dataclass(frozen=True)
class Break:
    """An entry that is not as it was written, and how that shows."""

    number: int
    sentence: str

    def __str__(self) -> str:
        return f"Entry {self.number}: {self.sentence}"


@dataclass
class Proof:
    """The walk along the chain: where it is, and what it has seen emptied."""

    number: int = 0
    digest: str = BEFORE_THE_FIRST

    def __post_init__(self) -> None:
        self.emptied: set[int] = set()

    def __str__(self) -> str:
        """Where the walk has come to."""
        return f"{self.number}:{self.digest}"

    def breaks(self) -> Iterator[Break]:
        """Each entry that was changed, taken out or put in; none when all is well."""
        entries = HistoryEntry.objects.order_by("number")
        for entry in entries.iterator(chunk_size=2000):
            yield from self.follow(entry)
        yield from self.end()

    def follow(self, entry: HistoryEntry) -> Iterator[Break]:
        for number in range(self.number + 1, entry.number)[:10]:
            yield Break(number, "is missing.")
        if entry.digest != entry.digest_after(self.digest):
            yield Break(entry.number, "does not follow from what was written.")
        yield from self.personal_part(entry)
        if entry.verb == ERASED:
            self.emptied.difference_update(entry.facts.get("entries", []))
        # The next is judged by what stands here: one changed entry is one break.
        self.number, self.digest = entry.number, entry.digest

    def personal_part(self, entry: HistoryEntry) -> Iterator[Break]:
        if entry.is_erased and not entry.personal:
            self.emptied.add(entry.number)
        elif salted_digest(entry.personal, entry.salt) != entry.personal_digest:
            yield Break(entry.number, "its personal part was changed.")

    def end(self) -> Iterator[Break]:
        for number in sorted(self.emptied):
            yield Break(number, "its personal part is gone, and nobody erased it.")
        head = HistoryHead.objects.filter(pk=1).first() or HistoryHead()
        for number in range(self.number + 1, head.number + 1)[:10]:
            yield Break(number, "is missing.")
        if self.number > head.number:
            yield Break(self.number, "was added past the end.")
        elif (self.number, self.digest) == (head.number, head.digest):
            return
        elif self.number == head.number:
            yield Break(self.number, "is not the one that was written last.")


def standing(number: int) -> str:
    """The digest of an entry, or nothing where there is none."""
    found = HistoryEntry.objects.filter(number=number).values_list("digest", flat=True)
    return found.first() or ""
