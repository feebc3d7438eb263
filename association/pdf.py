"""Papers: a template of typst filled with data becomes a tagged PDF (PDF/UA-1).

Nothing that people have written is ever part of a template's source: data go beside it
as JSON, so no sign in them means anything to typst. The typesetter is a process of its
own (association/typesetting.py), which ends when its time is over.

Fonts: templates/pdf/fonts. Signs that Atkinson lacks come from typst's own Libertinus;
what neither has is drawn as an empty box, and still read aloud as what it is.
"""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse

from association import typesetting

SECONDS = 20
LONGEST = 1000  # signs of one text; more is a mistake or malice, and is cut
MOST = 20_000  # rows of one list
CUT = "…"
# Control signs, halves of signs, private and unassigned ones: no font draws them and
# PDF/UA forbids them. Format signs go too, so that nobody's name turns the line round.
UNDRAWABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class PdfError(Exception):
    """The paper could not be made; the log says why."""


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> bytes:
    """The PDF of templates/pdf/`template`.typ, the same bytes for the same data.

    `data` is what JSON holds and names at least `language` (fi, sv, en), `title` and
    `association`; `pictures` are SVGs that we have drawn ourselves, by name. Texts are
    cut at 1 000 signs. Raises PdfError when it takes over `seconds` or fails.
    """
    job = {
        "folder": str(Path(settings.BASE_DIR) / "templates" / "pdf"),
        "template": template,
        "data": json.dumps(clean(dict(data))),
        "pictures": json.dumps({"mark": _mark(), **(pictures or {})}),
    }
    return _typeset(json.dumps(job).encode(), seconds)


def answer(pdf: bytes, name: str) -> HttpResponse:
    """Shown in the browser, saved as `name`.pdf (ASCII)."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def clean(value: Any) -> Any:
    """The same data with texts that can be drawn, each of a bearable length."""
    if isinstance(value, str):
        return _drawable(value)
    if isinstance(value, dict):
        return {key: clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [clean(each) for each in value[:MOST]]
    if value is None or isinstance(value, bool | int):
        return value
    return _drawable(str(value))  # a lazy translation


def _drawable(text: str) -> str:
    is_cut = len(text) > LONGEST
    signs = (
        " " if sign.isspace() and sign.isascii() else sign
        for sign in text[:LONGEST]
        if sign.isspace() or unicodedata.category(sign) not in UNDRAWABLE
    )
    return "".join(signs) + (CUT if is_cut else "")


@cache
def _mark() -> str:
    """The drawing beside our name; papers have it where pages do."""
    found = finders.find("art/mark.svg")
    return Path(str(found)).read_text()


def _typeset(job: bytes, seconds: float) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own program, with nothing of others
            [sys.executable, "-I", typesetting.__file__],
            input=job,
            capture_output=True,
            timeout=seconds,
            env={},  # it needs no secret of ours
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfError(f"The paper was not ready in {seconds} seconds.") from error
    except subprocess.CalledProcessError as error:
        raise PdfError(error.stderr.decode(errors="replace")) from error
    return done.stdout
