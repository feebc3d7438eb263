from django.urls import path
from django.utils.translation import gettext_lazy as _

from membership import views

app_name = "membership"

urlpatterns = [
    path(_("join/"), views.apply, name="apply"),
    path(_("join/thank-you/"), views.applied, name="applied"),
    path(_("join/application/<str:token>/"), views.application, name="application"),
]
