from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from association.addresses import absolute
from events import entries, ical
from events.models import PersonalCalendar
from mentoring.models import Session
from mentoring.models.session import Channel


def calendar_entry(
    session: Session, *, is_mentor: bool, url: str, names: bool = True
) -> ical.Entry:
    """The session as the calendar of one of the two shows it, named after the other.

    Without `names` it tells neither whom one meets nor what about.
    """
    other = session.other(is_mentor=is_mentor)
    is_remote = session.channel == Channel.REMOTE
    place = session.mentor.remote_link if is_remote else session.place
    return ical.Entry(
        uid=session.uid,
        starts=session.starts_at,
        ends=session.ends_at,
        summary=_("Mentoring: %(other)s") % {"other": other}
        if names
        else _("Mentoring session"),
        description=session.wish if names else "",
        location=place or str(Channel(session.channel).label),
        url=url,
        changed_at=session.changed_at,
        sequence=session.sequence,
        status="CANCELLED" if session.is_cancelled else "CONFIRMED",
    )


def own_sessions(
    calendar: PersonalCalendar, at: datetime, language: str
) -> Iterable[ical.Entry]:
    """In somebody's own feed: known there by the UID of the invitation."""
    for session in Session.objects.of(calendar.user).with_people().in_feed(at):
        with translation.override(language):
            entry = calendar_entry(
                session,
                is_mentor=session.is_mentored_by(calendar.user),
                url=absolute(session.get_absolute_url()),
                names=calendar.shows_names,
            )
        cancelled = session.is_cancelled
        yield entries.cancelled(entry, language) if cancelled else entry
