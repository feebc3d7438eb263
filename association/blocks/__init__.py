"""What editors build a page's body from.

Raw values, as a program writes them into a page (`page.body = raw([...])`):

    ("text", "<h2>…</h2><p>…</p>")
    ("image", {"image": pk, "alt": "…", "decorative": False, "caption": "…"})
    ("quote", {"text": "…", "who": "…"})
    ("call_to_action", {"heading", "text", "label", "page": pk or None, "url": ""})
    ("accordion", {"heading", "items": [{"heading", "text"}]})
    ("table", table_value(caption, head, rows))
    ("documents", {"heading", "documents": [pk, …]})
    ("people", {"heading", "people": [{"name", "role", "text", "photo", "portrait"}]})
    ("contact", {"heading", "text"})
    ("embed", {"url", "title"})
"""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from association.blocks.body import BodyBlock
from association.blocks.table import table_value

__all__ = ["BodyBlock", "raw", "table_value"]


def raw(blocks: Iterable[tuple[str, Any]]) -> str:
    """JSON for a StreamField; lists of lists get the ids Wagtail wants."""
    rows = [
        {"type": kind, "value": _with_ids(value), "id": str(uuid.uuid4())}
        for kind, value in blocks
    ]
    return json.dumps(rows)


def _with_ids(value: Any) -> Any:
    """Lists inside a struct block are stored as rows with an id each; a table's not."""
    if not isinstance(value, dict) or "columns" in value:
        return value
    return {key: _items(inner) for key, inner in value.items()}


def _items(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [
        row
        if isinstance(row, dict) and {"type", "value"} <= row.keys()
        else {"type": "item", "value": row, "id": str(uuid.uuid4())}
        for row in value
    ]
