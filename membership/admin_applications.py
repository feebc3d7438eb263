"""The board's queue of applications in the admin."""

from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views.generic import InspectView
from wagtail.admin.widgets.button import Button, HeaderButton

from accounts.admin_lists import FoundFilter, moment_column
from accounts.read_only import ReadOnlyViewSet
from association.addresses import absolute
from membership.admin_lists import NamedIndexView
from membership.admin_paper import enter_paper
from membership.bulk_actions import DECIDE, action_url
from membership.models import (
    Application,
    ApplicationState,
)


class ApplicationFilterSet(WagtailFilterSet):
    state = FoundFilter(
        Application.objects.in_state, label=_("State"), choices=ApplicationState.choices
    )
    submitted_at = django_filters.DateFromToRangeFilter(label=_("Came"))

    class Meta:
        model = Application
        fields = ["state", "kind", "on_paper", "submitted_at"]


class ApplicationIndexView(NamedIndexView):
    template_name = "membership/admin/applications.html"
    results_template_name = "membership/admin/applications_results.html"

    @cached_property
    def columns(self) -> list[Any]:  # type: ignore[override]
        found = list(super().columns)
        if not self.request.user.has_perm(DECIDE):
            return found
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="application"),
            *found,
        ]

    def get_base_queryset(self) -> QuerySet[Application]:
        return Application.objects.select_related("municipality")

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        return [*buttons, *decide_buttons(self.request, instance, Button)]

    @cached_property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        found = list(super().header_buttons)
        if not self.request.user.has_perm(DECIDE):
            return found
        address = reverse("applications:paper")
        label = str(_("Enter one on paper"))
        return [*found, HeaderButton(label, url=address, icon_name="plus")]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "apply_url": absolute(reverse("membership:apply"))}


def decide_buttons(
    request: Any, row: Application, button: type[Button]
) -> list[Button]:
    """Accept and reject, for who may and while there is something to decide."""
    may = request.user.has_perm(DECIDE)
    if not may or row.state != ApplicationState.WAITING:
        return []
    return [
        button(
            str(_("Accept")), action_url("accept", row), icon_name="check", priority=30
        ),
        button(
            str(_("Reject")), action_url("reject", row), icon_name="cross", priority=40
        ),
    ]


class ApplicationInspectView(InspectView):
    template_name = "membership/admin/application.html"

    @cached_property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        application = cast("Application", self.object)
        return decide_buttons(self.request, application, HeaderButton)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        member = cast("Application", self.object).member
        url = reverse("members:inspect", args=[member.pk]) if member else ""
        return {**super().get_context_data(**kwargs), "member_url": url}


class ApplicationViewSet(ReadOnlyViewSet):
    """The board's queue."""

    model = Application
    name = "applications"
    icon = "form"
    menu_label = _("Applications")  # type: ignore[assignment]
    menu_name = "applications"
    index_view_class = ApplicationIndexView
    inspect_view_class = ApplicationInspectView
    template_prefix = ""
    list_display = [
        Column("full_name", label=_("Name"), sort_key="name_key"),
        Column(
            "municipality",
            label=_("Home municipality"),
            sort_key="municipality__key_fi",
        ),
        Column("get_kind_display", label=_("Kind of membership"), sort_key="kind"),
        moment_column("submitted_at", _("Came")),
        Column("get_state_display", label=_("State")),
        "minutes_reference",
    ]
    list_export = [
        "organisation", "business_id", "first_names", "last_name", "municipality",
        "email", "kind", "language", "on_paper", "submitted_at",
        "confirmed_at", "state", "decided_on", "minutes_reference",
    ]  # fmt: skip
    export_filename = "applications"
    search_fields = ["name_key"]
    search_backend_name = None
    ordering = "-submitted_at"
    filterset_class = ApplicationFilterSet
    inspect_view_fields = [
        "organisation", "business_id", "first_names", "last_name", "municipality",
        "email", "kind", "language", "on_paper", "entered_by",
        "submitted_at", "confirmed_at", "state", "decided_on", "minutes_reference",
        "reason", "decided_by", "decided_at",
    ]  # fmt: skip

    def get_urlpatterns(self) -> list[Any]:
        paper = path("paper/", enter_paper, name="paper")
        return [*super().get_urlpatterns(), paper]
