from django.urls import path
from django.utils.translation import gettext_lazy as _

from events import views

app_name = "events"

urlpatterns = [
    path(_("calendar/<slug:name>-<str:code>/"), views.event, name="event"),
]
