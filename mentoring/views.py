from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Min, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, sign_in_required
from association.page_cache import shared
from events import ical
from mentoring import booking, emails, offering
from mentoring.access import MentorRequest, mentor_required
from mentoring.booking import BookingError, Mentee
from mentoring.forms import BookingForm, CancelForm, FilterForm, MenteeForm, OfferForm
from mentoring.models import FreeTime, Mentor, Session
from mentoring.offering import OfferingError

PER_PAGE = 20


@shared(query=("topic", "language", "how", "page"))
def directory(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = FilterForm(request.GET)
    times = FreeTime.objects.bookable(now).filter(mentor=OuterRef("pk"))
    first = times.order_by().values("mentor").annotate(first=Min("starts_at"))
    mentors = form.narrow(Mentor.objects.shown(timezone.localdate(now)))
    mentors = mentors.with_card().in_order()
    timed = mentors.annotate(next_time=Subquery(first.values("first")))
    page = Paginator(timed, PER_PAGE).get_page(request.GET.get("page"))
    is_narrowed = any(form.cleaned_data.values())
    context = {"form": form, "page": page, "is_narrowed": is_narrowed}
    return render(request, "mentoring/directory.html", context)


def shown_mentor(slug: str) -> Mentor:
    mentors = Mentor.objects.shown(timezone.localdate()).with_card()
    return get_object_or_404(mentors, slug=slug)


@shared()
def mentor(request: HttpRequest, slug: str) -> HttpResponse:
    found = shown_mentor(slug)
    times = FreeTime.objects.bookable(timezone.now()).filter(mentor=found)
    context: dict[str, Any] = {"mentor": found, "times": times}
    if request.user.is_authenticated:
        context["form"] = BookingForm(times=times)
    return render(request, "mentoring/mentor.html", context)


@sign_in_required
@never_cache
def book(request: SignedInRequest, slug: str) -> HttpResponse:
    found = shown_mentor(slug)
    now = timezone.now()
    times = FreeTime.objects.bookable(now).filter(mentor=found)
    context: dict[str, Any] = {"mentor": found, "times": times}
    if request.method != "POST":
        asked = {"time": request.GET.get("time")}
        context["form"] = BookingForm(times=times, initial=asked)
        return render(request, "mentoring/mentor.html", context)
    # All that were ever offered: one that is gone gets its own sentence below.
    form = BookingForm(request.POST, times=found.free_times.all())
    if form.is_valid():
        values = form.cleaned_data
        try:
            session = booking.book(
                values["time"], Mentee.of(request.user), wish=values["wish"], at=now
            )
        except BookingError as error:
            form.add_error("time", str(error))
            context["instead"] = error.instead
        else:
            messages.success(request, _("Your session is booked. See you then!"))
            return redirect(session)
    form.fields["time"].queryset = times  # type: ignore[attr-defined]
    return render(request, "mentoring/mentor.html", {**context, "form": form})


def own_session(request: SignedInRequest, pk: UUID) -> Session:
    sessions = Session.objects.of(request.user).with_people()
    return get_object_or_404(sessions, pk=pk)


@sign_in_required
@never_cache
def session(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = own_session(request, pk)
    context = session_context(found, is_mentor=found.mentor.user_id == request.user.pk)
    return render(request, "mentoring/session.html", context)


def session_context(session: Session, *, is_mentor: bool) -> dict[str, object]:
    return {
        "session": session,
        "is_mentor": is_mentor,
        "other": session.mentee_name if is_mentor else session.mentor.name,
        "may_cancel": not session.is_cancelled and not session.is_over(timezone.now()),
        "form": CancelForm(),
    }


@sign_in_required
@never_cache
def session_ics(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The session as a file for a calendar that does not read the invitation."""
    found = own_session(request, pk)
    is_mentor = found.mentor.user_id == request.user.pk
    other = found.mentee_name if is_mentor else found.mentor.name
    language = get_language() or "fi"
    entry = emails.calendar_entry(found, other, language)
    return HttpResponse(
        ical.single_entry_bytes(entry, language=language),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="mentorit.ics"'},
    )


@sign_in_required
@require_POST
def cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = own_session(request, pk)
    is_mentor = found.mentor.user_id == request.user.pk
    return try_cancel(request, found, is_mentor=is_mentor, template="session")


@never_cache
def cancel_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The mentee's own link from the mail: a GET shows, only a POST cancels."""
    found = booking.session_from_cancel_token(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        return try_cancel(request, found, is_mentor=False, template="session_by_link")
    context = session_context(found, is_mentor=False)
    response = render(request, "mentoring/session_by_link.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def try_cancel(
    request: HttpRequest, session: Session, *, is_mentor: bool, template: str
) -> HttpResponse:
    form = CancelForm(request.POST)
    context = session_context(session, is_mentor=is_mentor)
    if form.is_valid():
        try:
            booking.cancel(
                session,
                by_mentor=is_mentor,
                why=form.cleaned_data["why"],
                at=timezone.now(),
            )
        except BookingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The session is cancelled; both get a mail."))
            return redirect(request.path if template != "session" else session)
    return render(request, f"mentoring/{template}.html", {**context, "form": form})


@mentor_required
@never_cache
def free_times(request: MentorRequest) -> HttpResponse:
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        added, refused = 0, ""
        for offered in form.offers():
            try:
                offering.offer(request.mentor, offered, at=now)
                added += 1
            except OfferingError as error:
                refused = str(error)
        if added:
            said = ngettext(
                "%(count)d free time added.", "%(count)d free times added.", added
            )
            messages.success(request, said % {"count": added})
            return redirect("mentoring:free_times")
        form.add_error(None, refused)
    now = timezone.now()
    offered_times = request.mentor.free_times.ahead(now)
    free = set(FreeTime.objects.free(now).values_list("pk", flat=True))
    rows = [(time, time.pk in free) for time in offered_times]
    context = {"form": form, "rows": rows, "mentor": request.mentor}
    return render(request, "mentoring/free_times.html", context)


@mentor_required
@require_POST
def take_back(request: MentorRequest, pk: UUID) -> HttpResponse:
    free_time = get_object_or_404(request.mentor.free_times, pk=pk)
    if offering.take_back(free_time, at=timezone.now()):
        messages.success(request, _("The free time is removed."))
    else:
        messages.error(
            request, _("Somebody has booked that time. Cancel the session instead.")
        )
    return redirect("mentoring:free_times")


@mentor_required
@never_cache
def book_for_mentee(request: MentorRequest, pk: UUID) -> HttpResponse:
    free_time = get_object_or_404(request.mentor.free_times, pk=pk)
    form = MenteeForm(request.POST or None, initial={"language": request.user.language})
    context = {"form": form, "time": free_time}
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        mentee = Mentee.named(values["name"], values["email"], values["language"])
        try:
            session = booking.book(
                free_time,
                mentee,
                by_mentor=True,
                wish=values["wish"],
                at=timezone.now(),
            )
        except BookingError as error:
            form.add_error(None, str(error))
            context["instead"] = error.instead
        else:
            messages.success(request, _("The session is booked; both get a mail."))
            return redirect(session)
    return render(request, "mentoring/book_for_mentee.html", context)
