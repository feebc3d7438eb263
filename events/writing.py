"""A letter to those who come to an event: from its organiser, about the event."""

from collections.abc import Sequence
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import translation
from wagtail.log_actions import log

from accounts import outbox
from accounts.emails import make_message
from accounts.models import User
from association.addresses import absolute
from association.models import AssociationSettings
from events.models import Occurrence, Registration
from events.registration_links import link_path

WRITTEN = "events.letter"  # in the event's history


def letter(
    registration: Registration, subject: str, text: str
) -> EmailMultiAlternatives:
    """The words are the organiser's; what stands around them is in the reader's
    language."""
    with translation.override(registration.language):
        context = {
            "subject": subject,
            "text": text,
            "occurrence": registration.occurrence,
            "reader": registration.name,
            "link": absolute(link_path(registration)),
            "is_live": registration.is_live,
        }
    mail = make_message(
        "events-letter", registration.email, registration.language, context
    )
    answers_to = AssociationSettings.current().contact_email
    if answers_to:
        mail.reply_to = [answers_to]
    return mail


def send(
    occurrence: Occurrence,
    receivers: Sequence[Registration],
    *,
    subject: str,
    text: str,
    key: UUID,
    by: User,
) -> int:
    """Put a letter to each in the outbox; answers how many are new.

    The same key again sends nothing to those who got it.
    """
    for registration in receivers:
        registration.occurrence = occurrence
    letters = [(row.pk, letter(row, subject, text)) for row in receivers]
    with transaction.atomic():
        new = sum(outbox.add(mail, key=f"letter-{key}-{pk}") for pk, mail in letters)
        if new:
            data = {"subject": subject, "count": new, "occurrence": str(occurrence)}
            log(instance=occurrence.event, action=WRITTEN, user=by, data=data)
    return new
