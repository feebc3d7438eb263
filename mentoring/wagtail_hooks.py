from typing import Any

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from association.formats import moment
from mentoring.models import Mentor, Session, Topic


class MentorFilters(WagtailFilterSet):
    class Meta:
        model = Mentor
        fields = ["topics", "meets_remotely", "meets_on_site"]


class MentorViewSet(ModelViewSet):
    model = Mentor
    icon = "group"
    menu_label = _("Mentors")  # type: ignore[assignment]
    add_to_admin_menu = False
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["name", "area", BooleanColumn("meets_remotely"),
                    BooleanColumn("meets_on_site"), "consented_at", "leave_from",
                    "leave_until"]  # fmt: skip
    list_export = ["name", "area", "meets_remotely", "meets_on_site", "leave_from",
                   "leave_until"]  # fmt: skip
    list_filter = MentorFilters.Meta.fields
    search_fields = ["name", "area", "introduction"]
    search_backend_name = None
    ordering = ["sort_name"]
    panels = [
        FieldPanel("user"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        MultiFieldPanel(
            [FieldPanel("speaks_fi"), FieldPanel("speaks_sv"), FieldPanel("speaks_en")],
            heading=_("Languages"),
        ),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        FieldPanel("area"),
        FieldRowPanel([FieldPanel("meets_remotely"), FieldPanel("meets_on_site")]),
        FieldPanel("introduction"),
        FieldPanel("remote_link"),
        FieldRowPanel([FieldPanel("photo"), FieldPanel("portrait")]),
        FieldPanel("consented_at"),
        FieldRowPanel([FieldPanel("leave_from"), FieldPanel("leave_until")]),
    ]


class TopicViewSet(ModelViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")  # type: ignore[assignment]
    add_to_admin_menu = False
    copy_view_enabled = False
    list_display = ["name_fi", "name_sv", "name_en", "order"]
    search_fields = ["name_fi", "name_sv", "name_en"]
    search_backend_name = None
    panels = [
        FieldPanel("name_fi"),
        FieldPanel("name_sv"),
        FieldPanel("name_en"),
        FieldPanel("slug"),
        FieldPanel("order"),
    ]


class SessionFilters(WagtailFilterSet):
    is_cancelled = django_filters.BooleanFilter(
        label=_("Cancelled"),
        field_name="cancelled_at",
        lookup_expr="isnull",
        exclude=True,
    )
    starts_at = django_filters.DateFromToRangeFilter(label=_("Date"))

    class Meta:
        model = Session
        fields = ["mentor", "channel", "is_cancelled", "starts_at"]


class SessionViewSet(ModelViewSet):
    """Sessions are booked and cancelled by the two who meet; here they are seen."""

    model = Session
    icon = "date"
    menu_label = _("Sessions")  # type: ignore[assignment]
    add_to_admin_menu = False
    inspect_view_enabled = True
    inspect_view_fields = ["mentor", "mentee_name", "starts_at", "ends_at", "channel",
                           "place", "booked_at", "cancelled_at"]  # fmt: skip
    copy_view_enabled = False
    list_display = [
        Column("when", label=_("When"), accessor=lambda row: moment(row.starts_at),
               sort_key="starts_at"),
        "mentor",
        "mentee_name",
        "channel",
        Column(
            "state",
            label=_("State"),
            accessor=lambda row: _("Cancelled") if row.is_cancelled else _("Booked"),
        ),
    ]  # fmt: skip
    list_export = ["mentor", "starts_at", "ends_at", "channel", "cancelled_at"]
    filterset_class = SessionFilters
    search_fields = ["mentee_name", "mentor__name"]
    search_backend_name = None
    ordering = ["-starts_at"]
    form_fields: list[str] = []


class MentoringGroup(ModelViewSetGroup):
    menu_label = _("Mentoring")
    menu_icon = "group"
    menu_order = 230
    items = (MentorViewSet("mentors"), SessionViewSet("sessions"),
             TopicViewSet("topics"))  # fmt: skip


@hooks.register("register_admin_viewset")
def mentoring_admin() -> Any:
    return MentoringGroup()
