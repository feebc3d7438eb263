"""Sessions and mentors' cards are forgotten in time, and sooner at their wish."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from accounts.consents import Consent
from accounts.data_subjects import DataSubject
from accounts.erasing import Preparation
from accounts.keeping import Rows
from accounts.models import OutboxMail
from accounts.own_rows import rows_of_model
from association.formats import moment
from mentoring import booking
from mentoring.models import Mentor, Session

KEPT = timedelta(days=2 * 365)
NOBODY = "–"


def remove_sessions(rows: Rows, _at: datetime) -> None:
    """With the mails about them: who meets whom stands there, too."""
    for pk in list(rows.order_by().values_list("pk", flat=True)):
        OutboxMail.objects.done().filter(key__startswith=f"session-{pk}-").delete()
    rows.order_by().delete()


def end_cards(rows: Rows, _at: datetime) -> None:
    """Remove the card and its photo; where those who were mentored still have the
    session, an empty one stays."""
    for mentor in rows.select_related("photo"):
        photo = mentor.photo
        if mentor.sessions.exists():
            empty(mentor)
        else:
            mentor.delete()
        if photo is not None and not ReferenceIndex.get_references_to(photo).exists():
            photo.delete()


def empty(mentor: Any) -> None:
    mentor.name, mentor.slug = NOBODY, f"mentori-{secrets.token_hex(4)}"
    mentor.area = mentor.introduction = mentor.remote_link = ""
    mentor.photo = mentor.consented_at = None
    mentor.save()
    mentor.topics.clear()
    mentor.free_times.all().delete()


def ahead(whose: DataSubject, at: datetime) -> Iterable[Session]:
    """What is agreed on, as mentee or as mentor."""
    mine = Q(pk__in=rows_of_model(Session, whose).order_by().values("pk"))
    if whose.user is not None and whose.is_alone:
        mine |= Q(mentor__user=whose.user)
    return Session.objects.filter(mine).ahead(at).with_people()


def sentences(whose: DataSubject, at: datetime) -> Iterable[str]:
    for session in ahead(whose, at):
        yield _("Your session %(moment)s is cancelled, and the other is told.") % {
            "moment": moment(session.starts_at)
        }


def call_off(whose: DataSubject, at: datetime) -> None:
    for session in ahead(whose, at):
        is_mentor = whose.user is not None and session.is_mentored_by(whose.user)
        booking.cancel(session, by_mentor=is_mentor, at=at)


def consents_of(whose: DataSubject) -> Iterable[Consent]:
    """A mentor's public card is shown by consent."""
    for mentor in rows_of_model(Mentor, whose).exclude(consented_at=None):
        yield Consent(
            what=_("Your public card as a mentor"),
            given_at=mentor.consented_at,
            how=_("Tell the mentoring coordinator, and the card is taken down."),
        )


CALL_OFF = Preparation(sentences, call_off)
