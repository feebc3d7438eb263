"""What an import would do, for a page: figures of all, and some rows to read."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from association.formats import date_only
from membership import postal
from membership.importing.columns import COLUMNS
from membership.importing.judging import Judge, Verdict, rows_of
from membership.models import Kind, MemberImport

SHOWN = 100
STATES = ("new", "known", "error")


@dataclass
class Preview:
    """`rows` are those that were asked for, from `first` on."""

    counted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))
    former: int = 0
    notes: int = 0
    rows: list[Verdict] = field(default_factory=list)
    found: int = 0

    @property
    def new(self) -> int:
        return self.counted["new"]

    @property
    def known(self) -> int:
        return self.counted["known"]

    @property
    def errors(self) -> int:
        return self.counted["error"]

    @property
    def seen(self) -> str:
        return "-".join(str(self.counted[state]) for state in STATES)


def preview(run: MemberImport, *, on: date, only: str = "", first: int = 0) -> Preview:
    """Everything is judged, so that the figures are of the whole file; of the rows, or
    of those in the state `only`, a page is kept."""
    told = Preview()
    judge = Judge(run, on)
    waiting = rows_of(run).filter(member=None).iterator(chunk_size=2000)
    for verdict in judge.verdicts(waiting):
        told.counted[verdict.state] += 1
        if verdict.state == "new":
            told.former += verdict.person.is_former
            told.notes += bool(verdict.person.notes)
        if only in {"", verdict.state} or (only == "note" and verdict.person.notes):
            if first <= told.found < first + SHOWN:
                told.rows.append(verdict)
            told.found += 1
    return told


def not_used(run: MemberImport) -> list[str]:
    """Headings of columns that stay out."""
    used = set(run.columns.values())
    return [
        heading
        for place, heading in enumerate(run.headings)
        if heading and place not in used
    ]


def understood(run: MemberImport) -> list[tuple[str, str]]:
    """Ours, and what the file calls it."""
    return [
        (str(column.label), run.headings[run.columns[name]])
        for name, column in COLUMNS.items()
        if name in run.columns
    ]


def in_words(verdict: Verdict) -> str:
    """A row as it will be."""
    words = verdict.person.words
    told = [
        _("number %(number)d") % {"number": words["number"]} if words["number"] else "",
        str(words["municipality"] or ""),
        words["email"],
        " ".join(words[name] for name in postal.FIELDS).strip(),
        str(Kind(words["kind"]).label) if words["kind"] else "",
        _("from %(day)s") % {"day": date_only(words["joined_on"])}
        if words["joined_on"]
        else "",
        _("until %(day)s") % {"day": date_only(words["ended_on"])}
        if words["ended_on"]
        else "",
    ]
    return ", ".join(one for one in told if one)
