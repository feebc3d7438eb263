from django.urls import path
from django.utils.translation import gettext_lazy as _

from mentoring import views

app_name = "mentoring"

urlpatterns = [
    path(_("mentors/"), views.directory, name="directory"),
    path(_("mentors/<slug:slug>/"), views.mentor, name="mentor"),
    path(_("mentors/<slug:slug>/book/"), views.book, name="book"),
    path(_("sessions/<uuid:pk>/"), views.session, name="session"),
    path(_("sessions/<uuid:pk>/calendar.ics"), views.session_ics, name="session_ics"),
    path(_("sessions/<uuid:pk>/cancel/"), views.cancel, name="cancel"),
    path(
        _("sessions/cancel/<str:token>/"), views.cancel_by_link, name="cancel_by_link"
    ),
    path(_("my-page/free-times/"), views.free_times, name="free_times"),
    path(_("my-page/free-times/<uuid:pk>/remove/"), views.take_back, name="take_back"),
    path(
        _("my-page/free-times/<uuid:pk>/book/"),
        views.book_for_mentee,
        name="book_for_mentee",
    ),
]
