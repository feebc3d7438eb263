"""The feeds as programs fetch them: by address alone, whatever they say they accept."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from association import page_cache
from events import feeds, personal_feed, rss
from events.holidays import as_data
from events.models import HolidayPeriod

METHODS = ["GET", "HEAD", "OPTIONS"]
ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "X-Robots-Tag": "noindex",
}
FOR_ONE = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "ETag, Last-Modified",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
}


@require_http_methods(METHODS)
def feed(request: HttpRequest, key: str) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return options()
    now = timezone.now()
    found = feeds.FEEDS[key]
    language = feeds.language_of(request.GET.get("lang"))
    response = HttpResponse(
        feeds.written(found, language=language, at=now),
        content_type="text/calendar; charset=utf-8",
    )
    with translation.override(language):
        name = str(found.file_name)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    changed_at = feeds.changed_at(found, at=now)
    return answer(request, response, language=language, changed_at=changed_at)


@require_http_methods(METHODS)
def holidays_json(request: HttpRequest) -> HttpResponseBase:
    """The holidays for programs that know no calendars."""
    if request.method == "OPTIONS":
        return options()
    now = timezone.now()
    language = feeds.language_of(request.GET.get("lang"))
    response = HttpResponse(
        as_data(HolidayPeriod.objects.in_order(), language=language),
        content_type="application/json; charset=utf-8",
    )
    changed_at = feeds.changed_at(feeds.HOLIDAYS, at=now)
    return answer(request, response, language=language, changed_at=changed_at)


@require_safe
def personal(request: HttpRequest, token: str) -> HttpResponseBase:
    """One person's own; to whoever has no address of somebody's there is nothing."""
    calendar = personal_feed.calendar_of(token)
    if calendar is None:
        return HttpResponse(status=404, headers=FOR_ONE)
    language = feeds.language_of(request.GET.get("lang"), calendar.user.language)
    content = personal_feed.written(calendar, language=language, at=timezone.now())
    response = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={**FOR_ONE, "ETag": tag_of(content), "Content-Language": language},
    )
    with translation.override(language):
        name = _("my-calendar.ics")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return page_cache.conditional(request, response)


def tag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


@require_http_methods(METHODS)
def events_rss(request: HttpRequest) -> HttpResponseBase:
    """Coming events for readers of news."""
    if request.method == "OPTIONS":
        return options()
    now = timezone.now()
    language = feeds.language_of(request.GET.get("lang"))
    response = HttpResponse(
        rss.coming(language, request, at=now),
        content_type="application/rss+xml; charset=utf-8",
    )
    moments = [feeds.changed_at(feeds.EVENTS, at=now), rss.last_left_at(now)]
    changed_at = max(moment for moment in moments if moment)
    return answer(request, response, language=language, changed_at=changed_at)


def options() -> HttpResponse:
    return HttpResponse(status=204, headers=ANYBODY | ASKED_BEFORE)


def answer(
    request: HttpRequest, response: HttpResponse, *, language: str, changed_at: datetime
) -> HttpResponseBase:
    """With what a reader needs to ask next time whether anything has changed."""
    headers = {
        **ANYBODY,
        "ETag": tag_of(response.content),
        "Last-Modified": http_date(changed_at.timestamp()),
        "Cache-Control": "public, max-age=3600",
        "Content-Language": language,
    }
    for name, value in headers.items():
        response.headers[name] = value
    page_cache.share(response, query=("lang",))
    if request.method == "GET" and page_cache.may_be_given(request):
        return response  # the page cache keeps the whole and answers 304 itself
    return page_cache.conditional(request, response)
