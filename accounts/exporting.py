"""Lists that are taken along to a spreadsheet: what somebody wrote is no formula."""

from typing import Any

from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: Any) -> Any:
    """A cell for CSV, where an apostrophe says that it is text; numbers and times are
    left as they are. xlsx knows texts from formulas."""
    cell = force_str(value, strings_only=True)
    is_computed = isinstance(cell, str) and cell.startswith(COMPUTED)
    return f"'{cell}" if is_computed else cell


def register() -> None:
    """For every list, Wagtail's own as well. A kind named earlier goes first."""
    csv = SpreadsheetExportMixin.FORMAT_CSV
    SpreadsheetExportMixin.custom_value_preprocess[object] = {csv: as_text}
