from django.utils.translation import gettext as _

from events import ical
from mentoring.models import Session
from mentoring.models.session import Channel


def calendar_entry(session: Session, *, is_mentor: bool, url: str) -> ical.Entry:
    """The session as the calendar of one of the two shows it, named after the other."""
    other = session.other(is_mentor=is_mentor)
    is_remote = session.channel == Channel.REMOTE
    place = session.mentor.remote_link if is_remote else session.place
    return ical.Entry(
        uid=session.uid,
        starts=session.starts_at,
        ends=session.ends_at,
        summary=_("Mentoring: %(other)s") % {"other": other},
        description=session.wish,
        location=place or str(Channel(session.channel).label),
        url=url,
        changed_at=session.changed_at,
        sequence=session.sequence,
        status="CANCELLED" if session.is_cancelled else "CONFIRMED",
    )
