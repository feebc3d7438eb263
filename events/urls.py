from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.utils.translation import gettext_lazy as _

from events import (
    calendar_views,
    door_views,
    my_calendar,
    registration_views,
    subscribe_views,
    views,
)
from events.spans import MonthConverter, WeekConverter

app_name = "events"


class EventCode(StringConverter):
    """What `random_code` gives. Nothing else is asked of the database, which may not
    take it (PostgreSQL knows no NUL)."""

    regex = "[0-9a-f]{10}"


register_converter(EventCode, "event_code")
register_converter(MonthConverter, "month")
register_converter(WeekConverter, "week")

urlpatterns = [
    path(_("calendar/subscribe/"), subscribe_views.subscribe, name="subscribe"),
    path(_("calendar/mine/"), my_calendar.show, name="my_calendar"),
    path(_("calendar/mine/new/"), my_calendar.renew, name="renew_my_calendar"),
    path(_("calendar/mine/names/"), my_calendar.names, name="my_calendar_names"),
    path(_("calendar/"), calendar_views.calendar, name="calendar"),
    path(_("calendar/past/"), calendar_views.past, name="past"),
    path(_("calendar/<month:span>/"), calendar_views.month, name="month"),
    path(_("calendar/<week:span>/"), calendar_views.week, name="week"),
    path(_("calendar/holidays/"), views.holidays, name="holidays"),
    path(
        _("calendar/registration/<str:token>/"),
        registration_views.registration,
        name="registration",
    ),
    path(_("calendar/door/<str:token>/"), door_views.at_door, name="at_door"),
    path(
        _("calendar/<slug:name>-<event_code:code>/door/"),
        door_views.door,
        name="door",
    ),
    path(
        _("calendar/<slug:name>-<event_code:code>/names/"),
        door_views.names,
        name="names",
    ),
    path(
        _("calendar/<slug:name>-<event_code:code>/names.pdf"),
        door_views.names_pdf,
        name="names_pdf",
    ),
    path(
        _("calendar/<slug:name>-<event_code:code>/summary/"),
        door_views.summary,
        name="summary",
    ),
    path(
        _("calendar/registration/<str:token>/change/"),
        registration_views.change_registration,
        name="change_registration",
    ),
    path(
        _("calendar/feedback/<str:token>/"),
        registration_views.feedback,
        name="feedback",
    ),
    path(
        _("calendar/<slug:name>-<event_code:code>/register/"),
        registration_views.register,
        name="register",
    ),
    path(
        _("calendar/series/<slug:name>-<event_code:code>.ics"),
        views.series_ics,
        name="series_ics",
    ),
    path(
        _("calendar/<slug:name>-<event_code:code>.ics"),
        views.event_ics,
        name="event_ics",
    ),
    path(_("calendar/<slug:name>-<event_code:code>/"), views.event, name="event"),
]
