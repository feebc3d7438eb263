"""Signing up for an event, and the links in the mails."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import rate_limits
from accounts.models import User
from events import changing_mind, registration_links
from events import registration as verbs
from events.models import Occurrence, Registration
from events.registration import RegistrationError
from events.registration_forms import ChangeForm, FeedbackForm, RegistrationForm
from events.registration_page import registration_page
from payments.private_pages import private_page

PER_HOUR = 30  # from one network address: a school's whole staff shares one
MAILS_PER_DAY = 5  # to one address, whoever signs up in its name
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

one_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@one_page
def register(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """What is answered is the same for all; the mail says who is known."""
    now = timezone.now()
    visible = Occurrence.objects.visible_to(request.user, now)
    occurrence = get_object_or_404(visible, code=code)
    data = request.POST if request.method == "POST" else None
    user = request.user if isinstance(request.user, User) else None
    form = RegistrationForm(data, occurrence=occurrence, user=user, at=now)
    closed_why = verbs.closed_why(occurrence, at=now)
    if not closed_why and form.is_valid():
        try:
            return _register(request, occurrence, form)
        except RegistrationError as error:
            form.add_error(None, str(error))
    context = {
        "occurrence": occurrence,
        "form": form,
        "closed_why": closed_why,
        "places_left": occurrence.places_left,
        "was_sent": request.GET.get("sent") == "1",
    }
    return render(request, "events/register.html", context)


def _register(
    request: HttpRequest, occurrence: Occurrence, form: RegistrationForm
) -> HttpResponse:
    sent = redirect(f"{occurrence.register_url}?sent=1")
    if form.is_trapped:
        return sent
    now = timezone.now()
    network = rate_limits.address_of(request)
    if not rate_limits.allow("register", network, limit=PER_HOUR, per=HOUR, at=now):
        sentence = _("Many have signed up from your network. Try again in an hour.")
        raise RegistrationError(sentence)
    wish = form.wish((translation.get_language() or "fi")[:2])
    if _is_own(request, wish.address):
        row = verbs.come(occurrence, wish, at=now)
        return redirect(registration_links.link_path(row))
    address = f"{occurrence.pk} {wish.address}"
    if rate_limits.allow("sign-up", address, limit=MAILS_PER_DAY, per=DAY, at=now):
        verbs.submit(occurrence, wish, at=now)
    return sent


def _is_own(request: HttpRequest, address: str) -> bool:
    """Whoever is signed in has proved that address already."""
    user = request.user
    return isinstance(user, User) and user.email.lower() == address


# The token is the proof and no cookie adds to it. Besides, with no-referrer browsers
# send `Origin: null`, which Django's check would refuse.
@csrf_exempt
@one_page
@private_page
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail: a GET shows, only a POST confirms, cancels or comes again."""
    now = timezone.now()
    found = _of_link(token)
    error = ""
    if request.method == "POST":
        try:
            _act(found, request.POST.get("do", ""))
        except RegistrationError as refused:
            error = str(refused)
        else:
            return redirect(request.path)
    page = registration_page(found, at=now)
    context = {"page": page, "occurrence": page.occurrence, "error": error}
    return render(request, "events/registration.html", context)


def _act(found: Registration, what: str) -> None:
    now = timezone.now()
    if what == "confirm":
        verbs.confirm(found, at=now)
    elif what == "again":
        verbs.come_again(found, at=now)
    elif what == "cancel":
        verbs.cancel(found, at=now)


@csrf_exempt  # the same
@one_page
@private_page
def change_registration(request: HttpRequest, token: str) -> HttpResponse:
    """Name, how many come, and answers."""
    now = timezone.now()
    found = _of_link(token)
    page = registration_page(found, at=now)
    back = registration_links.link_path(found)
    if not page.may_change:
        return redirect(back)
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, registration=found)
    if form.is_valid():
        try:
            changing_mind.change(
                found,
                name=form.cleaned_data["name"],
                party_size=form.cleaned_data.get("party_size", found.party_size),
                answers=form.answers(),
                at=now,
            )
        except RegistrationError as error:
            form.add_error(None, str(error))
        else:
            return redirect(back)
    context = {"form": form, "occurrence": found.occurrence, "back": back}
    return render(request, "events/change_registration.html", context)


@csrf_exempt  # the same
@one_page
@private_page
def feedback(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody who came thought of it. Nothing says who."""
    now = timezone.now()
    occurrence = registration_links.of_feedback_link(token, at=now)
    if occurrence is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = FeedbackForm(data, at=now)
    if form.is_valid():
        network = rate_limits.address_of(request)
        if rate_limits.allow("feedback", network, limit=PER_HOUR, per=HOUR, at=now):
            if not form.is_trapped:
                form.feedback(occurrence).save(force_insert=True)
            return redirect(f"{request.path}?sent=1")
        sentence = _("Many have answered from your network. Try again in an hour.")
        form.add_error(None, sentence)
    was_sent = request.GET.get("sent") == "1"
    context = {"form": form, "occurrence": occurrence, "was_sent": was_sent}
    return render(request, "events/feedback.html", context)


def _of_link(token: str) -> Registration:
    found = registration_links.of_link(token, at=timezone.now())
    if found is None:
        raise Http404
    return found
