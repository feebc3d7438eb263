"""The mails about membership, each in its reader's language."""

from collections.abc import Mapping
from datetime import date

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
    application: Application, member: Member, bill: Bill, *, on: date
) -> EmailMultiAlternatives:
    """Welcome; and the bill's address, unless nobody is to pay it any more. Somebody
    who comes back in the same year may have a bill whose due date has passed."""
    is_to_pay = bill.withdrawn_at is None and not bill.is_covered
    context = {
        "member": member,
        "bill": bill if is_to_pay else None,
        "is_late": bill.is_overdue(on),
        "address": bill_address(bill),
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
