"""What each block shows in the picker, in the editor's language."""

from typing import Any

from django.utils.translation import gettext as _


def text() -> str:
    heading = _("A heading")
    body = _("A sentence or two that lead the reader on.")
    return f"<h2>{heading}</h2><p>{body}</p><ul><li>{_('One thing')}</li></ul>"


def quote() -> dict[str, Any]:
    return {"text": _("It was worth asking."), "who": _("Somebody who asked")}


def image() -> dict[str, Any]:
    return {"alt": "", "decorative": True, "caption": _("A caption")}


def call_to_action() -> dict[str, Any]:
    return {
        "heading": _("Shall we talk?"),
        "text": _("The first talk binds you to nothing."),
        "label": _("Find a mentor"),
        "page": None,
        "url": "/",
    }


def accordion() -> dict[str, Any]:
    answer = _("The answer opens here.")
    items = [{"heading": _("What does it cost?"), "text": f"<p>{answer}</p>"}]
    return {"heading": _("Questions"), "items": items}


def table() -> dict[str, Any]:
    return {
        "caption": _("Fees for a year"),
        "columns": [
            {"type": "text", "heading": _("Membership")},
            {"type": "figure", "heading": _("Fee")},
        ],
        "rows": [{"values": [_("Voting member"), "20,00 €"]}],
    }


def documents() -> dict[str, Any]:
    return {"heading": _("Documents"), "documents": []}


def people() -> dict[str, Any]:
    person = {
        "name": "Tuula Rantanen",
        "role": _("Chair"),
        "text": "",
        "photo": None,
        "portrait": "1",
    }
    return {"heading": _("The board"), "people": [person]}


def contact() -> dict[str, Any]:
    return {"heading": _("Contact us"), "text": ""}


def embed() -> dict[str, Any]:
    return {"url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "title": _("A video")}
