"""An event is cancelled, with its reason. It stays where people look for it, and those
who would have come are told by mail."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events import changing, recurring, telling
from events.models import Event, Occurrence
from events.models.calendar_row import LANGUAGES


class CancellingError(Exception):
    """A cancellation we refuse. The message is shown to the editor."""


@transaction.atomic
def cancel(
    occurrence: Occurrence, why: Mapping[str, str], *, at: datetime
) -> Occurrence:
    """`why` is the reason by language ("fi", "sv", "en"); Finnish is needed."""
    occurrence = Occurrence.objects.locked(occurrence)
    if occurrence.is_cancelled:
        raise CancellingError(_("The event has been cancelled already."))
    if occurrence.is_over(at):
        raise CancellingError(_("The event is already over."))
    for language in LANGUAGES:
        setattr(occurrence, f"cancelled_why_{language}", why.get(language, "").strip())
    if not occurrence.cancelled_why_fi:
        raise CancellingError(_("Write the reason: people ask for it."))
    occurrence.cancelled_at = at
    changing.save(occurrence, at=at)
    telling.of_cancellation(occurrence, at=at)
    return occurrence


@transaction.atomic
def cancel_coming(event: Event, why: Mapping[str, str], *, at: datetime) -> int:
    """Cancel all that has not begun, and let the rule give no more; tells how many."""
    event = Event.objects.locked(event)
    coming = event.occurrences.not_begun(at).in_order()
    rows = list(coming.filter(cancelled_at=None))
    if not rows:
        raise CancellingError(_("Nothing of it is to come."))
    for row in rows:
        cancel(row, why, at=at)
    if event.repeats:
        last = max(row.original_day for row in event.occurrences.all())
        recurring.end_before(event, last + recurring.DAY)
        changing.save(event, at=at)
    return len(rows)


@transaction.atomic
def hold_after_all(occurrence: Occurrence, *, at: datetime) -> Occurrence:
    """Take back a cancellation; nothing happens when there is none."""
    occurrence = Occurrence.objects.locked(occurrence)
    if occurrence.is_cancelled:
        occurrence.cancelled_at = None
        for language in LANGUAGES:
            setattr(occurrence, f"cancelled_why_{language}", "")
        changing.save(occurrence, at=at)
        telling.that_it_is_held(occurrence, at=at)
    return occurrence
