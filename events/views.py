from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from association.models import AssociationSettings
from association.page_cache import share, shared
from events import entries, feeds, listing, series_file, series_times, subscribing
from events.ical import file_bytes, single_entry_bytes
from events.models import Event, HolidayPeriod, Occurrence
from events.structured_event import part_of, structured_event


def crumbs(title: str, url: str) -> list[tuple[str, str]]:
    return [(_("Calendar"), reverse("events:calendar")), (title, url)]


@shared()
def holidays(request: HttpRequest) -> HttpResponse:
    """The association's holidays with the numbers of their weeks."""
    today = timezone.localdate()
    periods = list(HolidayPeriod.objects.in_order())
    context = {
        "crumbs": crumbs(_("Holidays"), request.path),
        "ahead": [period for period in periods if not period.is_over(today)],
        "past": [period for period in reversed(periods) if period.is_over(today)],
        "today": today,
        "ways": subscribing.ways(feeds.HOLIDAYS, AssociationSettings.load(request)),
        "json": feeds.HOLIDAYS.path.replace(".ics", ".json"),
    }
    return render(request, "events/holidays.html", context)


def find(request: HttpRequest, code: str) -> Occurrence:
    """Who is reading is asked only of what is not for everybody."""
    now = timezone.now()
    public = Occurrence.objects.published(now).with_pages().filter(code=code).first()
    if public is not None:
        return public
    mine = Occurrence.objects.visible_to(request.user, now)
    return get_object_or_404(mine.with_pages(), code=code)


def event(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """An event without a page in this language; with one, the way there."""
    now = timezone.now()
    found = find(request, code)
    own = listing.address(found, request)
    if own != request.path:
        return redirect(own)
    us = AssociationSettings.load(request)
    whole = found.event.whole
    data = structured_event(found, us, url=own)
    if found.event.repeats:
        data |= part_of(found.event, url=series_url(whole, own), on=localdate(now))
    context = {
        "occurrence": found,
        "is_over": found.is_over(now),
        "is_open": found.takes_registrations_at(now),
        "crumbs": crumbs(found.name, own),
        "own_page": whole.page,
        "finnish_page": whole.public_pages.get("fi"),
        "times": series_times.times(found.event, request, at=now, besides=found),
        "structured_data": [data],
    }
    response = render(request, "events/event.html", context)
    return (
        share(response, query=("p",)) if series_times.is_common(request) else response
    )


def series_url(event: Event, otherwise: str) -> str:
    """The page that tells of all of it, if it has one."""
    return (event.page.url if event.page else None) or otherwise


@shared()
def event_ics(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """The event as a file, for whoever wants this one alone in their calendar."""
    found = find(request, code)
    language = (translation.get_language() or "fi")[:2]
    entry = entries.of_occurrence(found, language)
    return ics_file(found.slug, single_entry_bytes(entry, language=language))


@shared()
def series_ics(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """All times of an event that repeats; one that is held once has the file above."""
    now = timezone.now()
    found = Event.objects.published(now).filter(code=code).first()
    if found is None:
        mine = Event.objects.visible_to(request.user, now)
        found = get_object_or_404(mine, code=code)
    occurrences = list(found.occurrences.in_order())
    if not occurrences:
        raise Http404
    for occurrence in occurrences:
        occurrence.event = found
    if not found.repeats:
        return redirect(occurrences[0].ics_url)
    language = (translation.get_language() or "fi")[:2]
    things = series_file.of_event(found, occurrences, language)
    return ics_file(found.slug, file_bytes(things, language=language))


def ics_file(name: str, content: bytes) -> HttpResponse:
    """An attachment: a phone would take anything else for a subscription."""
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.ics"',
            "X-Robots-Tag": "noindex",
        },
    )
