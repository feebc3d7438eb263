"""Addresses for programs; they never change."""

from django.urls import path

from events import feed_views
from events.feeds import FEEDS

urlpatterns = [
    path("calendar/mine/<str:token>.ics", feed_views.personal, name="feed_mine"),
    path("calendar/events.rss", feed_views.events_rss, name="events_rss"),
    path("calendar/holidays.json", feed_views.holidays_json, name="feed_holidays_json"),
    *(
        path(
            f"calendar/{feed.key}.ics",
            feed_views.feed,
            {"key": feed.key},
            name=f"feed_{feed.key}",
        )
        for feed in FEEDS.values()
    ),
]
