"""What the association's closed years came to, for members: sums alone, nobody's name.
Shown only where the treasurer says so in the settings of bookkeeping."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, sign_in_required
from membership import register_reading
from payments.books import Books, FinancialYear
from payments.models import Bookkeeping, ClosedYear
from payments.year_summary import summary


def are_shown() -> bool:
    return (
        Bookkeeping.current().shown_to_members
        and ClosedYear.objects.in_force().exists()
    )


@sign_in_required
@never_cache
@require_safe
def years(request: SignedInRequest, slug: str = "") -> HttpResponse:
    """The latest closed year, or the one that begins in the month `slug`."""
    today = timezone.localdate()
    if not (register_reading.may_read(request.user, today) and are_shown()):
        raise Http404
    closed = list(ClosedYear.objects.in_force().order_by("-starts_on"))
    found = [row for row in closed if not slug or _year(row).slug == slug]
    if not found:
        raise Http404
    shown = found[0]
    context = {
        "year": _year(shown),
        "closed": shown,
        "summary": summary(Books.current().as_closed(shown), _year(shown)),
        "tabs": [_tab(row, is_current=row == shown) for row in closed],
    }
    return render(request, "membership/year.html", context)


def _year(row: ClosedYear) -> FinancialYear:
    return FinancialYear(row.starts_on, row.ends_on)


def _tab(row: ClosedYear, *, is_current: bool) -> dict[str, object]:
    year = _year(row)
    url = reverse("membership:year", args=[year.slug])
    return {"title": year.name, "url": url, "is_current": is_current}
