"""Mails about messages to the association, in the association's own language."""

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from accounts.emails import make_message
from accounts.models import Officer
from home.models import ContactMessage

TAKE = "home.take-message"


def new_message(message: ContactMessage, inbox: str) -> EmailMultiAlternatives:
    """To the association's own address; answering it answers the writer."""
    mail = make_message(
        "home-message",
        inbox,
        settings.LANGUAGE_CODE,
        {"message": message, "path": admin_path(message)},
    )
    mail.reply_to = [message.email]
    return mail


def urgent_message(message: ContactMessage, officer: Officer) -> EmailMultiAlternatives:
    language = officer.user.language if officer.user else settings.LANGUAGE_CODE
    with translation.override(language):
        path = take_path(message, officer)
    mail = make_message(
        "home-urgent-message",
        officer.email,
        language,
        {"message": message, "officer": officer, "path": path},
    )
    mail.reply_to = [message.email]
    return mail


def admin_path(message: ContactMessage) -> str:
    return reverse("contact_messages:inspect", args=[message.pk])


def take_path(message: ContactMessage, officer: Officer) -> str:
    """A private address by which this officer takes this message."""
    token = signing.dumps([message.pk, officer.pk], salt=TAKE)
    return reverse("home:take_message", args=[token])
