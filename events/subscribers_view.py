"""What subscribers see: a feed as a calendar program shows it, in the admin."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import icalendar
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet

from association import formats
from events import feeds
from events.feeds import Feed
from events.ical import Written
from events.models import Event, FeedReading

NEW = timedelta(days=7)
A_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """An entry, read back from what subscribers are sent."""

    when: str
    summary: str
    where: str
    is_cancelled: bool
    is_moved: bool
    is_new: bool


def read(written: Written, at: datetime) -> Shown:
    entry: Any = icalendar.Event.from_ical(written.content)
    starts, ends = entry["DTSTART"].dt, entry["DTEND"].dt
    is_day = not isinstance(starts, datetime)
    return Shown(
        when=formats.days(starts, ends - timedelta(days=1))
        if is_day
        else formats.span(timezone.localtime(starts), timezone.localtime(ends)),
        summary=str(entry["SUMMARY"]),
        where=str(entry.get("LOCATION", "")),
        is_cancelled=entry["STATUS"] == "CANCELLED",
        is_moved=int(entry["SEQUENCE"]) > 0,
        is_new=written.changed_at >= at - NEW,
    )


class SubscribersView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One feed in one language: what is coming first, or all of it."""

    model = Event
    permission_required = "view"
    page_title = _("What subscribers see")  # type: ignore[assignment]
    header_icon = "view"
    template_name = "events/admin/subscribers.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        now = timezone.now()
        feed = feeds.FEEDS.get(asked.get("feed", ""), feeds.ALL)
        language = feeds.language_of(asked.get("lang"))
        is_past = asked.get("time") == "past"
        page = self.page_of(feed, language, now, is_past=is_past)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "feed": feed,
            "feeds": list(feeds.FEEDS.values()),
            "language": language,
            "languages": settings.LANGUAGES,
            "is_past": is_past,
            "page": page,
            "rows": [read(one, now) for one in page.object_list],
            "readings": readings(),
        }

    def page_of(
        self, feed: Feed, language: str, at: datetime, *, is_past: bool
    ) -> Page[Written]:
        found = sorted(feed.entries(language, at=at), key=lambda one: one.order)
        today = timezone.localdate(at).isoformat()
        rows = [one for one in found if (one.order[0] < today) == is_past]
        if is_past:
            rows.reverse()
        return Paginator(rows, A_PAGE).get_page(self.request.GET.get("p"))


def readings() -> list[dict[str, Any]]:
    """Which feed was last fetched when, by each kind of program."""
    labels = {feed.key: feed.label for feed in feeds.FEEDS.values()}
    labels["mine"] = _("People's own calendars")
    return [
        {
            "feed": labels.get(row.feed, row.feed),
            "client": row.get_client_display(),
            "at": formats.moment(row.at),
        }
        for row in FeedReading.objects.order_by("-at", "feed", "client")
    ]


class ForWhoSeesEvents(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.view_event")


class SubscribersViewSet(ViewSet):
    """A page of the calendar's menu."""

    name = "subscribers"
    icon = "view"
    menu_label = _("What subscribers see")
    add_to_admin_menu = False
    menu_item_class = ForWhoSeesEvents

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", SubscribersView.as_view(), name="index")]
