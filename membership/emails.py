"""The mails about membership, each in its reader's language."""

from collections.abc import Mapping

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from accounts.emails import make_message
from association.models import AssociationSettings
from membership.models import Application, Member
from payments.emails import bill_address
from payments.models import Bill


def confirm(application: Application, token: str) -> EmailMultiAlternatives:
    """Is this address yours? Only then the board sees the application."""
    address = _path("membership:application", application.language, token)
    return _to_applicant("membership-confirm", application, {"address": address})


def already_applied(application: Application, language: str) -> EmailMultiAlternatives:
    """To somebody who applied before: nothing more to do."""
    context = {"application": application}
    return make_message(
        "membership-already-applied", application.email, language, context
    )


def already_member(member: Member, language: str) -> EmailMultiAlternatives:
    """To somebody who applied and is a member: there is a page with all of it."""
    context = {"member": member, "address": _path("accounts:my_page", language)}
    return make_message("membership-already-member", member.email, language, context)


def accepted(
    application: Application, member: Member, bill: Bill | None
) -> EmailMultiAlternatives:
    """Welcome; and the bill's address, unless this year is already paid."""
    context = {
        "member": member,
        "bill": bill,
        "address": bill_address(bill) if bill else "",
        "my_page": _path("accounts:my_page", application.language),
    }
    return _to_applicant("membership-accepted", application, context)


def rejected(application: Application) -> EmailMultiAlternatives:
    """With the reason; an answer comes to the association."""
    mail = _to_applicant("membership-rejected", application, {})
    inbox = AssociationSettings.current().contact_email
    if inbox:
        mail.reply_to = [inbox]
    return mail


def _to_applicant(
    name: str, application: Application, context: Mapping[str, object]
) -> EmailMultiAlternatives:
    values = {"application": application, **context}
    return make_message(name, application.email, application.language, values)


def _path(name: str, language: str, *arguments: str) -> str:
    with translation.override(language):
        return reverse(name, args=arguments)
