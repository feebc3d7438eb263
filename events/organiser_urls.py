"""Addresses in the admin of one occurrence's people."""

from django.urls import path

from events.attendee_views import AttendeesView, TimesView
from events.letter_views import WriteView

app_name = "attendees"

urlpatterns = [
    path("<int:pk>/", AttendeesView.as_view(), name="list"),
    path(
        "<int:pk>/results/",
        AttendeesView.as_view(results_only=True),
        name="list_results",
    ),
    path("<int:pk>/write/", WriteView.as_view(), name="write"),
    path("event/<int:pk>/", TimesView.as_view(), name="times"),
]
