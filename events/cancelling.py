"""An event is cancelled, with its reason. It stays where people look for it, and those
who would have come are told by mail."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events import changing, registration
from events.models import Event


class CancellingError(Exception):
    """A cancellation we refuse. The message is shown to the editor."""


@transaction.atomic
def cancel(event: Event, why: Mapping[str, str], *, at: datetime) -> Event:
    """`why` is the reason by language ("fi", "sv", "en"); Finnish is needed."""
    event = Event.objects.locked(event)
    if event.is_cancelled:
        raise CancellingError(_("The event has been cancelled already."))
    if event.is_over(at):
        raise CancellingError(_("The event is already over."))
    for language in ("fi", "sv", "en"):
        setattr(event, f"cancelled_why_{language}", why.get(language, "").strip())
    if not event.cancelled_why_fi:
        raise CancellingError(_("Write the reason: people ask for it."))
    event.cancelled_at = at
    changing.save(event, at=at)
    registration.tell_of_cancellation(event, at=at)
    return event


@transaction.atomic
def hold_after_all(event: Event, *, at: datetime) -> Event:
    """Take back a cancellation; nothing happens when there is none."""
    event = Event.objects.locked(event)
    if event.is_cancelled:
        event.cancelled_at = None
        event.cancelled_why_fi = event.cancelled_why_sv = event.cancelled_why_en = ""
        changing.save(event, at=at)
        registration.tell_that_it_is_held(event, at=at)
    return event
