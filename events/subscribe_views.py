"""The page from which a calendar is subscribed to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from association.models import AssociationSettings
from association.page_cache import shared
from events import feeds, subscribing
from events.feeds import Feed


@shared(query=("feed",))
def subscribe(request: HttpRequest) -> HttpResponse:
    """Which feeds there are, and how each gets into each program."""
    chosen = feeds.FEEDS.get(request.GET.get("feed", ""), feeds.ALL)
    context = {
        "crumbs": [(_("Calendar"), reverse("events:calendar")), (_("Subscribe"), "")],
        "feed": chosen,
        "choices": [choice(feed, chosen) for feed in feeds.FEEDS.values()],
        "ways": subscribing.ways(chosen, AssociationSettings.load(request)),
        "programs": subscribing.PROGRAMS,
    }
    return render(request, "events/subscribe.html", context)


def choice(feed: Feed, chosen: Feed) -> dict[str, object]:
    query = "" if feed is feeds.ALL else f"?feed={feed.key}"
    return {
        "title": feed.label,
        "url": reverse("events:subscribe") + query,
        "is_current": feed is chosen,
    }
