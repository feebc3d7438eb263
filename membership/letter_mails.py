"""The letter as its readers get it: their name above, the association's words, and why
it came below. It is a notice of the association to its members, so there is nothing to
unsubscribe from."""

import uuid
from datetime import datetime

from django.core.mail import EmailMessage, EmailMultiAlternatives

from accounts import outbox
from accounts.emails import make_message
from accounts.models import User
from association.models import AssociationSettings
from membership import posting
from membership.models import Letter


def mail(
    letter: Letter, language: str, *, to: str, reader: str, is_test: bool = False
) -> EmailMultiAlternatives:
    """As somebody who reads that language gets it. Where the letter is not written in
    it, the words are Finnish and what stands around them is not."""
    context = {
        "subject": letter.subject_for(language),
        "text": letter.text_for(language),
        "written_in": letter.language_for(language),
        "reader": reader,
        "is_test": is_test,
    }
    message = make_message("members-letter", to, language, context)
    answers_to = AssociationSettings.current().contact_email
    if answers_to:
        message.reply_to = [answers_to]
    return message


def write(key: str, _at: datetime) -> EmailMessage | None:
    """The mail of a recipient, as it is sent; none for who has been forgotten since."""
    row = posting.row_of(key)
    if row is None or row.member is None or not row.email:
        return None
    reader = row.member.contact_name
    return mail(row.letter, row.language, to=row.email, reader=reader)


def send_test(letter: Letter, to: User, *, key: uuid.UUID) -> int:
    """To whoever writes it, in each language it is written in; answers how many mails
    are new. The same key again sends nothing."""
    reader = to.get_full_name() or to.email
    return sum(
        outbox.add(
            mail(letter, code, to=to.email, reader=reader, is_test=True),
            key=f"test-of-letter-{key}-{code}",
        )
        for code in letter.own_languages
    )
