from django.urls import path
from django.utils.translation import gettext_lazy as _

from membership import own_details, own_letters, own_views, own_years, views

app_name = "membership"

urlpatterns = [
    path(
        _("my-page/membership/<int:number>/"), own_details.my_details, name="my_details"
    ),
    path(_("join/"), views.apply, name="apply"),
    path(_("join/thank-you/"), views.applied, name="applied"),
    path(_("join/application/<str:token>/"), views.application, name="application"),
    path(_("my-page/resign/<int:number>/"), own_views.resign, name="resign"),
    path(_("my-page/letters/<int:pk>/"), own_letters.my_letter, name="my_letter"),
    path(_("my-page/members/"), own_views.member_list, name="member_list"),
    path(_("my-page/years/"), own_years.years, name="years"),
    path(_("my-page/years/<slug:slug>/"), own_years.years, name="year"),
]
