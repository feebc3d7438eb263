"""Who came is forgotten in time, and sooner at their wish."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.consents import Consent
from accounts.data_subjects import DataSubject
from accounts.erasing import Preparation
from accounts.keeping import Rows
from accounts.models import OutboxMail
from accounts.own_rows import rows_of_model
from association.formats import moment
from events import registration, registration_links
from events.models import Answer, Occurrence, Registration
from events.models.registration import KEPT
from events.registration import UNCONFIRMED_KEPT

WHAT = gettext_lazy("Your name and answers for an event")


def over(at: datetime) -> Rows:
    """A year after the event; who did not prove the address, in a few days."""
    day = timezone.localdate(at) - KEPT
    unconfirmed = Q(cancelled_at=None, number=None)
    return Registration.objects.filter(
        Q(occurrence__end_day__lt=day)
        | unconfirmed & Q(created_at__lt=at - UNCONFIRMED_KEPT)
    )


def health_over(at: datetime) -> Rows:
    """What was told of health, two weeks after the event."""
    return Answer.objects.to_be_deleted(timezone.localdate(at))


def remove(rows: Rows, _at: datetime) -> None:
    """With the mails about them: the name and the answers stand there, too."""
    for pk in list(rows.order_by().values_list("pk", flat=True)):
        OutboxMail.objects.done().filter(key__startswith=f"registration-{pk}-").delete()
    rows.order_by().delete()


def ahead(whose: DataSubject, at: datetime) -> Iterable[Registration]:
    """Where the person comes, or waits for a place."""
    coming = Occurrence.objects.upcoming(at).order_by()
    mine = rows_of_model(Registration, whose).order_by().values("pk")
    rows = Registration.objects.filter(pk__in=mine).live()
    return rows.filter(occurrence__in=coming).select_related("occurrence__event")


def sentences(whose: DataSubject, at: datetime) -> Iterable[str]:
    for row in ahead(whose, at):
        facts = {
            "event": row.occurrence.name,
            "moment": moment(row.occurrence.starts_at),
        }
        yield _("Your registration for %(event)s, %(moment)s, is cancelled.") % facts


def call_off(whose: DataSubject, at: datetime) -> None:
    for row in ahead(whose, at):
        if row.occurrence.starts_at > at:
            registration.cancel(row, at=at)


def consents_of(whose: DataSubject) -> Iterable[Consent]:
    """To keep the name of who comes: withdrawn by not coming."""
    rows = rows_of_model(Registration, whose).exclude(consented_at=None)
    for row in rows.select_related("occurrence__event"):
        yield Consent(
            what=f"{WHAT}: {row.occurrence.name}",
            given_at=row.consented_at,
            version=row.consent_version,
            withdraw_url=registration_links.link_path(row) if row.is_live else "",
            how=_("It ends when you cancel the registration, or a year after."),
        )


CALL_OFF = Preparation(sentences, call_off)
