"""Rows as entries of a calendar, in a language."""

from django.utils import translation
from django.utils.translation import gettext as _

from association import formats
from association.addresses import absolute
from events.ical import Entry
from events.models import Event, HolidayPeriod


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


def of_event(event: Event, language: str) -> Entry:
    """The same entry in the feeds, in the file to download and in mails.

    Its address is the event's own, which leads on to the page: it stays when a page is
    published or moved, and a calendar need not be told.
    """
    with translation.override(language):
        address = absolute(event.plain_url)
        cancelled = event.is_cancelled
        return Entry(
            uid=f"event-{event.uid}@mentorit",
            starts=event.starts_at,
            ends=event.ends_at,
            summary=_("CANCELLED: %(name)s") % {"name": event.name}
            if cancelled
            else event.name,
            changed_at=event.changed_at,
            sequence=event.sequence,
            status="CANCELLED" if cancelled else "CONFIRMED",
            description=_description(event, address),
            location=_location(event),
            url=address,
            categories=[event.get_kind_display()],
            transparent=True,
        )


def _location(event: Event) -> str:
    parts = [event.place, event.address] if event.place else []
    where = ", ".join(part for part in parts if part)
    return where or (_("Online") if event.is_remote else "")


def _description(event: Event, address: str) -> str:
    """What not every program shows of the rest: the reason, the price, the address."""
    lines = [event.cancelled_why] if event.is_cancelled else []
    if event.price_cents and not event.is_cancelled:
        price = formats.euros(event.price_cents)
        lines.append(_("Price: %(price)s") % {"price": price})
    if event.place and event.is_remote:
        lines.append(_("You can also take part online."))
    return "\n".join([*lines, address])
