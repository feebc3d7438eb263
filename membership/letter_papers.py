"""A letter on paper: one for each reader who has no e-mail address or wants it so,
with the postal address where the window of an envelope is. And these people as a table.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from association import formats, pdf
from association.models import AssociationSettings
from membership.models import Letter, LetterRecipient
from membership.models.letter import LetterRecipientQuerySet

PER_FILE = 250
SECONDS = 60
PIECE = 800  # signs; the typesetter takes no longer text at once


def files(count: int) -> list[tuple[int, int, int]]:
    """The number of each file, and the first and last letter in it."""
    starts = range(0, count, PER_FILE)
    return [
        (number, start + 1, min(start + PER_FILE, count))
        for number, start in enumerate(starts, 1)
    ]


def part_of(rows: LetterRecipientQuerySet, number: int) -> list[LetterRecipient]:
    start = (number - 1) * PER_FILE
    return list(rows[start : start + PER_FILE]) if number > 0 else []


def render(letter: Letter, rows: Sequence[LetterRecipient], *, on: date) -> bytes:
    """One letter after the other, each on a sheet of its own; raises PdfError."""
    us = AssociationSettings.current()
    data = {
        "language": translation.get_language() or "fi",
        "title": letter.subject_fi,
        "association": us.name,
        "words": {code: words_in(letter, code) for code in letter.own_languages},
        "letters": [sheet(letter, row, on=on) for row in rows],
    }
    return pdf.render("letter", data, seconds=SECONDS)


def words_in(letter: Letter, code: str) -> dict[str, Any]:
    return {
        "subject": letter.subject_for(code),
        "paragraphs": paragraphs(letter.text_for(code)),
    }


def sheet(letter: Letter, row: LetterRecipient, *, on: date) -> dict[str, Any]:
    """What is the reader's own on it, in their language."""
    member = row.member
    assert member is not None  # noqa: S101 - those who are forgotten are not printed
    with translation.override(row.language):
        return {
            "language": row.language,
            "written_in": letter.language_for(row.language),
            "address": envelope(row),
            "day": formats.date_only(on),
            "greeting": _("Hi %(reader)s,") % {"reader": member.contact_name},
            "why": _(
                "You get this letter because you are a member of the association. It "
                "comes on paper because we have no e-mail address of yours, or you "
                "wished so."
            ),
        }


def envelope(row: LetterRecipient) -> list[str]:
    member = row.member
    if member is None:
        return []
    contact = [member.contact_name] if member.is_organisation else []
    return [member.full_name, *contact, *member.postal_lines]


def paragraphs(text: str) -> list[list[list[str]]]:
    """Paragraphs, their lines, and each line in pieces that the typesetter takes."""
    found = []
    lines: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(list(pieces(line.strip())))
        elif lines:
            found.append(lines)
            lines = []
    return found


def pieces(line: str) -> Iterator[str]:
    """Cut before a space, where there is one."""
    while len(line) > PIECE:
        end = line.rfind(" ", 1, PIECE)
        end = end if end > 0 else PIECE
        yield line[:end]
        line = line[end:]
    yield line


def table(rows: LetterRecipientQuerySet) -> Iterator[list[object]]:
    yield [
        _("Number"), _("Name"), _("Contact person"), _("Street address"),
        _("Postal code"), _("Town"), _("Language"),
    ]  # fmt: skip
    for row in rows.iterator():
        member = row.member
        if member is not None:
            contact = member.contact_name if member.is_organisation else ""
            yield [
                member.number, member.full_name, contact, member.street_address,
                member.postal_code, member.town, row.get_language_display(),
            ]  # fmt: skip
