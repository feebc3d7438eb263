from django.urls import path
from django.utils.translation import gettext_lazy as _

from home import views

app_name = "home"

urlpatterns = [
    path(_("search/"), views.search, name="search"),
    path(_("other-language/<int:pk>/"), views.other_language, name="other_language"),
    path(_("news.xml"), views.news_feed, name="news_feed"),
    path(_("message/<str:token>/"), views.take_message, name="take_message"),
]
