"""Signing up for an event, and the link in the mail."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts import rate_limits
from events import door_links, registration_links
from events import registration as verbs
from events.forms import RegistrationForm
from events.models import Occurrence, Registration
from events.registration import RegistrationError

PER_HOUR = 10  # from one network address


@never_cache
def register(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """What is answered is the same for all; the mail says who has a place."""
    now = timezone.now()
    occurrence = get_object_or_404(Occurrence.objects.published(now), code=code)
    if not occurrence.takes_registrations_at(now):
        return redirect(occurrence)
    data = request.POST if request.method == "POST" else None
    form = RegistrationForm(data, at=now)
    was_sent = request.GET.get("sent") == "1"
    if request.method == "POST" and form.is_valid():
        try:
            _register(request, occurrence, form)
        except RegistrationError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{occurrence.register_url}?sent=1")
    context = {"occurrence": occurrence, "form": form, "was_sent": was_sent}
    return render(request, "events/register.html", context)


def _register(
    request: HttpRequest, occurrence: Occurrence, form: RegistrationForm
) -> None:
    if form.is_trapped:
        return
    now, hour = timezone.now(), timedelta(hours=1)
    address = rate_limits.address_of(request)
    if not rate_limits.allow("register", address, limit=PER_HOUR, per=hour, at=now):
        sentence = _("Many have signed up from your network. Try again in an hour.")
        raise RegistrationError(sentence)
    verbs.register(
        occurrence,
        name=form.cleaned_data["name"],
        email=form.cleaned_data["email"],
        language=(translation.get_language() or "fi")[:2],
        at=now,
    )


@csrf_exempt  # the token is the proof; browsers that send no referrer send no origin
@never_cache
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail: a GET shows, only a POST cancels."""
    now = timezone.now()
    found = registration_links.of_link(token, at=now)
    if found is None:
        raise Http404
    if request.method == "POST":
        verbs.cancel(found, at=now)
        return redirect(request.path)
    response = render(request, "events/registration.html", _about(found))
    response["Referrer-Policy"] = "no-referrer"
    return response


def _about(found: Registration) -> dict[str, object]:
    return {
        "registration": found,
        "occurrence": found.occurrence,
        "has_place": found.has_place,
        "queue": found.queue_number,
        "may_cancel": found.is_live,
        "door_code": door_code(found),
    }


def door_code(found: Registration) -> str:
    """Where there is a door to show it at."""
    shown = found.has_place and found.occurrence.place
    return door_links.qr_svg(found) if shown else ""
