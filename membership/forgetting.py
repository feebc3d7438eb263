"""How long the register and applications tell of people, and what of it stays.

Associations Act § 11 wants a register of members; for how long former members are in it
no law says. Their address goes a year after the membership, when nothing is owed; the
name, the municipality and the days stay as the board decides.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import consents, data_subjects, erasing, kept_sign_ins
from accounts.consents import Consent
from accounts.data_subjects import DataSubject
from accounts.erasing import Preparation
from accounts.keeping import Keeping, Rows, always
from accounts.models import OutboxMail
from accounts.own_rows import rows_of_model
from membership import postal, registering
from membership.models import (
    Application,
    Due,
    Member,
    Membership,
    MembershipRules,
    Pause,
)
from membership.models.person import Person

UNCONFIRMED_KEPT = timedelta(days=30)
CONTACT_KEPT = timedelta(days=365)  # after the membership, when nothing is owed
MEMBER = "member-"
NO_CONTACT = Q(email="", user=None, street_address="")


def register() -> None:
    data_subjects.register(people_at)
    kept_sign_ins.register(current_members)
    erasing.prepare(Preparation(sentences, nothing_else))
    consents.register(consents_of)


def people_at(email: str) -> Iterable[tuple[str, str]]:
    """The members of an address, and who has applied from it under another name."""
    members = Member.objects.filter(email__iexact=email).in_order()
    known = set()
    for member in members:
        known.add(member.name_key)
        yield f"{MEMBER}{member.pk}", member.full_name
    applicants = Application.objects.filter(email__iexact=email, member=None)
    for one in applicants.exclude(name_key__in=known).order_by("pk"):
        if one.name_key not in known:
            known.add(one.name_key)
            yield f"application-{one.pk}", one.full_name


def members_of(whose: DataSubject) -> Rows:
    if whose.key:
        number = whose.key.removeprefix(MEMBER)
        return Member.objects.filter(pk__in=[number] if number.isdecimal() else [])
    mine = Q(email__iexact=whose.email)
    if whose.user is not None:
        mine |= Q(user=whose.user)
    return Member.objects.filter(mine)


def memberships_of(whose: DataSubject) -> Rows:
    return Membership.objects.filter(member__in=members_of(whose))


def dues_of(whose: DataSubject) -> Rows:
    return Due.objects.filter(member__in=members_of(whose))


def pauses_of(whose: DataSubject) -> Rows:
    return Pause.objects.filter(member__in=members_of(whose))


def pauses_over(_at: datetime) -> Rows:
    """Those of whom the register keeps the name alone."""
    return Pause.objects.filter(member__in=without_contact()).exclude(reason="")


def forget_reasons(rows: Rows, _at: datetime) -> None:
    rows.order_by().update(reason="")


def of_members_that_stay(rows: Rows, at: datetime) -> Rows:
    return rows.filter(member__in=must_stay(at).order_by().values("pk"))


def applications_of(whose: DataSubject) -> Rows:
    rows = Application.objects.filter(email__iexact=whose.email)
    names = rows.order_by().values_list("pk", "name_key")
    mine = [pk for pk, name in names if whose.is_called(name)]
    return Application.objects.filter(
        Q(pk__in=mine, member=None) | Q(member__in=members_of(whose))
    )


def must_stay(at: datetime) -> Rows:
    """Members, and former ones who owe something."""
    lasting = Membership.objects.lasting_beyond(timezone.localdate(at))
    return Member.objects.filter(
        Q(pk__in=lasting.order_by().values("member"))
        | Q(pk__in=Due.objects.unpaid().order_by().values("member"))
    )


def stay(rows: Rows, at: datetime) -> Rows:
    return rows.filter(pk__in=must_stay(at).order_by().values("pk"))


def without_contact() -> Rows:
    return Member.objects.filter(NO_CONTACT).order_by().values("pk")


def with_contact() -> Rows:
    return Member.objects.exclude(NO_CONTACT)


def over(at: datetime) -> Rows:
    """Whose membership ended a year ago, and who owes nothing."""
    day = timezone.localdate(at) - CONTACT_KEPT
    recent = Membership.objects.lasting_beyond(day).order_by().values("member")
    gone = with_contact().exclude(pk__in=recent)
    return gone.exclude(pk__in=must_stay(at).order_by().values("pk"))


def forget_postal_address(person: Person) -> None:
    for name in postal.FIELDS:
        setattr(person, name, "")


def forget_contact(rows: Rows, at: datetime) -> None:
    """The address and the sign-in; the register's history stays."""
    for member in rows:
        user = member.user
        member.email, member.user, member.born_on = "", None, None
        forget_postal_address(member)
        member.save(update_fields=["email", "user", "born_on", *postal.FIELDS])
        registering.end_role(user, on=timezone.localdate(at))


def applications_over(at: datetime) -> Rows:
    """Rejected after half a year, unconfirmed after a month, accepted with the address
    of the member."""
    objects = Application.objects
    kept = timedelta(days=MembershipRules.current().rejected_kept_days)
    rejected = objects.rejected_before(at - kept)
    unconfirmed = objects.unconfirmed_before(at - UNCONFIRMED_KEPT)
    accepted = objects.filter(member__in=without_contact())
    accepted = accepted.exclude(email="", street_address="")
    return rejected | unconfirmed | accepted


def erase_applications(rows: Rows, _at: datetime) -> None:
    """With the mails written about them: name, address and reason stand there, too."""
    with transaction.atomic():
        for application in rows.order_by("pk").select_for_update():
            mails = OutboxMail.objects.filter(key__startswith="application-")
            mails.filter(key__contains=str(application.uid)).delete()
            if application.member_id is None:
                application.delete()
            elif application.email or application.postal_lines:
                application.email = ""
                forget_postal_address(application)
                application.save(update_fields=["email", *postal.FIELDS])


def current_members(at: datetime) -> Q:
    members = Member.objects.current(timezone.localdate(at)).exclude(user=None)
    return Q(pk__in=members.order_by().values("user"))


def sentences(whose: DataSubject, at: datetime) -> Iterable[str]:
    if rows_of_model(Application, whose).filter(decided_at=None).exists():
        yield _("Your application for membership is withdrawn.")


def nothing_else(_whose: DataSubject, _at: datetime) -> None:
    """The application goes with the other rows."""


def consents_of(whose: DataSubject) -> Iterable[Consent]:
    """To handle an application: it ends with the application or the membership."""
    for row in rows_of_model(Application, whose):
        yield Consent(
            what=_("Handling your application for membership"),
            given_at=row.consented_at,
            how=_("It ends when you resign, or when you withdraw the application."),
        )


APPLICATIONS = Keeping(
    erase=erase_applications, over=applications_over, stays=of_members_that_stay,
    law=gettext_lazy(
        "By it the board decided of your membership (Associations Act § 12). It goes "
        "when you are no longer a member and owe nothing."
    ),
)  # fmt: skip
PAUSES = Keeping(
    erase=forget_reasons,
    over=pauses_over,
    stays=of_members_that_stay,
    law=gettext_lazy("It says which dues you were not asked for."),
)
MEMBERS = Keeping(
    erase=forget_contact, over=over, stays=stay,
    law=gettext_lazy(
        "The association must keep a register of its members (Associations Act § 11). "
        "Your address goes when you are no longer a member and owe nothing."
    ),
    rest=gettext_lazy(
        "Your name, home municipality and the days of your membership stay in the "
        "register's history, as the board has decided."
    ),
)  # fmt: skip
NAMELESS = always(
    gettext_lazy(
        "It has no name of its own: it tells of you only through the register."
    )
)
