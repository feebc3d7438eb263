"""What membership tells the lower rooms: the only way upward."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import admin_front, history, my_page, personal_data, timed_jobs
from accounts.keeping import YEAR, Keeping, past
from accounts.models import User
from accounts.personal_data import Role
from association import formats, front_page, navigation, public_changes
from association.page_cache import remembered
from membership import (
    changing_details,
    deciding,
    deeming,
    dues,
    dues_registrations,
    forgetting,
    letter_registrations,
    own_details,
    own_years,
    postal,
    purpose,
    registering,
    rejected_money,
)
from membership.admin_access import END
from membership.importing import registrations as importing_registrations
from membership.models import (
    Application,
    Due,
    DueRate,
    Kind,
    Member,
    MemberSeries,
    Membership,
    MembershipRules,
    Pause,
    RegisterReading,
)

# What the history calls the verbs of this room.
VERBS = {
    "member.resigned": _("Resigned"),
    "member.deemed_resigned": _("Deemed to have resigned"),
    "member.expelled": _("Expelled"),
    "member.died": _("Died"),
    "member.kind_changed": _("Kind of membership changed"),
    "member.paused": _("Pause begun"),
    "member.pause_ended": _("Pause ended"),
    "due.given_up": _("Bill withdrawn: the debt was given up"),
}


def register() -> None:
    purpose.register()
    dues_registrations.register()
    history.name_verbs(deciding.WORDS)
    navigation.register(navigation.NavItem(95, _("Join"), "membership:apply"))
    front_page.register(
        front_page.Part("membership", 30, "membership/front_page.html", prices)
    )
    my_page.register(
        my_page.Section(
            "membership", 100, _("Membership"), "membership/section.html", my_membership
        )
    )
    admin_front.register(
        admin_front.Card(
            key="rejected-money",
            permission="payments.view_payment",
            title=_("Payments of rejected applicants to be given back"),
            count=lambda: rejected_money.payments().count(),
            url=lambda: reverse("payments_unmatched:index"),
        )
    )
    admin_front.register(
        admin_front.Card(
            key="waiting-applications",
            permission="membership.decide_application",
            title=_("Applications that wait for the board"),
            count=Application.objects.waiting().count,
            url=lambda: f"{reverse('applications:index')}?state=waiting",
        )
    )
    timed_jobs.register(
        timed_jobs.Job("ended-memberships", registering.end_old_roles, at=time(0, 5))
    )
    admin_front.register(
        admin_front.Card(
            key="deemed-resigned",
            permission=END,
            title=_("Members who may be deemed to have resigned"),
            count=lambda: len(deeming.proposals(timezone.localdate())),
            url=lambda: reverse("members:deemed"),
        )
    )
    timed_jobs.register(
        timed_jobs.Job(
            "unneeded-dates-of-birth", registering.forget_births, at=time(3, 50)
        )
    )
    history.name_verbs(VERBS | changing_details.WORDS)
    public_changes.watch(DueRate)
    declare_personal_data()
    importing_registrations.register()
    forgetting.register()
    letter_registrations.register()
    own_details.register()


def prices(request: HttpRequest, at: datetime) -> Mapping[str, object] | None:
    """What membership costs this year."""
    year = timezone.localdate(at).year
    rates = remembered(request, "rates", lambda: DueRate.objects.of_year(year))
    ways = [(kind, rates[kind]) for kind in Kind if kind in rates]
    return {"ways": ways, "rates": rates} if ways else None


def my_membership(request: HttpRequest) -> Mapping[str, object] | None:
    """None for who is no member, has not been one, and has not applied."""
    user = cast("User", request.user)
    today = timezone.localdate()
    own = Member.objects.of_user(user).with_memberships()
    members = list(own.prefetch_related("pauses"))
    waiting = list(Application.objects.waiting().filter(email=user.email))
    if not members and not waiting:
        return None
    return {
        "members": [shown(member, today) for member in members],
        "applications": waiting,
        "history": history.lines(
            *members, *Application.objects.filter(member__in=members)
        ),
        "next_step": next_step(members),
        "has_years": own_years.are_shown(),
    }


def shown(member: Member, today: date) -> dict[str, object]:
    membership = member.membership(today)
    last = member.last_membership()
    pause = next((one for one in member.pauses.all() if one.is_on(today)), None)
    return {
        "member": member,
        "membership": membership,
        "last": last,
        "pause": pause,
    }


def next_step(members: list[Member]) -> dict[str, object] | None:
    """Pay the oldest due that is open, whoever of the household it is for."""
    unpaid = Due.objects.unpaid().filter(member__in=members).order_by("year")
    bills = dues.bills_of(unpaid[:1]) if members else {}
    for bill in bills.values():
        return {
            "title": bill.title,
            "text": gettext("%(name)s, due date %(day)s.")
            % {"name": bill.payer_name, "day": formats.day(bill.due_on)},
            "url": bill.get_absolute_url(),
            "label": gettext("Pay %(sum)s") % {"sum": formats.euros(bill.open_cents)},
        }
    return None


def declare_personal_data() -> None:
    personal_data.not_personal(MemberSeries, _("The last member number given."))
    personal_data.declare(
        Application,
        subject="email",
        fields=(
            "organisation",
            "business_id",
            "first_names",
            "last_name",
            "name_key",
            "email",
            *postal.FIELDS,
            "reason",
            "decided_by",
            "entered_by",
        ),
        others=("minutes_reference",),
        why=_("So that the board can decide who becomes a member."),
        kept=_(
            "Unconfirmed a month, rejected as long as the rules on membership say; "
            "accepted as long as the member's details."
        ),
        rows=forgetting.applications_of,
        follows="email",
        hidden=("name_key",),
        roles=(Role("decided_by", ("decided_on", "minutes_reference")),),
        keeping=forgetting.APPLICATIONS,
    )
    personal_data.declare(
        Member,
        subject="email",
        fields=(
            "organisation",
            "business_id",
            "first_names",
            "last_name",
            "name_key",
            "email",
            *postal.FIELDS,
            "user",
        ),
        why=_(
            "The Associations Act wants a register of members (§ 11). The postal "
            "address only for whoever has no e-mail address or wants letters on paper."
        ),
        kept=_(
            "As long as the membership; the addresses a year longer, the name as the "
            "board decides."
        ),
        rows=forgetting.members_of,
        hidden=("name_key",),
        keeping=forgetting.MEMBERS,
    )
    personal_data.declare(
        Membership,
        subject="member__email",
        fields=("reason", "notice_text", "decided_by"),
        others=("minutes_reference",),
        why=_(
            "Who was a member of which kind, when, and how it ended: it decides who "
            "may vote, and can be proved afterwards."
        ),
        kept=_("With the member's details."),
        rows=forgetting.memberships_of,
        keeping=forgetting.NAMELESS,
    )
    personal_data.declare(
        Pause,
        subject="member__email",
        fields=("reason", "decided_by"),
        others=("minutes_reference",),
        why=_("Who is asked for no due for a while, and on whose decision."),
        kept=_("With the member's details."),
        rows=forgetting.pauses_of,
        roles=(Role("decided_by", ("decided_on", "minutes_reference")),),
        keeping=forgetting.PAUSES,
    )
    personal_data.declare(
        RegisterReading,
        subject="user__email",
        fields=("user",),
        why=_("Members may see who else is one, and not in secret (§ 11)."),
        kept=_("A year."),
        keeping=Keeping(over=past("read_at", YEAR, RegisterReading)),
    )
    personal_data.not_personal(
        MembershipRules, _("What the association's rules say of members.")
    )
