"""The history: whatever somebody could argue about later is written down once.

    # in AppConfig.ready() of the app: what a reader is told was done
    history.name_verbs({"member.accepted": _("Accepted as a member")})

    # in the verb's own transaction, as its last step
    history.write(
        "member.accepted", member, by=decision.by, at=at, decision="Board 1/2027 § 4",
        facts={"kind": member.kind}, personal={"name": member.full_name},
    )

Entries form a chain (`accounts.models.history`), proved by `manage.py verify_log`.
Each transaction that adds to it holds its end until it commits. Whoever locks other
rows afterwards may block others, so write last, and of many rows with `write_all`.

`facts` stay for good and tell of no person; what does goes to `personal`, which can be
erased. Its `name` is what lists call the row by.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models.history import (
    HistoryEntry,
    HistoryHead,
    HistoryQuerySet,
    new_salt,
    salted_digest,
)
from accounts.models.user import User

ERASED = "history.erased"
BATCH = 500
LINES = 100

_words: dict[str, str | Promise] = {}


def name_verbs(words: Mapping[str, str | Promise]) -> None:
    """What was done, in a reader's words, by the verb's name: `noun.participle`."""
    _words.update(words)


def words_of(verb: str) -> str:
    return str(_words.get(verb, verb))


def verbs() -> list[tuple[str, str | Promise]]:
    """Choices of a filter, in the order in which the rooms named them."""
    return list(_words.items())


@dataclass(frozen=True)
class Draft:
    """An entry that has no place in the chain yet."""

    verb: str
    about: models.Model
    decision: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)


def write(
    verb: str,
    about: models.Model,
    *,
    by: User | None,
    at: datetime,
    decision: str = "",
    facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> HistoryEntry:
    """Add one entry; `by` is None for what the site did by itself."""
    draft = Draft(verb, about, decision, facts or {}, personal or {})
    [entry] = write_all([draft], by=by, at=at)
    return entry


def write_all(
    drafts: Iterable[Draft], *, by: User | None, at: datetime
) -> list[HistoryEntry]:
    """Add entries in this order, with a handful of questions however many they are."""
    waiting = list(drafts)
    if not waiting:
        return []
    with transaction.atomic(savepoint=False):
        head = locked_head()
        entries = []
        for draft in waiting:
            entry = chained(draft, head, by=by, at=at)
            head.number, head.digest = entry.number, entry.digest
            entries.append(entry)
        HistoryEntry.objects.bulk_create(entries, batch_size=BATCH)
        head.save()
    return entries


def locked_head() -> HistoryHead:
    """The end of the chain, which stays ours until the transaction ends."""
    locked = HistoryHead.objects.select_for_update()
    head = locked.filter(pk=1).first()
    if head is None:
        HistoryHead.objects.get_or_create(pk=1)
        head = locked.get(pk=1)
    return head


def chained(
    draft: Draft, head: HistoryHead, *, by: User | None, at: datetime
) -> HistoryEntry:
    """The entry that follows the head."""
    if draft.verb not in _words:
        raise ValueError(f"Name the verb {draft.verb!r} with history.name_verbs(…).")
    personal = plain(draft.personal)
    salt = new_salt() if personal else ""
    entry = HistoryEntry(
        number=head.number + 1,
        at=at.replace(microsecond=0),  # a dump keeps no finer time
        verb=draft.verb,
        about_model=draft.about._meta.label_lower,
        about_key=str(draft.about.pk),
        by=by,
        decision=draft.decision,
        facts=plain(draft.facts),
        personal=personal,
        salt=salt,
        personal_digest=salted_digest(personal, salt),
    )
    entry.digest = entry.digest_after(head.digest)
    return entry


def plain(value: Any) -> Any:
    """As both databases give it back: days as texts, no fractions, keys of letters."""
    match value:
        case None | bool() | int():
            return value
        case str() | Promise():
            return str(value)  # an enumeration's member, or a text to translate
        case date():  # a moment is one too
            return value.isoformat()
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
    raise TypeError(f"History keeps no {type(value).__name__}: {value!r}.")


def entries_about(*rows: models.Model) -> HistoryQuerySet:
    """What was done about these, the latest first, with who did it."""
    return HistoryEntry.objects.about(*rows).select_related("by")


@dataclass(frozen=True)
class Line:
    """An entry as a page tells it."""

    at: datetime
    words: str
    decision: str
    by: User | None


def lines(*rows: models.Model) -> list[Line]:
    """What was done about these, for a page, the latest first."""
    return [
        Line(entry.at, words_of(entry.verb), entry.decision, entry.by)
        for entry in entries_about(*rows)[:LINES]
    ]


def erase(about: models.Model, *, at: datetime, by: User | None = None) -> int:
    """Empty the personal parts of all entries about this row, and say so in an entry;
    answers how many. A second time there is nothing to erase."""
    with transaction.atomic(savepoint=False):
        locked_head()
        written = HistoryEntry.objects.about(about).with_personal_part()
        numbers = list(written.order_by("number").values_list("number", flat=True))
        if not numbers:
            return 0
        HistoryEntry.objects.filter(pk__in=numbers).update(personal={}, salt="")
        write(ERASED, about, by=by, at=at, facts={"entries": numbers})
    return len(numbers)


name_verbs({ERASED: _("Personal part of the history erased")})
