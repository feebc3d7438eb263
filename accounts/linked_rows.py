"""Lists in the admin whose rows lead somewhere.

Wagtail makes the first column of a list a link, with the row's buttons below it, only
when that column is given by the name of a field.
"""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView


class LinkedRowsView(IndexView):
    """Makes such a link of the first column, also when it is a `Column` of ours."""

    @cached_property
    def columns(self) -> list[Any]:  # type: ignore[override]
        first, *rest = super().columns
        return [self._linked(first) if type(first) is Column else first, *rest]

    def _linked(self, column: Column) -> Column:
        linked: Any = self._get_title_column_class(TitleColumn)
        made: Column = linked(
            column.name,
            label=column.label,
            accessor=column.accessor,
            sort_key=column.sort_key,
            get_url=lambda row: self.get_edit_url(row) or self.get_inspect_url(row),
            # What a row's tick box for many at once is described by.
            get_title_id=lambda row: f"{row._meta.model_name}_{row.pk}_title",
        )
        return made
