"""A series is split: what was goes on as it was, what comes follows another rule.

The row that people know (its pages, its address, its UID) is the one that goes on. The
part before the split gets a row of its own and takes its occurrences along, with their
ids, codes, UIDs and everybody who signed up.
"""

from datetime import date, datetime

from events import changing, recurring
from events.models import Event, Occurrence

# What a part before the split has of its own.
OWN = {"id", "uid", "code", "sequence", "changed_at", "goes_on_as", "topped_up_to"}


def day_of_split(
    event: Event,
    stored: Event,
    rows: list[Occurrence],
    *,
    at: datetime,
    since: date | None,
) -> date | None:
    """The first day of the new rule; None where one rule is enough for all."""
    if since is not None:
        is_first = not any(row.original_day < since for row in rows)
        return None if is_first else since
    begun = [row.original_day for row in rows if row.starts_at <= at]
    if not begun or not stored.repeats:
        return None
    last = max(begun)
    is_same = event.times_on(last) == stored.times_on(last) and (
        recurring.days(event, until=last) == recurring.days(stored, until=last)
    )
    return None if is_same else last + recurring.DAY


def split_off(stored: Event, event: Event, day: date, *, at: datetime) -> Event:
    """Give what comes before `day` a row of its own. `event` is saved already."""
    facts = {
        field.attname: getattr(stored, field.attname)
        for field in Event._meta.concrete_fields
        if field.name not in OWN
    }
    last = day - recurring.DAY
    part = Event(**facts, goes_on_as=event, topped_up_to=last)
    recurring.end_before(part, day)
    changing.save(part, at=at)
    event.occurrences.filter(original_day__lt=day).update(event=part)
    return part
