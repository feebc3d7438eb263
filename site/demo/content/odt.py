"""Turns the small text documents of the demo into OpenDocument files.

In the text, `# ` begins the title, `## ` a heading, `- ` a list item; any other line
is a paragraph. Headings are marked as headings, so that screen readers find them.
"""

import zipfile
from io import BytesIO
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parent / "documents"
MIME = "application/vnd.oasis.opendocument.text"
NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
UNCHANGING_TIME = (2026, 1, 1, 0, 0, 0)

MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{NAMES}manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml"
 manifest:media-type="text/xml"/>
</manifest:manifest>"""


def document_bytes(name: str) -> bytes:
    """The file `documents/<name>.txt` as .odt; the same bytes every time."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        # The format wants the type first and uncompressed.
        _put(archive, "mimetype", MIME, zipfile.ZIP_STORED)
        _put(archive, "content.xml", _content(lines), zipfile.ZIP_DEFLATED)
        _put(archive, "META-INF/manifest.xml", MANIFEST, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: str, method: int) -> None:
    entry = zipfile.ZipInfo(name, UNCHANGING_TIME)
    archive.writestr(entry, content, compress_type=method)


def _content(lines: list[str]) -> str:
    parts = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith("- ")):
        rows = [_line(line) for line in group]
        body = "".join(rows)
        parts.append(f"<text:list>{body}</text:list>" if is_list else body)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content xmlns:office="{NAMES}office:1.0" '
        f'xmlns:text="{NAMES}text:1.0" office:version="1.2">'
        f"<office:body><office:text>{''.join(parts)}</office:text></office:body>"
        "</office:document-content>"
    )


def _line(line: str) -> str:
    mark, _, words = line.partition(" ")
    words = escape(words)
    if mark == "-":
        return f"<text:list-item><text:p>{words}</text:p></text:list-item>"
    if mark in {"#", "##"}:
        return f'<text:h text:outline-level="{len(mark)}">{words}</text:h>'
    return f"<text:p>{escape(line)}</text:p>"
