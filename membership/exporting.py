"""Lists that are taken along to a spreadsheet."""

from typing import Any

from accounts.linked_rows import LinkedRowsView

COMPUTED = ("=", "+", "-", "@", "\t", "\r")


class ExportIndexView(LinkedRowsView):
    """What somebody wrote as a name must not become a formula in the reader's
    spreadsheet: an apostrophe says that it is text. xlsx knows texts from formulas."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        cell = super().preprocess_field_value(  # type: ignore[no-untyped-call]
            field, value, export_format
        )
        if export_format != self.FORMAT_CSV or not isinstance(cell, str):
            return cell
        return f"'{cell}" if cell.startswith(COMPUTED) else cell
