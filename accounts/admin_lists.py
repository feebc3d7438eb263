"""What the admin's lists are made of: columns, filters, rows that lead somewhere."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from association import formats


class FoundFilter(django_filters.ChoiceFilter):
    """Rows that `find(value)` gives."""

    def __init__(self, find: Any, **options: Any) -> None:
        self.find = find
        super().__init__(**options)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        return qs.filter(pk__in=self.find(value).order_by().values("pk"))


class Cents(Column):
    """A sum of money, to the right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"classname": "listing__sum", **kwargs})

    def get_value(self, instance: Any) -> str:
        return formats.euros(super().get_value(instance))


def moment_column(name: str, label: Any) -> Column:
    return Column(
        name,
        label=label,
        sort_key=name,
        accessor=lambda row: formats.moment(getattr(row, name)),
    )


class LinkedRowsView(IndexView):
    """Makes a link of the first column, also when it is a `Column` of ours.

    Wagtail does so, with the row's buttons below it, only when that column is given by
    the name of a field.
    """

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
