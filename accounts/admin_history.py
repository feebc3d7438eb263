"""The history in the admin: read by the board, changed by nobody."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView

from accounts import history
from accounts.admin_lists import LinkedRowsView, moment_column
from accounts.models import HistoryEntry, User
from accounts.read_only import ReadOnlyIndexView, ReadOnlyViewSet


def models_written_about(_request: Any = None) -> Iterable[tuple[str, str]]:
    labels = HistoryEntry.objects.order_by().values_list("about_model", flat=True)
    for label in sorted(labels.distinct()):
        try:
            yield label, str(apps.get_model(label)._meta.verbose_name)
        except LookupError:  # of an earlier version
            yield label, label


def people_who_did(_request: Any) -> QuerySet[User]:
    writers = HistoryEntry.objects.order_by().exclude(by=None).values("by")
    return User.objects.filter(pk__in=writers).order_by("last_name", "first_name")


class HistoryFilterSet(WagtailFilterSet):
    verb = django_filters.ChoiceFilter(label=_("What was done"), choices=history.verbs)
    about_model = django_filters.ChoiceFilter(
        label=_("About what"), choices=models_written_about
    )
    by = django_filters.ModelChoiceFilter(
        label=_("By whom"),
        queryset=people_who_did,  # type: ignore[arg-type]
    )
    at = django_filters.DateFromToRangeFilter(label=_("When"))

    class Meta:
        model = HistoryEntry
        fields = ["verb", "about_model", "by", "at"]


def done(entry: HistoryEntry) -> str:
    return history.words_of(entry.verb)


def author(entry: HistoryEntry) -> str:
    return str(entry.by) if entry.by else str(_("The site itself"))


class HistoryIndexView(LinkedRowsView, ReadOnlyIndexView):
    empty = _("Nothing has been decided or changed yet. What is, is written here.")

    def get_base_queryset(self) -> QuerySet[HistoryEntry]:
        return HistoryEntry.objects.select_related("by")


class HistoryInspectView(InspectView):
    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        entry = self.object
        assert isinstance(entry, HistoryEntry)  # noqa: S101 - for the type checker
        if field_name == "verb":
            return done(entry)
        if field_name == "by":
            return author(entry)
        if field_name == "facts":
            return in_lines(entry.facts)
        if field_name == "personal" and entry.is_erased:
            return _("Erased")
        if field_name == "personal":
            return in_lines(entry.personal)
        return super().get_field_display_value(field_name, field)


def in_lines(content: dict[str, Any]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in sorted(content.items()))


class HistoryViewSet(ReadOnlyViewSet):
    """Who did what, when and on what decision."""

    model = HistoryEntry
    name = "history"
    icon = "history"
    menu_label = _("History")  # type: ignore[assignment]
    menu_name = "history"
    menu_order = 600
    add_to_admin_menu = True
    index_view_class = HistoryIndexView
    inspect_view_class = HistoryInspectView
    list_display = [
        Column("verb", label=_("What was done"), accessor=done, sort_key="verb"),
        Column("subject", label=_("About what")),
        moment_column("at", _("When")),
        Column("by", label=_("By whom"), accessor=author),
        "decision",
        "number",
    ]
    list_export = ["number", "at", "verb", "about_model", "about_key", "by",
                   "decision", "facts", "digest"]  # fmt: skip
    export_filename = "history"
    search_fields = ["decision", "about_key", "verb"]
    search_backend_name = None
    ordering = "-number"
    filterset_class = HistoryFilterSet
    inspect_view_fields = ["number", "at", "verb", "subject", "by", "decision",
                           "facts", "personal", "digest"]  # fmt: skip
