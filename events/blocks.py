"""Blocks of an event's page: its programme, and what is left of it afterwards."""

from datetime import time
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from association.blocks.body import ImageBlock, SecureURLBlock, words

ENDS_FIRST = _("This ends before it starts. Change one of the times.")


class PointBlock(blocks.StructBlock):  # type: ignore[type-arg]
    """Something at its time. Which day it is, the event itself knows."""

    starts = blocks.TimeBlock(label=_("Starts"))
    ends = blocks.TimeBlock(label=_("Ends"), required=False)
    title = blocks.CharBlock(label=_("What"), max_length=150)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        starts, ends = cleaned["starts"], cleaned["ends"]
        if starts and ends and ends < starts:
            raise StructBlockValidationError({"ends": ValidationError(ENDS_FIRST)})
        return cleaned


class SessionBlock(PointBlock):
    speaker = blocks.CharBlock(
        label=_("Who speaks or leads"), required=False, max_length=200
    )
    description = blocks.TextBlock(
        label=_("A sentence or two"), required=False, max_length=600, rows=2
    )

    def get_searchable_content(self, value: Any) -> list[str]:
        return words(value, "title", "speaker", "description")

    class Meta:
        label = _("Part of the programme")
        icon = "time"
        label_format = "{title}"


class PauseBlock(PointBlock):
    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    class Meta:
        label = _("Break")
        icon = "pause"
        label_format = "{title}"


class ProgrammeBlock(blocks.StreamBlock):  # type: ignore[type-arg]
    session = SessionBlock()
    pause = PauseBlock()
    day = blocks.CharBlock(
        label=_("Heading of a day"),
        max_length=100,
        icon="date",
        help_text=_("When the event takes more than one: “Saturday”."),
    )


class LinkValue(blocks.StructValue):
    def host(self) -> str:
        """Where it leads, for whoever decides whether to go."""
        return (urlsplit(str(self.get("url") or "")).hostname or "").removeprefix(
            "www."
        )


class LinkBlock(blocks.StructBlock):  # type: ignore[type-arg]
    title = blocks.CharBlock(label=_("What it is"), max_length=150)
    url = SecureURLBlock(label=_("Address"))

    def get_searchable_content(self, value: Any) -> list[str]:
        return words(value, "title")

    class Meta:
        label = _("Link")
        icon = "link-external"
        value_class = LinkValue
        label_format = "{title}"


class MaterialsBlock(blocks.StreamBlock):  # type: ignore[type-arg]
    document = DocumentChooserBlock(label=_("Document"), icon="doc-full")
    link = LinkBlock()
    image = ImageBlock(group="")


def programme_parts(programme: Any) -> list[dict[str, Any]]:
    """The programme by days: [{"heading": …, "entries": [components/programme.html]}].

    Without headings of days it is one part.
    """
    parts: list[dict[str, Any]] = []
    for block in programme:
        if block.block_type == "day":
            parts.append({"heading": block.value, "entries": []})
            continue
        if not parts:
            parts.append({"heading": "", "entries": []})
        parts[-1]["entries"].append(_entry(block))
    return parts


def _entry(block: Any) -> dict[str, Any]:
    value = block.value
    ends: time | None = value["ends"]
    return {
        "starts_at": value["starts"],
        "ends_at": ends if ends != value["starts"] else None,
        "title": value["title"],
        "speaker": value.get("speaker"),
        "text": value.get("description"),
        "is_break": block.block_type == "pause",
    }
