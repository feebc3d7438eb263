"""Every mail is a function that calls `make_message`; nobody calls `.send()`."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import outbox
from accounts.models import AddressChange, Officer, User
from association.models import AssociationSettings

# What changed in how somebody signs in, by the names allauth gives to it.
CHANGES = {
    "totp_activated": _("An authenticator app was taken into use."),
    "totp_deactivated": _("The authenticator app was turned off."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was removed."),
    "recovery_codes_generated": _("New recovery codes were made."),
    "reset": _(
        "The association's administrator removed your passkeys, authenticator app "
        "and recovery codes, and ended your sessions."
    ),
}


def make_message(
    name: str, to: str, language: str, context: Mapping[str, object]
) -> EmailMultiAlternatives:
    """A mail from the three templates `emails/<name>-….`, in the reader's language."""
    with translation.override(language):
        us = AssociationSettings.current()
        values = {**context, "language": language, "association": us}
        subject = render_to_string(f"emails/{name}-subject.txt", values)
        text = render_to_string(f"emails/{name}-body.txt", values)
        html = render_to_string(f"emails/{name}-body.html", values)
    message = EmailMultiAlternatives(" ".join(subject.split()), text, to=[to])
    message.attach_alternative(html, "text/html")
    return message


def sign_in_code(user: User, code: str) -> EmailMultiAlternatives:
    """The code itself. It is sent with `outbox.send_now`, never put in the outbox."""
    return make_message("sign-in-code", user.email, user.language, {"code": code})


def unknown_address(email: str, language: str) -> EmailMultiAlternatives:
    """To an address nobody signs in with: told to its owner, and to nobody else."""
    return make_message("sign-in-unknown", email, language, {"email": email})


def officers_changed(
    officer: Officer,
    address: str,
    day: date,
    leaving: Sequence[Officer],
    coming: Sequence[Officer],
) -> EmailMultiAlternatives:
    """To one of those concerned: who leaves, who begins, where the list is."""
    language = officer.user.language if officer.user else "fi"
    context = {
        "officer": officer,
        "day": day,
        "leaving": leaving,
        "coming": coming,
        "address": f"{reverse('officer:handover')}?on={day}",
    }
    return make_message("officers-changed", address, language, context)


def tell_of_change(user: User, change: str, *, at: datetime) -> None:
    """Put in the outbox that `change` (a key of CHANGES) was made to the sign-in."""
    context = {"user": user, "change": CHANGES[change], "at": at}
    message = make_message("sign-in-changed", user.email, user.language, context)
    outbox.add(message, key=f"sign-in-changed-{uuid.uuid4()}")


def erased(
    email: str, language: str, *, is_something_left: bool
) -> EmailMultiAlternatives:
    """That the person has been forgotten, as far as the law lets us."""
    context = {"is_something_left": is_something_left}
    return make_message("erased", email, language, context)


def confirm_old_address(change: AddressChange, token: str) -> EmailMultiAlternatives:
    """To the address so far: did you ask for this?"""
    return _of_address_change("address-old", change, change.old_email, token)


def confirm_new_address(change: AddressChange, token: str) -> EmailMultiAlternatives:
    """To the address to be: is this yours?"""
    return _of_address_change("address-new", change, change.new_email, token)


def address_in_use(change: AddressChange) -> EmailMultiAlternatives:
    """To an address that somebody signs in with: told to its owner alone."""
    return _of_address_change("address-in-use", change, change.new_email)


def address_changed(change: AddressChange, to: str) -> EmailMultiAlternatives:
    return _of_address_change("address-changed", change, to)


def _of_address_change(
    name: str, change: AddressChange, to: str, token: str = ""
) -> EmailMultiAlternatives:
    context = {"change": change, "token": token}
    return make_message(name, to, change.user.language, context)
