"""What people and programs write where something else belongs."""

import re

from tests.support.html_forms import PageForm

SCRIPT = "<script>alert(1)</script>"
BAD = {
    "empty": "",
    "long": "ä" * 20_000,
    "script": SCRIPT,
    "emoji": "🦊👩‍👩‍👧",
    "nul": "a\0b",
    "wrong type": "32.13.2026 ei@ei -1 {}[]",
    "spaces": " \t ",
    "half a character": "\ud83e",
}

ENGLISH = re.compile(
    r"\b(the|this|is|enter|valid|field|required|please|must|not|value|ensure)\b", re.I
)


def as_sent(kind: str) -> str:
    """The text of this kind as a server reads it: half a character is none."""
    return BAD[kind].encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def written(form: PageForm, text: str) -> dict[str, object]:
    """The form with this text in each field that one types in."""
    chosen = {one.name: one.choices[-1] for one in form.fields if one.choices}
    ticked = {
        one.name: one.value or "on"
        for one in form.fields
        if one.kind in {"checkbox", "radio"}
    }
    typed = {one.name: text for one in form.typed if one.name != "website"}
    return {**form.hidden, **chosen, **ticked, **typed}
