"""Mails to those who come to an event."""

from typing import Literal

from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from accounts.emails import make_message
from association.addresses import absolute
from events import door_links, entries, ical
from events.models import Registration
from events.registration_links import link_path

type What = Literal["place", "waiting", "moved", "cancelled", "event_cancelled"]


def about(registration: Registration, what: What) -> EmailMultiAlternatives:
    """What happened to a registration; the file comes with a place and a move."""
    occurrence, language = registration.occurrence, registration.language
    was_told = what == "moved" and registration.told_of_place_at is not None
    with translation.override(language):
        context = {
            "what": what,
            "has_place": what == "place" or was_told,
            "is_coming": what in {"place", "waiting", "moved"},
            "occurrence": occurrence,
            "reader": registration.name,
            "link": absolute(link_path(registration)),
            "page": absolute(occurrence.plain_url),
            "shows_code": what == "place" and bool(occurrence.place),
        }
    mail = make_message("events-registration", registration.email, language, context)
    if what in {"place", "moved"}:
        entry = entries.of_occurrence(occurrence, language)
        file = ical.single_entry_bytes(entry, language=language)
        mail.attach("calendar.ics", file, "text/calendar")
    if context["shows_code"]:
        door_links.attach_qr(mail, registration)
    return mail
