from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, sign_in_required
from association.addresses import absolute
from association.formats import day
from association.page_cache import shared
from events import ical
from mentoring import booking, cancel_links, offering
from mentoring.access import MentorRequest, mentor_required
from mentoring.booking import BookingError, Mentee
from mentoring.calendar_entry import calendar_entry
from mentoring.forms import BookingForm, CancelForm, FilterForm, MenteeForm, OfferForm
from mentoring.models import FreeTime, Mentor, Session
from mentoring.offering import OfferingError

PER_PAGE = 20

# --- For everybody -----------------------------------------------------------------


@shared(query=("topic", "language", "how", "p"))
def directory(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = FilterForm(request.GET)
    times = FreeTime.objects.bookable(now).filter(mentor=OuterRef("pk"))
    first = times.order_by().values("mentor").annotate(first=Min("starts_at"))
    mentors = form.narrow(Mentor.objects.shown(timezone.localdate(now)))
    mentors = mentors.with_card().in_order()
    timed = mentors.annotate(next_time=Subquery(first.values("first")))
    context = {
        "form": form,
        "page": Paginator(timed, PER_PAGE).get_page(request.GET.get("p")),
        "is_narrowed": any(form.cleaned_data.values()),
        "today": timezone.localdate(now),
    }
    return render(request, "mentoring/directory.html", context)


def shown_mentor(slug: str) -> Mentor:
    mentors = Mentor.objects.shown(timezone.localdate()).with_card()
    return get_object_or_404(mentors, slug=slug)


def bookable_times(mentor: Mentor) -> QuerySet[FreeTime]:
    return FreeTime.objects.bookable(timezone.now()).filter(mentor=mentor)


@shared()
def mentor(request: HttpRequest, slug: str) -> HttpResponse:
    found = shown_mentor(slug)
    times = bookable_times(found)
    context: dict[str, object] = {"mentor": found, "times": times}
    if request.user.is_authenticated:
        context["form"] = BookingForm(times=times)
    return render(request, "mentoring/mentor.html", context)


# --- For who has signed in -----------------------------------------------------------


@sign_in_required
@never_cache
def book(request: SignedInRequest, slug: str) -> HttpResponse:
    found = shown_mentor(slug)
    context: dict[str, object] = {"mentor": found, "times": bookable_times(found)}
    if request.method != "POST":
        asked_for = {"time": request.GET.get("time")}
        form = BookingForm(times=bookable_times(found), initial=asked_for)
        return render(request, "mentoring/mentor.html", {**context, "form": form})
    # All that are offered: one that is taken gets its own sentence below.
    form = BookingForm(request.POST, times=found.free_times.all())
    if form.is_valid():
        asked = form.cleaned_data
        mentee = Mentee.of(request.user)
        try:
            session = booking.book(
                asked["time"], mentee, wish=asked["wish"], at=timezone.now()
            )
        except BookingError as error:
            form.add_error("time", str(error))
            context["instead"] = error.instead
        else:
            messages.success(request, _("Your session is booked. See you then!"))
            return redirect(session)
    return render(request, "mentoring/mentor.html", {**context, "form": form})


def own_session(request: SignedInRequest, pk: UUID) -> Session:
    sessions = Session.objects.of(request.user).with_people()
    return get_object_or_404(sessions, pk=pk)


@sign_in_required
@never_cache
def session(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = own_session(request, pk)
    context = session_context(found, is_mentor=found.is_mentored_by(request.user))
    return render(request, "mentoring/session.html", context)


def session_context(session: Session, *, is_mentor: bool) -> dict[str, object]:
    now = timezone.now()
    return {
        "session": session,
        "is_mentor": is_mentor,
        "other": session.other(is_mentor=is_mentor),
        "is_over": session.is_over(now),
        "may_cancel": not session.is_cancelled and not session.is_over(now),
        "again": session.where_to_book_again(timezone.localdate(now)),
        "form": CancelForm(),
    }


@sign_in_required
@never_cache
def session_ics(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The session as a file for a calendar that does not read the invitation."""
    found = own_session(request, pk)
    entry = calendar_entry(
        found,
        is_mentor=found.is_mentored_by(request.user),
        url=absolute(found.get_absolute_url()),
    )
    return HttpResponse(
        ical.single_entry_bytes(entry, language=get_language() or "fi"),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="mentorit.ics"'},
    )


@sign_in_required
@require_POST
def cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = own_session(request, pk)
    is_mentor = found.is_mentored_by(request.user)
    form = CancelForm(request.POST)
    if try_cancel(request, found, form, is_mentor=is_mentor):
        return redirect(found)
    context = {**session_context(found, is_mentor=is_mentor), "form": form}
    return render(request, "mentoring/session.html", context)


@csrf_exempt  # the token is the proof; browsers that send no referrer send no origin
@never_cache
def cancel_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The mentee's own link from the mail: a GET shows, only a POST cancels."""
    found = cancel_links.session_of(token, at=timezone.now())
    if found is None:
        raise Http404
    context = session_context(found, is_mentor=False)
    if request.method == "POST":
        form = CancelForm(request.POST)
        if try_cancel(request, found, form, is_mentor=False):
            return redirect(request.path)
        context["form"] = form
    response = render(request, "mentoring/session_by_link.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def try_cancel(
    request: HttpRequest, session: Session, form: CancelForm, *, is_mentor: bool
) -> bool:
    if not form.is_valid():
        return False
    why = form.cleaned_data["why"]
    try:
        booking.cancel(session, by_mentor=is_mentor, why=why, at=timezone.now())
    except BookingError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("The session is cancelled; both get a mail."))
    return True


# --- For mentors ---------------------------------------------------------------------


@mentor_required
@never_cache
def free_times(request: MentorRequest) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    data = request.POST if request.method == "POST" else None
    form = OfferForm(data, today=today)
    if request.method == "POST" and form.is_valid():
        outcome = offering.offer_all(request.mentor, form.offers(), at=now)
        if outcome.added:
            tell_what_was_added(request, outcome)
            return redirect("mentoring:free_times")
        form.add_error(None, outcome.refused[0][1])
    booked = {one.starts_at: one for one in request.mentor.sessions.ahead(now)}
    times = request.mentor.free_times.ahead(now)
    context = {
        "form": form,
        "rows": [{"time": one, "session": booked.get(one.starts_at)} for one in times],
        "mentor": request.mentor,
        "today": today,
    }
    return render(request, "mentoring/free_times.html", context)


def tell_what_was_added(request: HttpRequest, outcome: offering.Outcome) -> None:
    count = len(outcome.added)
    said = ngettext("%(count)d free time added.", "%(count)d free times added.", count)
    messages.success(request, said % {"count": count})
    for offered, why in outcome.refused:
        refused = {"day": day(offered.day), "why": why}
        messages.warning(request, _("Not added: %(day)s. %(why)s") % refused)


@mentor_required
@require_POST
def take_back(request: MentorRequest, pk: UUID) -> HttpResponse:
    free_time = get_object_or_404(request.mentor.free_times, pk=pk)
    try:
        offering.take_back(free_time, at=timezone.now())
    except OfferingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The free time is removed."))
    return redirect("mentoring:free_times")


@mentor_required
@never_cache
def book_for_mentee(request: MentorRequest, pk: UUID) -> HttpResponse:
    free_time = get_object_or_404(request.mentor.free_times, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = MenteeForm(data, initial={"language": request.user.language})
    context: dict[str, object] = {"form": form, "time": free_time}
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        mentee = Mentee.named(asked["name"], asked["email"], asked["language"])
        try:
            session = booking.book(
                free_time,
                mentee,
                by_mentor=True,
                wish=asked["wish"],
                at=timezone.now(),
            )
        except BookingError as error:
            form.add_error(None, str(error))
            context["instead"] = error.instead
        else:
            messages.success(request, _("The session is booked; both get a mail."))
            return redirect(session)
    return render(request, "mentoring/book_for_mentee.html", context)
