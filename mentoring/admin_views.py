"""Mentoring in the admin. Sessions are booked and cancelled by the two who meet, and
free times offered by the mentor: here they are seen, without what is talked about."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.slug import SlugInput

from accounts.read_only import ReadOnlyViewSet
from association.formats import date_only, span
from association.sorting import name_key
from mentoring.admin_cards import without_times
from mentoring.models import FreeTime, Mentor, Session, SessionQuarter, Topic

# Wagtail's title fields show their label only there.
NAME: Any = _("Name")
NAME_IN_FINNISH: Any = _("Name in Finnish")


class ByNameView(IndexView):
    """A list that is searched by names' keys: in any case, alike on both databases.

    `empty` says what will be there, and how it gets there.
    """

    empty: Any = ""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        key = name_key(self.search_query)
        matches = Q()
        for field in self.search_fields or []:
            matches |= Q(**{f"{field}__contains": key})
        return queryset.filter(matches)

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return str(self.empty)


class ByTimeView(ByNameView):
    """Rows that begin and end: first when, which leads to the row's own page."""

    @cached_property
    def columns(self) -> list[Any]:  # type: ignore[override]
        title_column: Any = self._get_title_column_class(TitleColumn)
        when = title_column(
            "when",
            label=_("When"),
            accessor=lambda row: span(row.starts_at, row.ends_at),
            sort_key="starts_at",
            get_url=self.get_inspect_url,
        )
        return [when, *super().columns]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("mentor")


class State(Column):
    """A word that `word(row)` finds."""

    def __init__(self, word: Any) -> None:
        self.word = word
        super().__init__("state", label=_("State"))

    def get_value(self, instance: Any) -> Any:
        return self.word(instance)


# --- Mentors -------------------------------------------------------------------------


def card_state(mentor: Mentor) -> Any:
    today = timezone.localdate()
    if mentor.consented_at is None:
        return _("No card: consent is lacking")
    if not mentor.user.is_active:
        return _("No card: the sign-in is inactive")
    if not mentor.is_on_leave(today):
        return _("Card is shown")
    if mentor.leave_until is None:
        return _("On leave")
    return _("On leave until %(day)s") % {"day": date_only(mentor.leave_until)}


class WithoutTimes(django_filters.BooleanFilter):
    """Whose card is shown though nobody can book them; or the others."""

    def filter(self, qs: QuerySet[Mentor], value: bool | None) -> QuerySet[Mentor]:  # noqa: FBT001
        if value is None:
            return qs
        found = {"pk__in": without_times(timezone.now()).values("pk")}
        return qs.filter(**found) if value else qs.exclude(**found)


class MentorFilterSet(WagtailFilterSet):
    without_times = WithoutTimes(label=_("Has no free times to book"))
    is_shown = django_filters.BooleanFilter(
        label=_("Has agreed to a card"),
        field_name="consented_at",
        lookup_expr="isnull",
        exclude=True,
    )

    class Meta:
        model = Mentor
        fields = [
            "topics", "speaks_sv", "speaks_en", "meets_on_site", "is_shown",
            "without_times",
        ]  # fmt: skip


class MentorIndexView(ByNameView):
    empty = _("No mentors yet. Add the first one; the card is shown once agreed to.")

    def get_base_queryset(self) -> QuerySet[Mentor]:
        return Mentor.objects.select_related("user")


class MentorDeleteView(DeleteView):
    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except ProtectedError:
            sentence = _(
                "This mentor has sessions, which stay. Take the consent away instead: "
                "the card goes, and nobody can book any more."
            )
            messages.error(self.request, sentence)
            return redirect(self.get_success_url())
        return response


class MentorViewSet(ModelViewSet):
    model = Mentor
    name = "mentors"
    icon = "group"
    menu_label = _("Mentors")  # type: ignore[assignment]
    menu_name = "mentors"
    index_view_class = MentorIndexView
    delete_view_class = MentorDeleteView
    inspect_view_enabled = True
    inspect_view_fields = [
        "name", "area", "topics", "meets_remotely", "meets_on_site", "introduction",
        "consented_at", "leave_from", "leave_until",
    ]  # fmt: skip
    copy_view_enabled = False
    list_display = [
        "name",
        Column("area", label=_("Area"), sort_key="area"),
        Column("languages", label=_("Languages"),
               accessor=lambda mentor: ", ".join(mentor.language_names)),
        State(card_state),
    ]  # fmt: skip
    list_export = [
        "name", "area", "speaks_fi", "speaks_sv", "speaks_en", "meets_remotely",
        "meets_on_site", "consented_at", "leave_from", "leave_until",
    ]  # fmt: skip
    export_filename = "mentors"
    filterset_class = MentorFilterSet
    search_fields = ["sort_name"]
    ordering = "sort_name"
    panels = [
        TitleFieldPanel("name", targets=["slug"], placeholder=NAME),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("user"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("speaks_fi"),
                        FieldPanel("speaks_sv"),
                        FieldPanel("speaks_en"),
                    ]
                )
            ],
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


# --- Sessions ------------------------------------------------------------------------


class SessionFilterSet(WagtailFilterSet):
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


class SessionIndexView(ByTimeView):
    empty = _("No sessions yet. They come here when somebody books a free time.")


def session_state(session: Session) -> Any:
    if session.is_cancelled:
        return _("Cancelled")
    return _("Over") if session.is_over(timezone.now()) else _("Booked")


class SessionViewSet(ReadOnlyViewSet):
    model = Session
    name = "sessions"
    icon = "date"
    menu_label = _("Sessions")  # type: ignore[assignment]
    menu_name = "sessions"
    index_view_class = SessionIndexView
    list_display = [
        Column("mentor", label=_("Mentor"), sort_key="mentor__sort_name"),
        Column("mentee_name", label=_("Mentee"), sort_key="mentee_key"),
        Column("get_channel_display", label=_("How"), sort_key="channel"),
        State(session_state),
    ]
    list_export = [
        "mentor", "starts_at", "ends_at", "channel", "booked_at", "cancelled_at",
    ]  # fmt: skip
    export_filename = "sessions"
    filterset_class = SessionFilterSet
    search_fields = ["mentee_key", "mentor__sort_name"]
    ordering = "-starts_at"
    inspect_view_fields = [
        "mentor", "mentee_name", "starts_at", "ends_at", "channel", "place",
        "booked_at", "booked_by_mentor", "cancelled_at", "cancelled_by_mentor",
    ]  # fmt: skip


# --- Free times ----------------------------------------------------------------------


class FreeTimeFilterSet(WagtailFilterSet):
    starts_at = django_filters.DateFromToRangeFilter(label=_("Date"))

    class Meta:
        model = FreeTime
        fields = ["mentor", "channel", "starts_at"]


class FreeTimeIndexView(ByTimeView):
    empty = _("No free times yet. Mentors offer them on their own page.")

    def get_base_queryset(self) -> Any:
        taken = SessionQuarter.objects.filter(
            mentor=OuterRef("mentor"), starts_at=OuterRef("starts_at")
        )
        return super().get_base_queryset().annotate(is_taken=Exists(taken))


def free_time_state(time: Any) -> Any:
    if time.is_taken:
        return _("Booked")
    return _("Free") if time.starts_at > timezone.now() else _("Passed unbooked")


class FreeTimeViewSet(ReadOnlyViewSet):
    model = FreeTime
    name = "free-times"
    icon = "time"
    menu_label = _("Free times")  # type: ignore[assignment]
    menu_name = "free-times"
    index_view_class = FreeTimeIndexView
    list_display = [
        Column("mentor", label=_("Mentor"), sort_key="mentor__sort_name"),
        Column("how", label=_("How")),
        State(free_time_state),
    ]
    list_export = ["mentor", "starts_at", "ends_at", "channel", "place"]
    export_filename = "free-times"
    filterset_class = FreeTimeFilterSet
    search_fields = ["mentor__sort_name"]
    ordering = "-starts_at"
    inspect_view_fields = ["mentor", "starts_at", "ends_at", "channel", "place"]


# --- Topics --------------------------------------------------------------------------


class TopicViewSet(ModelViewSet):
    model = Topic
    name = "topics"
    icon = "tag"
    menu_label = _("Topics")  # type: ignore[assignment]
    menu_name = "topics"
    copy_view_enabled = False
    list_display = ["name_fi", "name_sv", "name_en", "order"]
    search_fields = ["name_fi", "name_sv", "name_en"]
    panels = [
        TitleFieldPanel("name_fi", targets=["slug"], placeholder=NAME_IN_FINNISH),
        FieldPanel("name_sv"),
        FieldPanel("name_en"),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("order"),
    ]


class MentoringGroup(ViewSetGroup):
    menu_label = _("Mentoring")
    menu_icon = "comment"
    menu_name = "mentoring"
    menu_order = 230
    items = (MentorViewSet, SessionViewSet, FreeTimeViewSet, TopicViewSet)
