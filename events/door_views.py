"""At the door: names, one big button each. The page works as plain HTML; a script
(static/js/door.js) finds names as one types and keeps taps while there is no network.
"""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import SignedInRequest
from association import formats, pdf
from association.models import AssociationSettings
from events import attendees, checking_in, door_links, feedback_summary
from events.attendees import CHECK_IN, SEE
from events.checking_in import CheckInError
from events.door_access import organiser_required
from events.models import CheckIn, Occurrence, Registration
from events.registration_links import link_path

LONGEST = 20_000  # characters; no more keys than a long evening's taps
DIGITS = 18


def _occurrence(code: str) -> Occurrence:
    return get_object_or_404(Occurrence.objects.select_related("event"), code=code)


@never_cache
def at_door(request: HttpRequest, token: str) -> HttpResponse:
    """What the code of a participant says: another page for whoever lets people in."""
    found = door_links.of_token(token)
    if found is None:
        raise Http404
    if request.user.has_perm(CHECK_IN):
        occurrence = found.occurrence
        page = reverse("events:door", args=[occurrence.slug, occurrence.code])
        response = redirect(f"{page}?who={found.pk}")
    else:
        response = redirect(link_path(found))
    response["Referrer-Policy"] = "no-referrer"
    return response


@organiser_required(CHECK_IN)
def door(request: SignedInRequest, name: str, code: str) -> HttpResponse:
    occurrence = _occurrence(code)
    wants_data = "application/json" in request.headers.get("Accept", "")
    if request.method == "POST":
        error = _tap(request, occurrence)
        if not wants_data:
            if error:
                messages.error(request, error)
            return redirect(_back(request, occurrence))
        return JsonResponse({"error": error, **_state(occurrence)})
    if wants_data:
        return JsonResponse(_state(occurrence))
    return render(request, "events/door.html", _page(request, occurrence))


def _tap(request: SignedInRequest, occurrence: Occurrence) -> str:
    """Let somebody in or take it back; answers what was wrong, if anything."""
    given = request.POST
    row = _row(occurrence, given.get("registration", ""))
    keys = _keys(given.get("key", ""))
    if row is None or not keys:
        return _("This is not on the list any more. Load the page again.")
    now = timezone.now()
    try:
        if given.get("what") == "back":
            checking_in.take_back(row, keys, at=now)
        else:
            checking_in.let_in(row, key=keys[0], by=request.user, at=now)
    except CheckInError as error:
        return str(error)
    return ""


def _row(occurrence: Occurrence, number: str) -> Registration | None:
    if not (number.isascii() and number.isdecimal() and len(number) <= DIGITS):
        return None
    found: Registration | None = occurrence.registrations.filter(pk=number).first()
    return found


def _keys(text: str) -> list[UUID]:
    """Of the taps, with spaces between; none when one of them is no key."""
    try:
        return [UUID(one) for one in text[:LONGEST].split()]
    except ValueError:
        return []


def _back(request: HttpRequest, occurrence: Occurrence) -> str:
    """The whole list again, at the one who was tapped: the next one comes."""
    page = reverse("events:door", args=[occurrence.slug, occurrence.code])
    number = request.POST.get("registration", "")
    return f"{page}#r{number}" if number.isdecimal() else page


def _standing(occurrence: Occurrence) -> dict[int, list[CheckIn]]:
    """By registration, the taps that hold."""
    found: dict[int, list[CheckIn]] = {}
    taps = CheckIn.objects.standing().filter(registration__occurrence=occurrence)
    for tap in taps:
        found.setdefault(tap.registration_id, []).append(tap)
    return found


def _state(occurrence: Occurrence) -> dict[str, Any]:
    """Who is in, for the script: other phones let people in, too."""
    rows = {
        str(pk): {"keys": " ".join(str(tap.key) for tap in taps), "at": _at(taps)}
        for pk, taps in _standing(occurrence).items()
    }
    return {"rows": rows, "came": _came(occurrence)}


def _at(taps: list[CheckIn]) -> str:
    return formats.at_clock(timezone.localtime(taps[0].at)) if taps else ""


def _came(occurrence: Occurrence) -> str:
    totals = attendees.totals(occurrence)
    numbers = {"came": totals.came, "people": totals.people}
    return _("%(came)d of %(people)d have come") % numbers


def _page(request: HttpRequest, occurrence: Occurrence) -> dict[str, Any]:
    rows = occurrence.registrations.live().order_by("name_key", "pk")
    text, who = request.GET.get("q", ""), request.GET.get("who", "")
    one = _row(occurrence, who) if who else None
    if one is not None:
        rows = occurrence.registrations.filter(pk=one.pk)
    elif text:
        rows = attendees.search(rows, text)
    standing = _standing(occurrence)
    return {
        "occurrence": occurrence,
        "page": reverse("events:door", args=[occurrence.slug, occurrence.code]),
        "people": reverse("attendees:list", args=[occurrence.pk]),
        "rows": [_drawn(row, standing.get(row.pk, [])) for row in rows],
        "came": _came(occurrence),
        "text": text,
        "one": one,
    }


def _drawn(row: Registration, taps: list[CheckIn]) -> dict[str, Any]:
    return {
        "row": row,
        "state": "" if row.has_place else attendees.state_of(row),
        "at": _at(taps),
        "keys": " ".join(str(tap.key) for tap in taps),
        "new_key": uuid4(),
    }


@organiser_required(SEE)
def names(request: SignedInRequest, name: str, code: str) -> HttpResponse:
    """A list to print: for where there is no phone at the door."""
    occurrence = _occurrence(code)
    rows = attendees.of(occurrence, "place").order_by("name_key", "pk")
    context = {
        "occurrence": occurrence,
        "rows": rows,
        "totals": attendees.totals(occurrence),
        "people": reverse("attendees:list", args=[occurrence.pk]),
    }
    return render(request, "events/names.html", context)


@organiser_required(SEE)
def names_pdf(request: SignedInRequest, name: str, code: str) -> HttpResponse:
    """The same list as a paper."""
    occurrence = _occurrence(code)
    rows = attendees.of(occurrence, "place").order_by("name_key", "pk")
    title = _("Name list: %(name)s") % {"name": occurrence.name}
    when = formats.span(occurrence.starts_at, occurrence.ends_at)
    people = attendees.totals(occurrence).people
    data = {
        "language": get_language() or "fi",
        "title": title,
        "association": AssociationSettings.current().name,
        "heading": title,
        "lead": f"{when}. {people_words(people)}",
        "head": [_("Came"), _("Name"), _("People")],
        "rows": [
            ("x" if row.checked_in_at else "", row.name, str(row.party_size))
            for row in rows
        ],
        "empty": _("Nobody has a place yet"),
    }
    return pdf.answer(pdf.render("names", data), f"{occurrence.slug}-{code}")


def people_words(count: int) -> str:
    return ngettext("%(people)s person", "%(people)s people", count) % {"people": count}


@organiser_required(feedback_summary.SEE)
def summary(request: SignedInRequest, name: str, code: str) -> HttpResponse:
    occurrence = _occurrence(code)
    event = occurrence.event
    series = feedback_summary.of_series(event) if event.repeats else None
    context = {
        "occurrence": occurrence,
        "summary": feedback_summary.of_occurrence(occurrence),
        "fewest": feedback_summary.FEWEST,
        "came": attendees.numbers_who_came(event).get(occurrence.pk, 0),
        "series": series,
        "people": reverse("attendees:list", args=[occurrence.pk]),
    }
    return render(request, "events/summary.html", context)
