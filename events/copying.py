"""Last year's event is the beginning of this year's: facts, questions and pages.

Nothing of what was: no occurrences, no registrations, no UID. Both event and pages
are drafts until somebody publishes them.
"""

import uuid
from copy import copy
from datetime import date, datetime, timedelta

from django.db import transaction
from recurrence import Recurrence
from wagtail.coreutils import find_available_slug

from accounts.models import User
from events import plain_rules, recurring, scheduling
from events.models import Event, EventPage
from events.plain_rules import PlainRule

OWN = {
    "id", "uid", "code", "sequence", "changed_at", "goes_on_as", "topped_up_to",
    "published_at",
}  # fmt: skip
WEEK = timedelta(weeks=1)


def a_year_on(day: date) -> date:
    """The same weekday of the month a year later; of a fifth one, the last."""
    first = date(day.year + 1, day.month, 1)
    found = first + timedelta(days=(day.weekday() - first.weekday()) % 7)
    number = (day.day - 1) // 7
    while number and (found + WEEK).month == day.month:
        found, number = found + WEEK, number - 1
    return found


@transaction.atomic
def copy_event(event: Event, day: date, *, at: datetime, user: User) -> Event:
    """A draft first held on `day`, with drafts of the pages that the user may add."""
    facts = {
        field.attname: getattr(event, field.attname)
        for field in Event._meta.concrete_fields
        if field.name not in OWN
    }
    made = Event(**facts, published_at=None)
    made.start_day, made.end_day = day, day + event.span
    made.rule = _rule(event, day)
    event.copy_all_child_relations(made)
    scheduling.save(made, at=at)
    _copy_pages(event, made, user)
    return made


def _rule(event: Event, day: date) -> Recurrence:
    """The same rule by the new first day, ending as much later."""
    if not event.repeats:
        return event.rule
    last = recurring.last_day(event)
    until = last + (day - event.start_day) if last else None
    plain = plain_rules.read(event.rule, event.start_day)
    if plain and PlainRule(plain.every).fits(day):
        written = PlainRule(plain.every, until, plain.count).written(day)
        rule: Recurrence = Event._meta.get_field("rule").to_python(written)  # type: ignore[union-attr]
        return rule
    only = copy(event.rule.rrules[0])
    only.until = recurring.end_of_day(until) if until else None
    return Recurrence(rrules=[only], include_dtstart=False)


def _copy_pages(event: Event, made: Event, user: User) -> None:
    """Words and programme; what was left of the old event stays there."""
    keys: dict[uuid.UUID, uuid.UUID] = {}
    for page in EventPage.objects.filter(event=event).order_by("path"):
        parent = page.get_parent()
        if not parent.permissions_for_user(user).can_add_subpage():
            continue
        key = keys.setdefault(page.translation_key, uuid.uuid4())
        slug = find_available_slug(parent, f"{page.slug}-{made.start_day.year}")
        page.copy(
            update_attrs={
                "event": made,
                "slug": slug,
                "translation_key": key,
                "materials": [],
            },
            copy_revisions=False,
            keep_live=False,
            reset_translation_key=False,
            user=user,
        )
