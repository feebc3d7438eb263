"""Mails to those who come to an event, each in its reader's language."""

from dataclasses import replace
from typing import Literal

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation

from accounts.emails import make_message
from association.addresses import absolute
from association.models import AssociationSettings
from events import door_links, entries, ical, invitations
from events.ical import Method, Person
from events.models import Registration
from events.registration_links import feedback_path, link_path
from payments.emails import bill_address

type What = Literal[
    "confirm",
    "known",
    "place",
    "waiting",
    "changed",
    "moved",
    "cancelled",
    "lapsed",
    "unpaid_again",
    "event_cancelled",
    "reminder",
]
# What also tells the reader's calendar, as an invitation with the feed's UID.
INVITES: set[What] = {"place", "moved", "changed"}
# After these there is nothing left behind the link but to sign up again.
ENDS: set[What] = {"cancelled", "lapsed", "event_cancelled"}


def about(registration: Registration, what: What) -> EmailMultiAlternatives:
    """What happened to a registration, or what is to be done about it."""
    language = registration.language
    with translation.override(language):
        context = _context(registration, what)
    mail = make_message("events-registration", registration.email, language, context)
    method = _method(registration, what)
    if method is not None:
        invitations.attach(mail, _invitation(registration, method), method)
    if context["shows_code"]:
        door_links.attach_qr(mail, registration)
    return mail


def _context(registration: Registration, what: What) -> dict[str, object]:
    occurrence, bill = registration.occurrence, registration.bill
    is_coming = what not in ENDS
    return {
        "what": what,
        "registration": registration,
        "has_place": is_coming and registration.has_place,
        "is_coming": is_coming,
        "occurrence": occurrence,
        "reader": registration.name,
        "link": absolute(link_path(registration)),
        "page": absolute(occurrence.plain_url),
        "bill": bill if is_coming and registration.has_to_pay else None,
        "bill_link": absolute(bill_address(bill)) if bill else "",
        "was_paid": registration.is_paid,
        "pays_back": registration.pays_back,
        "has_remote_link": bool(occurrence.remote_link),
        "shows_code": what == "place" and bool(occurrence.place),
        "shows_link": what == "reminder"
        and registration.has_place
        and occurrence.shows_remote_link(timezone.now()),
    }


def _method(registration: Registration, what: What) -> Method | None:
    """A cancellation reaches only calendars that an invitation has reached."""
    if what in INVITES and registration.has_place:
        return "REQUEST"
    if what in ENDS and registration.told_of_place_at is not None:
        return "CANCEL"
    return None


def _invitation(registration: Registration, method: Method) -> bytes:
    language = registration.language
    entry = entries.of_occurrence(registration.occurrence, language)
    if method == "CANCEL":
        entry = replace(entry, status="CANCELLED")
    with translation.override(language):
        return ical.invitation_bytes(
            replace(entry, transparent=False),
            method=method,
            organizer=invitations.organizer(AssociationSettings.current().name),
            attendee=Person(registration.name, registration.email),
            language=language,
        )


def thanks(registration: Registration) -> EmailMultiAlternatives:
    """After the event: what is left of it, and what did you think?"""
    occurrence, language = registration.occurrence, registration.language
    with translation.override(language):
        page = occurrence.page
        context = {
            "occurrence": occurrence,
            "reader": registration.name,
            "page": absolute(occurrence.get_absolute_url()),
            "has_materials": bool(page and page.materials),
            "link": absolute(feedback_path(occurrence)),
        }
    return make_message("events-thanks", registration.email, language, context)
