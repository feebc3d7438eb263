from django.urls import path
from django.utils.translation import gettext_lazy as _

from events import registration_views, views

app_name = "events"

urlpatterns = [
    path(_("calendar/"), views.calendar, name="calendar"),
    path(_("calendar/holidays/"), views.holidays, name="holidays"),
    path(
        _("calendar/registration/<str:token>/"),
        registration_views.registration,
        name="registration",
    ),
    path(
        _("calendar/<slug:name>-<str:code>/register/"),
        registration_views.register,
        name="register",
    ),
    path(_("calendar/<slug:name>-<str:code>.ics"), views.event_ics, name="event_ics"),
    path(_("calendar/<slug:name>-<str:code>/"), views.event, name="event"),
]
