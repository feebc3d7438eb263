"""News as RSS."""

from datetime import datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from association.addresses import absolute
from association.models import AssociationSettings
from home.models import NewsPage

NEWEST = 30


def news(language: str, request: HttpRequest) -> str:
    """The newest items of a language; addresses are whole ones."""
    us = AssociationSettings.load(request)
    feed = Rss201rev2Feed(
        title=_("News: %(name)s") % {"name": us.name},
        link=absolute(reverse("wagtail_serve", args=[""])),
        description=us.tagline or us.name,
        language=language,
        feed_url=absolute(request.path),
    )
    items = NewsPage.objects.public_in(language).select_related("locale")
    for item in items[:NEWEST]:
        path = item.get_url(request) or "/"
        feed.add_item(
            title=item.title,
            link=absolute(path),
            description=item.lead or item.search_description,
            unique_id=f"news-{item.translation_key}-{language}",
            unique_id_is_permalink=False,
            pubdate=timezone.make_aware(datetime.combine(item.date, time(8))),
        )
    return feed.writeString("utf-8")
