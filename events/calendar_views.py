"""The calendar's pages: what is coming, what was, a month and a week."""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from association.models import AssociationSettings
from association.page_cache import share
from events import feeds, listing, month_table, narrowing, rss, subscribing, weeks
from events.models import HolidayPeriod, Occurrence
from events.models.holiday import HolidayQuerySet
from events.models.occurrence import OccurrenceQuerySet
from events.narrowing import NarrowForm
from events.spans import MONTHS_KEPT, Month, is_near, week_url
from events.weeks import Week


def calendar(request: HttpRequest) -> HttpResponse:
    """What is coming, from today on."""
    if tidy := narrowing.tidy_address(request):
        return redirect(tidy)
    now = timezone.now()
    shown = visible_to(request, now).upcoming(now)
    form = NarrowForm(request, shown)
    sheet = listing.coming(
        form.narrow(shown).with_pages(),
        coming_holidays(form, now),
        request.GET.get("p"),
        request,
        at=now,
    )
    context = {
        "page": sheet.page,
        "rows": sheet.rows,
        **around(request, form, "list", on=timezone.localdate(now)),
    }
    response = render(request, "events/calendar.html", context)
    return shared_if_common(response, request, form, sheet.page.paginator.num_pages)


def past(request: HttpRequest) -> HttpResponse:
    """What was held, the latest first."""
    if tidy := narrowing.tidy_address(request):
        return redirect(tidy)
    now = timezone.now()
    shown = visible_to(request, now).past(now)
    form = NarrowForm(request, shown)
    found = form.narrow(shown).with_pages()
    sheet = listing.past(found, request.GET.get("p"), request)
    context = {
        "page": sheet.page,
        "rows": sheet.rows,
        **around(request, form, "past", on=timezone.localdate(now)),
    }
    response = render(request, "events/past.html", context)
    return shared_if_common(response, request, form, sheet.page.paginator.num_pages)


def month(request: HttpRequest, span: Month) -> HttpResponse:
    """A month as a table, and again as a list."""
    now, today = timezone.now(), timezone.localdate()
    if not is_near(span.first, today):
        raise Http404
    if tidy := narrowing.tidy_address(request):
        return redirect(tidy)
    visible = visible_to(request, now)
    form = NarrowForm(request, visible.between(span.days[0], span.days[-1]))
    found = month_table.find(visible, form, span.days, at=now)
    context = {
        "month": month_table.table(span, found, request, today=today, query=form.query),
        "rows": found.rows(span.first, span.last, request),
        **around(request, form, "month", on=day_in(span.first, span.last, today)),
    }
    response = render(request, "events/month.html", context)
    return shared_if_close(response, request, form, span.first)


def week(request: HttpRequest, span: Week) -> HttpResponse:
    """A week, day by day."""
    now, today = timezone.now(), timezone.localdate()
    if not is_near(span.first, today):
        raise Http404
    if tidy := narrowing.tidy_address(request):
        return redirect(tidy)
    visible = visible_to(request, now)
    form = NarrowForm(request, visible.between(span.days[0], span.days[-1]))
    found = month_table.find(visible, form, span.days, at=now)
    before, after = span.moved(-1), span.moved(1)
    query = form.query
    context = {
        "week": span,
        "days": month_table.week_days(found, request, today=today),
        "previous": turn_to(before, query, today),
        "next": turn_to(after, query, today),
        **around(request, form, "week", on=day_in(span.first, span.days[-1], today)),
    }
    response = render(request, "events/week.html", context)
    return shared_if_close(response, request, form, span.first)


def turn_to(other: Week, query: str, today: date) -> dict[str, object] | None:
    """The link to another week, as far as the calendar can be turned."""
    if not is_near(other.first, today):
        return None
    return {"week": other, "url": week_url(other) + query}


def visible_to(request: HttpRequest, at: datetime) -> OccurrenceQuerySet:
    return Occurrence.objects.visible_to(request.user, at)


def coming_holidays(form: NarrowForm, at: datetime) -> HolidayQuerySet:
    """Among the events only where one looks for nothing else."""
    if form.chosen:
        return HolidayPeriod.objects.none()
    return HolidayPeriod.objects.ahead(timezone.localdate(at))


def day_in(first: date, last: date, today: date) -> date:
    """From which day on one goes to another view: today where it is shown."""
    return today if first <= today <= last else first


def around(
    request: HttpRequest, form: NarrowForm, view: str, *, on: date
) -> dict[str, object]:
    """What stands on every page of the calendar: its views, and what one looks for."""
    addresses = {
        "list": (_("Coming"), reverse("events:calendar")),
        "month": (_("Month"), Month.of(on).url),
        "week": (_("Week"), week_url(weeks.week(on))),
        "past": (_("Past"), reverse("events:past")),
    }
    kinds = [("", _("All")), *narrowing.KINDS.items()]
    return {
        "form": form,
        "clear": request.path,
        "rss": rss.address(),
        "ways": subscribing.ways(feeds.ALL, AssociationSettings.load(request)),
        "tabs": [
            {"title": title, "url": url + form.query, "is_current": key == view}
            for key, (title, url) in addresses.items()
        ],
        "chips": [
            {
                "title": title,
                "url": request.path + form.with_kind(kind),
                "is_current": form.chosen.get("kind", "") == kind,
            }
            for kind, title in kinds
        ],
    }


def shared_if_common(
    response: HttpResponse, request: HttpRequest, form: NarrowForm, pages: int
) -> HttpResponse:
    if narrowing.is_worth_keeping(request, form, pages=pages):
        share(response, query=narrowing.QUERY)
    return response


def shared_if_close(
    response: HttpResponse, request: HttpRequest, form: NarrowForm, first: date
) -> HttpResponse:
    """Months and weeks far off are many, and rarely asked for."""
    if not is_near(first, timezone.localdate(), months=MONTHS_KEPT):
        return response
    return shared_if_common(response, request, form, 1)
