"""What a bank's app reads off a bill: the QR code and the bar code, drawn as SVG.

The QR code is Finance Finland's: version 001 of the European text with a twelfth line
for the due date. No inline style is in the pictures: our policy forbids it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import segno
from barcode.codex import Code128
from django.utils.html import format_html

QUIET_QR = 4  # modules of white around it, as the standards ask
QUIET_BAR = 10
BAR_HEIGHT = 60
NAME_LINE, NAME_LONGEST = 5, 70
TEXT_LONGEST = 140
QR_MOST_BYTES = 331  # what version 13-M holds


def qr_text(
    *,
    name: str,
    iban: str,
    bic: str,
    cents: int,
    reference: str,
    due_on: date,
    purpose: str = "",
    text: str = "",
) -> str:
    """The twelve lines of a bill in euros; `reference` is an RF or a domestic one.

    `purpose` is a code of ISO 20022, `text` is for who has no reference. A name is cut
    where the banks cut it, and more when it would make the code too fine to be read.
    """
    lines = [
        "BCD",
        "001",
        "1",  # UTF-8
        "SCT",
        "".join(bic.split()),
        " ".join(name.split())[:NAME_LONGEST],
        "".join(iban.split()),
        f"EUR{cents // 100}.{cents % 100:02}",
        purpose,
        "".join(reference.split()),
        "" if reference else text[:TEXT_LONGEST],
        f"ReqdExctnDt/{due_on.isoformat()}",
    ]
    over = len("\n".join(lines).encode()) - QR_MOST_BYTES
    if over > 0:
        shorter = lines[NAME_LINE].encode()[:-over]
        lines[NAME_LINE] = shorter.decode(errors="ignore").rstrip()
    return "\n".join(lines)


def qr_svg(text: str) -> str:
    code = segno.make(
        text,
        error="m",
        boost_error=False,
        encoding="utf-8",
        mode="byte",
        micro=False,
    )
    return _svg(code.matrix, quiet=QUIET_QR, module_height=1)


def bar_svg(digits: str) -> str:
    """Code 128 of an even number of digits, two in each sign."""
    [modules] = Code128(digits).build()
    row = [int(module) for module in modules]
    return _svg([row], quiet=QUIET_BAR, module_height=BAR_HEIGHT)


def _svg(rows: Sequence[Sequence[int]], *, quiet: int, module_height: int) -> str:
    """Dark modules on white, each run of them one rectangle of the path."""
    margin = quiet if module_height == 1 else 0
    width = len(rows[0]) + 2 * quiet
    height = len(rows) * module_height + 2 * margin
    path = "".join(
        f"M{quiet + start} {margin + number * module_height}"
        f"h{length}v{module_height}h-{length}z"
        for number, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" '
        'preserveAspectRatio="{}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path d="{}"/></svg>',
        width,
        height,
        "xMidYMid" if module_height == 1 else "none",
        width,
        height,
        path,
    )


def _runs(row: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Where dark modules begin, and how many there are in a row."""
    start = None
    for place, module in enumerate([*row, 0]):
        if module and start is None:
            start = place
        elif not module and start is not None:
            yield start, place - start
            start = None
