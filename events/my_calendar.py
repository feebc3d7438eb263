"""My page: the address of one's own calendar, a new one, and what stands in it."""

from collections.abc import Mapping
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, sign_in_required
from accounts.models import User
from association.models import AssociationSettings
from events import personal_feed, subscribing
from events.models import PersonalCalendar


def section(request: HttpRequest) -> Mapping[str, object]:
    """Also what the page of its own begins with."""
    calendar = PersonalCalendar.objects.of(cast("User", request.user))
    path = personal_feed.path_of(calendar)
    name = personal_feed.name(AssociationSettings.load(request))
    return {"calendar": calendar, "ways": subscribing.ways_to(path, name)}


@sign_in_required
@never_cache
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """All ways into one's own calendar."""
    context = {**section(request), "programs": subscribing.PROGRAMS}
    response = render(request, "events/my_calendar.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@sign_in_required
@require_POST
def renew(request: SignedInRequest) -> HttpResponse:
    personal_feed.renew(request.user)
    sentence = _(
        "Your calendar has a new address, and the old one has ended. Subscribe anew."
    )
    messages.success(request, sentence)
    return redirect("events:my_calendar")


@sign_in_required
@require_POST
def names(request: SignedInRequest) -> HttpResponse:
    shown = request.POST.get("shown") == "yes"
    personal_feed.show_names(request.user, shown=shown)
    sentence = (
        _("Your calendar now tells whom you meet.")
        if shown
        else _("Your calendar no longer tells whom you meet.")
    )
    messages.success(request, sentence)
    return redirect("events:my_calendar")
