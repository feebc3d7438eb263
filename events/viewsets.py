"""Events and holidays in the admin: lists with filters, search and export."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from accounts.read_only import ReadOnlyViewSet
from association import formats
from association.sorting import name_key
from association.templatetags.look import unbroken
from events import admin_views, occurrence_views, preview_views, rule_words
from events.event_form import RepeatingEventForm
from events.models import Event, EventPage, HolidayPeriod, Occurrence, Registration
from events.subscribers_view import SubscribersViewSet

TIMES = [("ahead", _("Coming")), ("past", _("Past"))]
YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]
STATES = [
    ("public", _("Public")),
    ("draft", _("Draft")),
    ("cancelled", _("Cancelled")),
]


OF_OCCURRENCES: list[tuple[str, Any, str]] = [
    ("times", occurrence_views.OccurrencesView, "occurrences"),
    ("time", occurrence_views.OccurrenceEditView, "occurrence"),
    ("take-out", occurrence_views.TakeOutView, "take_out"),
    ("add-day", occurrence_views.AddDayView, "add_day"),
    ("copy-for-next", occurrence_views.CopyView, "copy_for_next"),
    ("cancel-coming", occurrence_views.CancelComingView, "cancel_coming"),
]


class EventFilterSet(WagtailFilterSet):
    time = django_filters.ChoiceFilter(label=_("When"), choices=TIMES, method="at_time")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state"
    )

    place = django_filters.CharFilter(label=_("Place"), method="at_place")
    repeating = django_filters.ChoiceFilter(
        label=_("Repeats"), choices=YES_OR_NO, method="that_repeats"
    )
    page = django_filters.ChoiceFilter(
        label=_("Has a page"), choices=YES_OR_NO, method="with_page"
    )

    class Meta:
        model = Event
        fields = [
            "time", "state", "kind", "audience", "place", "is_remote", "repeating",
            "page",
        ]  # fmt: skip

    def at_place(
        self, events: QuerySet[Event], name: str, value: str
    ) -> QuerySet[Event]:
        """By any words of it, whatever their case."""
        there = of_event()
        for word in name_key(value).split():
            there = there.filter(search_key__contains=word)
        return events.filter(Exists(there.exclude(place="")))

    def that_repeats(
        self, events: QuerySet[Event], name: str, value: str
    ) -> QuerySet[Event]:
        return events.exclude(rule="") if value == "yes" else events.filter(rule="")

    def with_page(
        self, events: QuerySet[Event], name: str, value: str
    ) -> QuerySet[Event]:
        """In any language, also one that is still a draft."""
        has_page = Exists(EventPage.objects.filter(event=OuterRef("pk")))
        return events.filter(has_page) if value == "yes" else events.exclude(has_page)

    def at_time(
        self, events: QuerySet[Event], name: str, value: str
    ) -> QuerySet[Event]:
        ahead = Exists(of_event().upcoming(timezone.now()))
        return events.exclude(ahead) if value == "past" else events.filter(ahead)

    def in_state(
        self, events: QuerySet[Event], name: str, value: str
    ) -> QuerySet[Event]:
        now = timezone.now()
        public = events.filter(published_at__lte=now)
        if value == "draft":
            return events.exclude(pk__in=public.values("pk"))
        held = Exists(of_event().filter(cancelled_at=None))
        return public.exclude(held) if value == "cancelled" else public.filter(held)


def of_event() -> Any:
    """The occurrences of the event in the outer query."""
    return Occurrence.objects.filter(event=OuterRef("pk"))


def when(event: Event) -> str:
    """Its day and hours; of what repeats, the rule in words."""
    if event.repeats:
        return unbroken(capfirst(rule_words.in_words(event)))
    if event.start_day == event.end_day:
        return unbroken(formats.span(event.starts_at, event.ends_at))
    return formats.days(event.start_day, event.end_day)


def state(event: Event) -> str:
    now = timezone.now()
    if not event.is_published(now):
        return str(_("Draft"))
    held = [one for one in event.occurrences.all() if not one.is_cancelled]
    if not held:
        return str(_("Cancelled"))
    is_over = all(one.is_over(now) for one in held)
    return str(_("Over") if is_over else _("Public"))


def languages(event: Event) -> str:
    """In which languages it has a page that the public may read."""
    return ", ".join(sorted(event.public_pages)) or "–"


class EventViewSet(ModelViewSet):
    """When and where. The words are on the event's page, if it has one."""

    model = Event
    icon = "calendar"
    menu_label = _("Events")  # type: ignore[assignment]
    add_to_admin_menu = False
    index_view_class = admin_views.EventIndexView
    add_view_class = preview_views.EventCreateView
    edit_view_class = preview_views.EventEditView
    delete_view_class = admin_views.RecordedDeleteView
    inspect_view_class = admin_views.EventInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = [
        "name_fi",
        Column("when", label=_("When"), accessor=when, sort_key="start_day"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        "place",
        Column("state", label=_("State"), accessor=state),
        Column("pages", label=_("Pages"), accessor=languages),
    ]
    list_export = [
        "name_fi", "name_sv", "name_en", "kind", "start_day", "start_time", "end_day",
        "end_time", "place", "address", "is_remote", "price_cents", "capacity",
        "published_at", "audience", "organiser", "co_organisers",
    ]  # fmt: skip
    export_filename = "events"
    filterset_class = EventFilterSet
    search_fields = ["name_fi", "name_sv", "name_en", "place"]
    search_backend_name = None
    ordering = ["-start_day", "-start_time"]
    inspect_view_fields = [
        "name_fi", "name_sv", "name_en", "kind", "start_day", "start_time", "end_day",
        "end_time", "place", "address", "map_link", "is_remote", "remote_link",
        "price_cents", "capacity", "published_at", "audience", "organiser",
        "co_organisers", "changed_at",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name_fi"),
                    FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("audience")]),
                    FieldRowPanel(
                        [FieldPanel("organiser"), FieldPanel("co_organisers")]
                    ),
                ],
                heading=_("What"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("start_day"), FieldPanel("start_time")]),
                    FieldRowPanel([FieldPanel("end_day"), FieldPanel("end_time")]),
                    FieldPanel("repeats"),
                    FieldRowPanel([FieldPanel("until"), FieldPanel("times")]),
                    FieldPanel("skips_holidays"),
                ],
                heading=_("When, in Finnish time"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("place"), FieldPanel("address")]),
                    FieldPanel("map_link"),
                    FieldPanel("is_remote"),
                    FieldRowPanel(
                        [FieldPanel("remote_link"), FieldPanel("remote_link_from")]
                    ),
                ],
                heading=_("Where"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("price"), FieldPanel("pay_within")]),
                    FieldPanel("money_back"),
                    FieldPanel("takes_registrations"),
                    FieldRowPanel([FieldPanel("capacity"), FieldPanel("max_party")]),
                    FieldPanel("closes"),
                    FieldPanel("wants_feedback"),
                ],
                heading=_("Taking part"),
            ),
            InlinePanel(
                "questions",
                [
                    FieldPanel("text_fi"),
                    FieldRowPanel([FieldPanel("text_sv"), FieldPanel("text_en")]),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
                    FieldPanel("tells_of_health"),
                    InlinePanel(
                        "options",
                        [
                            FieldPanel("text_fi"),
                            FieldRowPanel(
                                [FieldPanel("text_sv"), FieldPanel("text_en")]
                            ),
                        ],
                        label=_("answer to choose"),
                    ),
                ],
                heading=_("What we ask of those who sign up"),
                label=_("question"),
            ),
            FieldPanel("published_at"),
        ],
        base_form_class=RepeatingEventForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path(
                "cancel/<int:pk>/",
                occurrence_views.OccurrenceCancelView.as_view(),
                name="cancel",
            ),
            path(
                "following/<int:pk>/",
                self.construct_view(
                    occurrence_views.FollowingView, **self.get_edit_view_kwargs()
                ),
                name="following",
            ),
            *(
                path(f"{address}/<int:pk>/", view.as_view(), name=name)
                for address, view, name in OF_OCCURRENCES
            ),
            path("hold/<int:pk>/", admin_views.HoldView.as_view(), name="hold"),
        ]


class HolidayFilterSet(WagtailFilterSet):
    time = django_filters.ChoiceFilter(label=_("When"), choices=TIMES, method="at_time")

    class Meta:
        model = HolidayPeriod
        fields = ["time"]

    def at_time(
        self, periods: QuerySet[HolidayPeriod], name: str, value: str
    ) -> QuerySet[HolidayPeriod]:
        past = Q(last_day__lt=timezone.localdate())
        return periods.filter(past) if value == "past" else periods.exclude(past)


class HolidayViewSet(ModelViewSet):
    """Every page tells of a holiday while it lasts."""

    model = HolidayPeriod
    icon = "date"
    menu_label = _("Holidays")  # type: ignore[assignment]
    add_to_admin_menu = False
    index_view_class = admin_views.HolidayIndexView
    add_view_class = admin_views.StampedCreateView
    edit_view_class = admin_views.StampedEditView
    delete_view_class = admin_views.RecordedDeleteView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = [
        "name_fi",
        Column(
            "days",
            label=_("Days"),
            accessor=lambda row: formats.days(row.first_day, row.last_day),
            sort_key="first_day",
        ),
        Column("weeks", label=_("Weeks"), accessor="week_text"),
    ]
    list_export = ["name_fi", "name_sv", "name_en", "first_day", "last_day"]
    export_filename = "holidays"
    filterset_class = HolidayFilterSet
    search_fields = ["name_fi", "name_sv", "name_en"]
    search_backend_name = None
    ordering = ["-first_day"]
    inspect_view_fields = [
        "name_fi", "name_sv", "name_en", "first_day", "last_day", "changed_at"
    ]  # fmt: skip
    panels = [
        FieldPanel("name_fi"),
        FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
    ]


def has_place(row: Registration) -> str:
    if row.cancelled_at:
        return str(row.get_cancelled_as_display())
    if not row.is_confirmed:
        return str(_("Not confirmed yet"))
    if row.has_place:
        return str(_("Has a place"))
    position: int = getattr(row, "position", None) or 0
    return str(_("Waiting, number %(number)d")) % {"number": position}


class RegistrationFilterSet(WagtailFilterSet):
    class Meta:
        model = Registration
        fields = ["occurrence__event"]


class RegistrationViewSet(ReadOnlyViewSet):
    """Who comes. People sign up and cancel themselves; here they are seen."""

    model = Registration
    icon = "group"
    menu_label = _("Registrations")  # type: ignore[assignment]
    add_to_admin_menu = False
    index_view_class = admin_views.RegistrationIndexView
    list_display = [
        "name",
        "email",
        "occurrence",
        Column("state", label=_("State"), accessor=has_place),
        Column("came", label=_("Came"), sort_key="created_at",
               accessor=lambda row: formats.moment(row.created_at)),
    ]  # fmt: skip
    list_export = ["name", "email", "occurrence", "created_at", "cancelled_at"]
    export_filename = "registrations"
    filterset_class = RegistrationFilterSet
    search_fields = ["name", "email"]
    search_backend_name = None
    ordering = ["-created_at"]
    inspect_view_fields = [
        "occurrence", "name", "email", "language", "created_at", "cancelled_at"
    ]  # fmt: skip


class CalendarGroup(ModelViewSetGroup):
    items = (EventViewSet, HolidayViewSet, RegistrationViewSet, SubscribersViewSet)
    menu_label = _("Calendar")
    menu_name = "calendar"
    menu_icon = "calendar"
    menu_order = 220


class EventChooserViewSet(ChooserViewSet):
    """Which event a page tells of; its edit link leads to the event itself."""

    model = Event
    icon = "calendar"
    choose_one_text = _("Choose an event")
    choose_another_text = _("Choose another event")
    edit_item_text = _("Change time and place")

    def get_object_list(self) -> QuerySet[Event]:
        return Event.objects.whole().order_by("-start_day", "-start_time", "-pk")


event_chooser = EventChooserViewSet("event_chooser")
