"""Which rows a file's entries become, so that each euro is counted once.

A booked line is known by the archive id of its payment, else by the entry's and its
place (reference §6.5). An entry whose payments have ids of their own, or are several,
is kept with them as its parts; a lump told without payments gets them when a camt.054
brings them. In whatever order files come, and however often, the rows are the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from payments import references
from payments.bank.facts import BankFileError, DetailFacts, EntryFacts
from payments.models import BankFile, BankLine, BankStatement

KEYS_AT_ONCE = 5_000
EMPTY = DetailFacts(0)


@dataclass
class Placed:
    """What a batch of entries added: lines that are money by themselves, and how many
    were there already."""

    leaves: list[BankLine] = field(default_factory=list)
    known: int = 0
    explained_lumps: list[str] = field(default_factory=list)


@dataclass
class _Batch:
    file: BankFile
    statement: BankStatement | None
    known: dict[str, BankLine]
    fresh: dict[str, BankLine] = field(default_factory=dict)
    parts: dict[str, list[BankLine]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, list[BankLine]] = field(default_factory=lambda: defaultdict(list))
    confirmed: list[int] = field(default_factory=list)
    placed: Placed = field(default_factory=Placed)


def place(
    entries: Iterable[EntryFacts], file: BankFile, statement: BankStatement | None
) -> Placed:
    """Write the rows of these entries that are not there yet."""
    entries = list(entries)
    batch = _Batch(file, statement, _known(entries, file.account))
    for one in entries:
        _place(one, batch)
    _write(batch)
    return batch.placed


def entry_key(entry: EntryFacts) -> str:
    """A cancellation may bear the archive id of what it cancels."""
    if not entry.archive_id:
        return ""
    return entry.archive_id[:100] + ("~R" if entry.is_reversal else "")


def detail_keys(entry: EntryFacts) -> list[str]:
    """What each payment of an entry is known by."""
    key = entry_key(entry)
    mark = "~R" if entry.is_reversal else ""
    own = [one.archive_id for one in entry.details]
    keys = []
    for place, archive_id in enumerate(own, start=1):
        is_own = archive_id and archive_id != entry.archive_id
        if is_own and own.count(archive_id) == 1:
            keys.append(archive_id[:100] + mark)
        elif key:
            keys.append(f"{key}#{place}")
        else:
            raise BankFileError(
                _(
                    "An entry of %(day)s in the file has no archive id, so it could "
                    "be counted twice. Nothing was taken in: fetch another kind of "
                    "file, or ask the bank."
                )
                % {"day": entry.booked_on}
            )
    return keys


def is_simple(entry: EntryFacts) -> bool:
    """Whether the entry and its payment are one and the same line."""
    own = [one.archive_id for one in entry.details]
    return bool(entry.archive_id) and own in ([], [""], [entry.archive_id])


def _known(entries: list[EntryFacts], account: str) -> dict[str, BankLine]:
    keys = {key for one in entries if (key := entry_key(one))}
    keys.update(key for one in entries for key in detail_keys(one))
    parts = BankLine.objects.filter(part_of=OuterRef("pk"))
    lines = BankLine.objects.annotate(has_parts=Exists(parts)).defer("raw")
    found = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), KEYS_AT_ONCE):
        some = ordered[start : start + KEYS_AT_ONCE]
        for line in lines.filter(account=account, key__in=some):
            found[line.key] = line
    return found


def _place(entry: EntryFacts, batch: _Batch) -> None:
    if not entry.amount_cents:
        return
    key = entry_key(entry)
    known = batch.known.get(key) if key else None
    if key in batch.fresh or (known is not None and known.file_id == batch.file.pk):
        raise BankFileError(
            _(
                "Two entries in the file have the same archive id %(id)s: they cannot "
                "be told apart. Nothing was taken in."
            )
            % {"id": entry.archive_id}
        )
    if known is not None:
        _place_known(entry, known, batch)
    elif not key:
        for one, detail_key in zip(entry.details, detail_keys(entry), strict=True):
            _place_alone(entry, one, detail_key, batch)
    elif _is_told_otherwise(entry, batch):
        batch.placed.known += 1
    else:
        _place_new(entry, key, batch)


def _is_told_otherwise(entry: EntryFacts, batch: _Batch) -> bool:
    """Whether its payments are known already as those of another entry."""
    if is_simple(entry):
        return False
    found = [batch.known.get(key) for key in detail_keys(entry)]
    return all(one is not None and one.part_of_id is not None for one in found)


def _place_new(entry: EntryFacts, key: str, batch: _Batch) -> None:
    simple = is_simple(entry)
    detail = entry.details[0] if simple and entry.details else EMPTY
    line = _line(entry, detail, key, batch)
    line.amount_cents = entry.amount_cents
    line.has_details = bool(entry.details)
    line.raw = entry.raw
    batch.fresh[key] = line
    if simple:
        batch.placed.leaves.append(line)
    else:
        _place_parts(entry, key, batch)


def _place_known(entry: EntryFacts, known: BankLine, batch: _Batch) -> None:
    _refuse_other_sum(known, entry.amount_cents)
    batch.placed.known += 1
    if known.statement_id is None and batch.statement is not None:
        batch.confirmed.append(known.pk)
    if entry.details and not known.has_details and not known.has_parts:  # type: ignore[attr-defined]
        if _is_explained(known):
            batch.placed.explained_lumps.append(known.archive_id)
        else:
            batch.placed.known -= 1
            _place_parts(entry, known.key, batch)


def _is_explained(line: BankLine) -> bool:
    """Somebody said by hand what the whole lump is: its payments would be counted
    beside it."""
    return hasattr(line, "payment") or line.entries.live().exists()


def _place_parts(entry: EntryFacts, key: str, batch: _Batch) -> None:
    for one, detail_key in zip(entry.details, detail_keys(entry), strict=True):
        known = batch.known.get(detail_key)
        if known is None:
            part = _line(entry, one, detail_key, batch)
            batch.parts[key].append(part)
            batch.placed.leaves.append(part)
            continue
        _refuse_other_sum(known, one.amount_cents)
        if known.part_of_id is not None:
            raise BankFileError(
                _("The payment %(id)s was part of another entry before.")
                % {"id": known.archive_id}
            )
        batch.placed.known += 1
        batch.links[key].append(known)


def _place_alone(entry: EntryFacts, one: DetailFacts, key: str, batch: _Batch) -> None:
    """A payment of an entry that has no name of its own."""
    known = batch.known.get(key)
    if known is not None:
        _refuse_other_sum(known, one.amount_cents)
        batch.placed.known += 1
        return
    line = _line(entry, one, key, batch)
    line.raw = one.raw or entry.raw
    batch.fresh[key] = line
    batch.placed.leaves.append(line)


def _refuse_other_sum(known: BankLine, cents: int) -> None:
    if known.amount_cents != cents:
        raise BankFileError(
            _(
                "The entry %(id)s has another sum in this file than when it was taken "
                "in before. Nothing was taken in: ask the bank."
            )
            % {"id": known.archive_id}
        )


def _line(entry: EntryFacts, detail: DetailFacts, key: str, batch: _Batch) -> BankLine:
    named = [one for one in detail.remittances if one.reference]
    return BankLine(
        account=batch.file.account,
        key=key,
        archive_id=(detail.archive_id or entry.archive_id)[:100],
        file=batch.file,
        statement=batch.statement,
        booked_on=entry.booked_on,
        valued_on=entry.valued_on,
        amount_cents=detail.amount_cents,
        is_reversal=entry.is_reversal,
        counterparty=detail.counterparty[:140],
        counterparty_iban=detail.counterparty_iban[:34],
        reference=references.known_form(named[0].reference)[:35] if named else "",
        remittances=[
            [references.known_form(one.reference)[:35], one.cents]
            for one in detail.remittances
        ]
        if len(detail.remittances) > 1
        else [],
        message=detail.message[:2000],
        description=entry.description[:140],
        instructed=detail.instructed,
        ids=list(detail.ids),
        raw=detail.raw,
    )


def _write(batch: _Batch) -> None:
    BankLine.objects.bulk_create(batch.fresh.values(), batch_size=500)
    tops = {**batch.known, **batch.fresh}
    parts = list(_parts(batch, tops))
    BankLine.objects.bulk_create(parts, batch_size=500)
    for key, links in batch.links.items():
        numbers = [line.pk for line in links]
        BankLine.objects.filter(pk__in=numbers).update(part_of=tops[key])
    if batch.confirmed:
        lines = BankLine.objects.filter(pk__in=batch.confirmed)
        lines.update(statement=batch.statement)


def _parts(batch: _Batch, tops: dict[str, BankLine]) -> Iterator[BankLine]:
    for key, parts in batch.parts.items():
        for part in parts:
            part.part_of = tops[key]
            yield part
