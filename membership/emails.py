"""The mails about membership, each in its reader's language."""

from collections.abc import Mapping
from datetime import date

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from accounts.emails import make_message
from accounts.models import Officer
from association.models import AssociationSettings
from membership.models import Application, Member, Membership
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
    application: Application, member: Member, bill: Bill | None, *, on: date
) -> EmailMultiAlternatives:
    """Welcome; and the bill's address, unless there is none or nobody is to pay it any
    more. Who comes back in the same year may have one whose due date has passed."""
    if bill is not None and (bill.withdrawn_at is not None or bill.is_covered):
        bill = None
    context = {
        "member": member,
        "bill": bill,
        "is_late": bill.is_overdue(on) if bill else False,
        "address": bill_address(bill) if bill else "",
        "my_page": _path("accounts:my_page", application.language),
    }
    return _to_applicant("membership-accepted", application, context)


def rejected(application: Application, *, erased_on: date) -> EmailMultiAlternatives:
    """With the reason; an answer comes to the association."""
    context = {"erased_on": erased_on}
    mail = _to_applicant("membership-rejected", application, context)
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


def resigned(membership: Membership, *, on: date) -> EmailMultiAlternatives:
    """To who has resigned: the proof, and what follows. `on` is today."""
    return _to_member("membership-resigned", membership, on=on)


def member_resigned(
    membership: Membership, *, on: date
) -> EmailMultiAlternatives | None:
    """To the chair, to whom the law lets a notice be given (§ 13), or else to the
    association; nobody where neither has an address."""
    chair = Officer.objects.holding(Officer.Office.CHAIR, on=on)
    address = chair.email if chair else ""
    address = address or AssociationSettings.current().contact_email
    if not address:
        return None
    language = chair.user.language if chair and chair.user else "fi"
    context = {"membership": membership, "member": membership.member, "on": on}
    return make_message("membership-member-resigned", address, language, context)


def membership_ended(
    membership: Membership, *, given_up: bool
) -> EmailMultiAlternatives:
    """To who was expelled or deemed to have resigned: the decision and its reason. An
    answer comes to the association."""
    mail = _to_member("membership-ended", membership, given_up=given_up)
    inbox = AssociationSettings.current().contact_email
    if inbox:
        mail.reply_to = [inbox]
    return mail


def _to_member(
    name: str, membership: Membership, **context: object
) -> EmailMultiAlternatives:
    member = membership.member
    values = {"membership": membership, "member": member, **context}
    return make_message(name, member.email, member.language, values)
