"""Statistics for the annual report: a page to print, and its parts as files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from accounts.exporting import csv_file
from association.plots import Plot
from membership.admin_raising import AllowedItem
from membership.statistics import Statistics, statistics

SEE = "membership.view_member"


class StatisticsView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Statistics of members")  # type: ignore[assignment]
    header_icon = "table"
    template_name = "membership/admin/statistics.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kw)

    @cached_property
    def statistics(self) -> Statistics:
        return statistics(timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "statistics": self.statistics}


class PlotFileView(StatisticsView):
    """One plot as a file: SVG to put into a report, or CSV of its numbers."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plots = {plot.key: plot for plot in self.statistics.plots}
        plot = plots.get(kwargs["key"])
        if plot is None:
            raise Http404
        return self.as_svg(plot) if kwargs["kind"] == "svg" else self.as_csv(plot)

    def as_svg(self, plot: Plot) -> HttpResponse:
        drawn = render_to_string("components/plot_drawing.html", {"plot": plot}).strip()
        answer = HttpResponse(drawn, content_type="image/svg+xml")
        answer["Content-Disposition"] = f'attachment; filename="{plot.key}.svg"'
        return answer

    def as_csv(self, plot: Plot) -> HttpResponse:
        heading = [plot.groups_are, *(str(one.name) for one in plot.series)]
        rows = ([group, *numbers] for group, numbers in plot.rows)
        return csv_file(plot.key, [heading, *rows])


class HomesFileView(StatisticsView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        heading = [_("Home municipality"), _("Members")]
        rows = ([bar.name, bar.number] for bar in self.statistics.homes)
        return csv_file("municipalities", [heading, *rows])


class StatisticsItem(AllowedItem):
    permission = SEE


class StatisticsViewSet(ViewSet):
    name = "member_statistics"
    icon = "table"
    menu_label = gettext_lazy("Statistics")
    menu_name = "member-statistics"
    menu_item_class = StatisticsItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", StatisticsView.as_view(), name="index"),
            path("municipalities.csv", HomesFileView.as_view(), name="homes"),
            path("<slug:key>.svg", PlotFileView.as_view(), {"kind": "svg"}, name="svg"),
            path("<slug:key>.csv", PlotFileView.as_view(), {"kind": "csv"}, name="csv"),
        ]
