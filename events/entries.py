"""Rows as entries of a calendar, in a language."""

from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _

from association import formats
from association.addresses import absolute
from events.ical import Entry
from events.models import HolidayPeriod, Occurrence
from events.models.calendar_row import LANGUAGES

# The fields that an occurrence's entry is made of. Feeds read no others, so that one
# forgotten here is asked for row by row, and the tests that count queries see it.
MADE_OF = (
    "uid", "sequence", "changed_at", "code", "cancelled_at",
    *(f"cancelled_why_{language}" for language in LANGUAGES),
    *(f"moved_why_{language}" for language in LANGUAGES),
    *Occurrence.NAMES, *Occurrence.TIMES, "zone", "place", "address", "is_remote",
    "event__kind", "event__price_cents", "event__changed_at",
)  # fmt: skip


def of_holiday(period: HolidayPeriod, language: str) -> Entry:
    with translation.override(language):
        return Entry(
            uid=period.calendar_uid,
            starts=period.first_day,
            ends=period.last_day,
            summary=period.name,
            changed_at=period.changed_at,
            sequence=period.sequence,
            url=absolute(period.get_absolute_url()),
            categories=[_("Holiday")],
            transparent=True,
        )


def of_occurrence(occurrence: Occurrence, language: str, *, address: str = "") -> Entry:
    """The same entry in the feeds, in the file to download and in mails.

    Its address is the occurrence's own, which leads on to the page: it stays when a
    page is published or moved, and a calendar need not be told.
    """
    with translation.override(language):
        address = address or absolute(occurrence.plain_url)
        cancelled = occurrence.is_cancelled
        return Entry(
            uid=occurrence.calendar_uid,
            starts=occurrence.starts_at,
            ends=occurrence.ends_at,
            summary=_cancelled(occurrence.name) if cancelled else occurrence.name,
            changed_at=max(occurrence.changed_at, occurrence.event.changed_at),
            sequence=occurrence.sequence,
            status="CANCELLED" if cancelled else "CONFIRMED",
            description=_description(occurrence, address),
            location=_location(occurrence),
            url=address,
            categories=[occurrence.event.get_kind_display()],
            transparent=True,
        )


def cancelled(entry: Entry, language: str) -> Entry:
    """What the entry says once it is cancelled."""
    with translation.override(language):
        summary = _cancelled(entry.summary)
    return replace(entry, summary=summary, status="CANCELLED")


def _cancelled(name: str) -> str:
    return _("CANCELLED: %(name)s") % {"name": name}


def _location(occurrence: Occurrence) -> str:
    parts = [occurrence.place, occurrence.address] if occurrence.place else []
    where = ", ".join(part for part in parts if part)
    return where or (_("Online") if occurrence.is_remote else "")


def _description(occurrence: Occurrence, address: str) -> str:
    """What not every program shows of the rest: the reason, the price, the address."""
    lines = [_why(occurrence)]
    if occurrence.event.price_cents and not occurrence.is_cancelled:
        price = formats.euros(occurrence.event.price_cents)
        lines.append(_("Price: %(price)s") % {"price": price})
    if occurrence.place and occurrence.is_remote:
        lines.append(_("You can also take part online."))
    return "\n".join([*filter(None, lines), address])


def _why(occurrence: Occurrence) -> str:
    """Why it is cancelled, or not when it was planned."""
    if occurrence.is_cancelled:
        return occurrence.cancelled_why
    return occurrence.moved_why
