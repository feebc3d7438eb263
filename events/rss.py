"""Coming events as RSS."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from association import formats
from association.addresses import absolute
from association.models import AssociationSettings
from events.models import Occurrence
from events.models.occurrence import is_over

MOST = 50


def address() -> str:
    """In the active language."""
    language = (translation.get_language() or "fi")[:2]
    return reverse("events_rss") + ("" if language == "fi" else f"?lang={language}")


def coming(language: str, request: HttpRequest, *, at: datetime) -> str:
    """What everybody may see; what is cancelled stays until its day is over."""
    us = AssociationSettings.load(request)
    with translation.override(language):
        feed = Rss201rev2Feed(
            title=_("Coming events: %(name)s") % {"name": us.name},
            link=absolute(reverse("events:calendar")),
            description=_("What the association invites to."),
            language=language,
            feed_url=absolute(address()),
        )
        for one in Occurrence.objects.published(at).upcoming(at)[:MOST]:
            feed.add_item(
                title=_title(one),
                link=absolute(one.plain_url),
                description=_description(one),
                unique_id=f"event-{one.uid}",
                unique_id_is_permalink=False,
                pubdate=one.event.published_at,
                categories=[one.event.get_kind_display()],
            )
        return feed.writeString("utf-8")


def last_left_at(at: datetime) -> datetime | None:
    """When something last was over, and went from the list."""
    over = Occurrence.objects.published(at).filter(is_over(at))
    last = over.order_by("-end_day", "-end_time").first()
    return last.ends_at if last else None


def _title(occurrence: Occurrence) -> str:
    title = f"{formats.day(occurrence.start_day)}: {occurrence.name}"
    if occurrence.is_cancelled:
        return _("CANCELLED: %(name)s") % {"name": title}
    return title


def _description(occurrence: Occurrence) -> str:
    parts = [formats.span(occurrence.starts_at, occurrence.ends_at)]
    if occurrence.is_cancelled:
        parts.append(occurrence.cancelled_why)
    where = [occurrence.place, _("Online") if occurrence.is_remote else ""]
    parts.append(", ".join(part for part in where if part))
    return ". ".join(part.rstrip(".") for part in parts if part) + "."
