"""My page: the events that whoever is signed in comes to, or waits for."""

from collections.abc import Mapping
from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from association import formats
from events import registration_links
from events.models import Occurrence, Registration

SHOWN = 20


def mine(request: HttpRequest) -> Mapping[str, object] | None:
    """None for who comes to nothing that is ahead."""
    now = timezone.now()
    user = cast("User", request.user)
    ahead = Occurrence.objects.upcoming(now).order_by()
    rows = (
        Registration.objects.of(user)
        .live()
        .with_position()
        .filter(occurrence__in=ahead)
        .select_related("occurrence__event", "bill")
        .prefetch_related("bill__allocations")
        .order_by("occurrence__start_day", "occurrence__start_time", "pk")
    )[:SHOWN]
    shown = [_shown(row) for row in rows]
    if not shown:
        return None
    return {"rows": shown, "next_step": _next_step([row for row, *_rest in shown])}


def _shown(row: Registration) -> tuple[Registration, str]:
    return row, registration_links.link_path(row)


def _next_step(rows: list[Registration]) -> dict[str, object] | None:
    """Pay for the place that would go first."""
    unpaid = [row for row in rows if row.pay_by is not None and row.has_to_pay]
    for row in sorted(unpaid, key=lambda row: row.pay_by or row.created_at)[:1]:
        assert row.bill is not None  # noqa: S101 - it has something to pay
        day = formats.moment(row.pay_by) if row.pay_by else ""
        return {
            "title": row.occurrence.name,
            "text": _("Your place is kept until %(moment)s.") % {"moment": day},
            "url": row.bill.get_absolute_url(),
            "label": _("Pay %(sum)s") % {"sum": formats.euros(row.bill.open_cents)},
        }
    return None
