"""Lists of people in the admin."""

from typing import Any

from django.db.models import QuerySet

from accounts.admin_lists import LinkedRowsView
from association.sorting import name_key


class NamedIndexView(LinkedRowsView):
    """A list of people, found by the words of their names in any case and order, or
    by address. `people` leads from a row to the person."""

    people = ""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        words = name_key(self.search_query or "").split()
        if not words:
            return queryset
        found = queryset
        for word in words:
            found = found.filter(**{f"{self.people}name_key__contains": word})
        by_address = {f"{self.people}email__icontains": self.search_query.strip()}
        return found | queryset.filter(**by_address)
