"""Entries as they are written, kept by each process until they change.

Writing one takes far longer than reading its row, and of a feed's thousands few change
from one day to the next. An entry is kept under all that it is made of, so there is
nothing to forget: what has changed is simply not found. The store is bounded; what was
not used longest goes first.
"""

import hashlib
from collections import OrderedDict
from operator import attrgetter
from threading import Lock

from django.conf import settings

from events import entries, ical
from events.ical import Written
from events.models import Occurrence

BYTES = 48 * 1024 * 1024
OVERHEAD = 400  # of what lies around the bytes of an entry

_made_of = attrgetter(*(name.replace("__", ".") for name in entries.MADE_OF))


class Store:
    def __init__(self, size: int = BYTES) -> None:
        self.limit = size
        self.size = 0
        self.entries: OrderedDict[bytes, Written] = OrderedDict()
        self.lock = Lock()

    def find(self, key: bytes) -> Written | None:
        with self.lock:
            found = self.entries.get(key)
            if found is not None:
                self.entries.move_to_end(key)
            return found

    def keep(self, key: bytes, entry: Written) -> None:
        with self.lock:
            if key not in self.entries:
                self.size += size_of(entry)
            self.entries[key] = entry
            while self.size > self.limit and self.entries:
                _key, oldest = self.entries.popitem(last=False)
                self.size -= size_of(oldest)


store = Store()


def size_of(entry: Written) -> int:
    return len(entry.content) + OVERHEAD


def written(occurrence: Occurrence, language: str) -> Written:
    """The occurrence's entry, from the store where it is as the row is now."""
    key = key_of(occurrence, language)
    found = store.find(key)
    if found is None:
        found = ical.written(entries.of_occurrence(occurrence, language))
        store.keep(key, found)
    return found


def key_of(occurrence: Occurrence, language: str) -> bytes:
    made_of = (settings.BASE_URL, language, *_made_of(occurrence))
    return hashlib.blake2b(repr(made_of).encode(), digest_size=16).digest()
