"""A table with a caption and a heading for each column."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)


class TableBlock(TypedTableBlock):
    """Columns of words, and of figures that stand under each other."""

    text = CharBlock(label=_("Words"), required=False, icon="pilcrow")
    figure = CharBlock(label=_("Figures"), required=False, icon="decimal")

    def clean(self, value: TypedTable | None) -> TypedTable | None:
        cleaned: TypedTable | None = super().clean(value)  # type: ignore[no-untyped-call]
        if cleaned is None or self.is_deferred_validation:
            return cleaned
        missing = []
        if not cleaned.caption.strip():
            missing.append(_("Give the table a caption: what does it tell?"))
        if any(not str(column["heading"]).strip() for column in cleaned.columns):
            missing.append(_("Give each column a heading."))
        if missing:
            raise TypedTableBlockValidationError(
                non_block_errors=[ValidationError(one) for one in missing]
            )
        return cleaned

    class Meta:
        label = _("Table")
        icon = "table"
        template = "blocks/table.html"
        group = _("Lists and tables")
        description = _("Rows and columns with a caption. It folds on a phone.")


def table_value(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    figures: Sequence[int] = (),
) -> dict[str, Any]:
    """The raw value of a table; `figures` are the columns aligned to the right."""
    columns = [
        {"type": "figure" if number in figures else "text", "heading": heading}
        for number, heading in enumerate(head)
    ]
    return {
        "columns": columns,
        "rows": [{"values": list(row)} for row in rows],
        "caption": caption,
    }
