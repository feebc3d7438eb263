"""Rows as entries of a calendar, in a language."""

from django.utils import translation
from django.utils.translation import gettext as _

from association import formats
from association.addresses import absolute
from events.ical import Entry
from events.models import HolidayPeriod, Occurrence


def of_holiday(period: HolidayPeriod, language: str) -> Entry:
    with translation.override(language):
        return Entry(
            uid=f"holiday-{period.uid}@mentorit",
            starts=period.first_day,
            ends=period.last_day,
            summary=period.name,
            changed_at=period.changed_at,
            sequence=period.sequence,
            url=absolute(period.get_absolute_url()),
            categories=[_("Holiday")],
            transparent=True,
        )


def of_occurrence(occurrence: Occurrence, language: str) -> Entry:
    """The same entry in the feeds, in the file to download and in mails.

    Its address is the event's own, which leads on to the page: it stays when a page is
    published or moved, and a calendar need not be told.
    """
    with translation.override(language):
        address = absolute(occurrence.plain_url)
        cancelled = occurrence.is_cancelled
        return Entry(
            uid=f"event-{occurrence.uid}@mentorit",
            starts=occurrence.starts_at,
            ends=occurrence.ends_at,
            summary=_("CANCELLED: %(name)s") % {"name": occurrence.name}
            if cancelled
            else occurrence.name,
            changed_at=max(occurrence.changed_at, occurrence.event.changed_at),
            sequence=occurrence.sequence,
            status="CANCELLED" if cancelled else "CONFIRMED",
            description=_description(occurrence, address),
            location=_location(occurrence),
            url=address,
            categories=[occurrence.event.get_kind_display()],
            transparent=True,
        )


def _location(occurrence: Occurrence) -> str:
    parts = [occurrence.place, occurrence.address] if occurrence.place else []
    where = ", ".join(part for part in parts if part)
    return where or (_("Online") if occurrence.is_remote else "")


def _description(occurrence: Occurrence, address: str) -> str:
    """What not every program shows of the rest: the reason, the price, the address."""
    lines = [occurrence.cancelled_why] if occurrence.is_cancelled else []
    if occurrence.event.price_cents and not occurrence.is_cancelled:
        price = formats.euros(occurrence.event.price_cents)
        lines.append(_("Price: %(price)s") % {"price": price})
    if occurrence.place and occurrence.is_remote:
        lines.append(_("You can also take part online."))
    return "\n".join([*lines, address])
