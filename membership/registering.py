"""The register: who comes in, and who leaves."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts import roles
from accounts.models import User
from membership import postal
from membership.models import (
    Application,
    Member,
    MemberSeries,
    Membership,
    MembershipRules,
)
from payments.models import Bill
from payments.models.bill import BillQuerySet

ROLE = "member"


def enrol(application: Application, *, on: date) -> Member:
    """A member from that day on, who may sign in; somebody who comes back keeps the
    number. Call it inside the decision's transaction: others who decide wait here, so
    that no two hold what the other needs next (a number, a sign-in that two share)."""
    series = locked_series()
    member = returning(application) or new_member(application, series)
    if application.is_organisation:
        take_over(member, application)
    member.municipality = application.municipality
    member.language = application.language
    if application.postal_lines:
        for name, words in postal.of(vars(application)).items():
            setattr(member, name, words)
    member.user = sign_in_of(member)
    member.save()
    tell_open_bills(member)
    member.memberships.create(kind=application.kind, starts_on=on)
    return member


def returning(application: Application) -> Member | None:
    """The board knows an organisation by its business id, whoever writes for it."""
    if application.is_organisation:
        return Member.objects.filter(business_id=application.business_id).first()
    known = Member.objects.of_person(application.email, application.name_key)
    return known.first()


def take_over(member: Member, application: Application) -> None:
    """An organisation may come with another name, contact person and address."""
    member.organisation = application.organisation
    member.first_names = application.first_names
    member.last_name = application.last_name
    member.email = application.email


def new_member(application: Application, series: MemberSeries) -> Member:
    return Member(
        number=next_number(series),
        organisation=application.organisation,
        business_id=application.business_id,
        first_names=application.first_names,
        last_name=application.last_name,
        email=application.email,
    )


def locked_series() -> MemberSeries:
    """It stays locked until the member is saved."""
    MemberSeries.objects.get_or_create(pk=1)
    return MemberSeries.objects.select_for_update().get(pk=1)


def next_number(series: MemberSeries) -> int:
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series.last_number


def sign_in_of(member: Member) -> User | None:
    """Whoever reads the member's mail may sign in as a member; two may share it."""
    if not member.email:
        return None
    user, _is_new = User.objects.get_or_create(
        email=member.email,
        defaults={
            "first_name": member.first_names[:150],
            "last_name": member.last_name[:150],
            "language": member.language,
            "password": make_password(None),
        },
    )
    roles.give(user, ROLE)
    return user


def tell_open_bills(member: Member) -> None:
    """What is still to be paid follows the person: name, address and language."""
    open_bills(member).update(
        payer_name=member.full_name,
        payer_email=member.email,
        language=member.language,
    )


def open_bills(member: Member) -> BillQuerySet:
    return Bill.objects.filter(pk__in=member.dues.unpaid().order_by().values("bill"))


def end_role(user: User | None, *, on: date) -> None:
    """Take the member's role when no member uses this sign-in on that day any more."""
    if user is None:
        return
    memberships = Membership.objects.on(on).filter(member__user=user)
    if not memberships.exists():
        roles.take(user, ROLE)


def end_old_roles(at: datetime) -> str:
    """The daily job: whose membership ended on a day that was set before loses the
    role on that day."""
    today = timezone.localdate(at)
    former = Member.objects.former(today).filter(user__in=roles.holders(ROLE))
    before = roles.holders(ROLE).count()
    for pk in former.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            member = Member.objects.select_for_update().get(pk=pk)
            end_role(member.user, on=today)
    return f"Ended {before - roles.holders(ROLE).count()} role(s) of former members."


def forget_births(at: datetime) -> str:
    """The timed job: a year after the voting age, and of former members, nobody asks
    for the date of birth any more."""
    today = timezone.localdate(at)
    grown = date(today.year - MembershipRules.current().voting_age - 1, 1, 1)
    young = Member.objects.exclude(born_on=None)
    unneeded = young.filter(born_on__lt=grown) | young.former(today)
    return f"Removed {unneeded.update(born_on=None)} date(s) of birth."
