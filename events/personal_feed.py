"""Everybody's own calendar: what they signed up for, and what rooms above add.

    personal_feed.register(own_sessions)

Its address proves whose it is, so it is made and read here alone: the person and their
version number, under a code made with the site's key. Nothing in the database opens it,
it can be shown again, and a higher version ends the old one.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from association.models import AssociationSettings
from events import entries, ical
from events.ical import Entry
from events.models import Occurrence, PersonalCalendar, Registration

type PersonalSource = Callable[[PersonalCalendar, datetime, str], Iterable[Entry]]

SALT = "events.personal_feed"
CODE_BYTES, PERSON_BYTES = 24, 6
TOKEN = re.compile(r"[\w-]{40}", re.ASCII)

_sources: list[PersonalSource] = []


def register(source: PersonalSource) -> None:
    """`source(calendar, at, language)` gives entries for that person alone."""
    _sources.append(source)


def token_of(calendar: PersonalCalendar) -> str:
    return _token(calendar.user_id, calendar.version, settings.SECRET_KEY)


def calendar_of(token: str) -> PersonalCalendar | None:
    """Whose calendar that is; None for an address that is wrong or was ended."""
    if not TOKEN.fullmatch(token):
        return None
    person = int.from_bytes(urlsafe_b64decode(token)[CODE_BYTES:])
    calendar = PersonalCalendar.objects.of_active(person)
    version = calendar.version if calendar else 0
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    fits = [constant_time_compare(token, _token(person, version, key)) for key in keys]
    return calendar if any(fits) else None


def _token(person: int, version: int, key: str | bytes) -> str:
    value = f"{person}:{version}"
    code = salted_hmac(SALT, value, secret=key, algorithm="sha256").digest()
    whole = code[:CODE_BYTES] + person.to_bytes(PERSON_BYTES)
    return urlsafe_b64encode(whole).decode()


def path_of(calendar: PersonalCalendar) -> str:
    return reverse("feed_mine", args=[token_of(calendar)])


@transaction.atomic
def renew(user: User) -> None:
    """A new address; the old one ends at once."""
    PersonalCalendar.objects.get_or_create(user=user)
    PersonalCalendar.objects.filter(user=user).update(version=F("version") + 1)


def show_names(user: User, *, shown: bool) -> None:
    """Whether the people one meets stand in it by name."""
    PersonalCalendar.objects.update_or_create(
        user=user, defaults={"shows_names": shown}
    )


def written(calendar: PersonalCalendar, *, language: str, at: datetime) -> bytes:
    found = [one for source in _sources for one in source(calendar, at, language)]
    with translation.override(language):
        # Without its own address: a file that is passed on must not carry it along.
        return ical.calendar_bytes(
            map(ical.written, found),
            name=name(AssociationSettings.current()),
            description=_("What you signed up for, and your mentoring sessions."),
            language=language,
            color="orchid",
        )


def name(us: AssociationSettings) -> str:
    """In the active language."""
    return (_("My calendar: %(name)s") % {"name": us.name}).strip(": ")


def own_registrations(
    calendar: PersonalCalendar, at: datetime, language: str
) -> Iterable[Entry]:
    """The same entries as in the public feeds, but as one's own time."""
    registrations = Registration.objects.of(calendar.user).live()
    sure = set(registrations.with_place().values_list("occurrence", flat=True))
    mine = Occurrence.objects.filter(pk__in=registrations.values("occurrence"))
    for occurrence in mine.visible_to(calendar.user, at).in_window(at):
        entry = replace(entries.of_occurrence(occurrence, language), transparent=False)
        waits = occurrence.pk not in sure and not occurrence.is_cancelled
        yield _waiting(entry, language) if waits else entry


def _waiting(entry: Entry, language: str) -> Entry:
    with translation.override(language):
        summary = _("Waiting list: %(name)s") % {"name": entry.summary}
    return replace(entry, summary=summary, status="TENTATIVE")
