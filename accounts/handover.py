"""The list by which an office is handed over, on a day on which officers change."""

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import admin_front, officers, roles
from accounts.models import Officer

SOON = timedelta(days=30)

FOR_ALL = (
    _("Papers, keys and equipment of the association"),
    _("Passwords and accounts of services outside this site (social media, storage)"),
    _("What has been promised to whom, and by when"),
)
BY_OFFICE: dict[str, tuple[str | Promise, ...]] = {
    Officer.Office.CHAIR: (
        _("Right to sign: notify the register of associations (PRH) of the change"),
        _("Contacts in the federation and the municipalities"),
        _("The agenda of the next meetings"),
    ),
    Officer.Office.SECRETARY: (
        _("Minutes, and which of them are still to be signed"),
        _("The archive, and where it is"),
    ),
    Officer.Office.TREASURER: (
        _("Right to the bank account and its online service"),
        _("Access to Stripe's dashboard"),
        _("Bookkeeping, vouchers and open bills of this and the last year"),
        _("Grants: what has been received and is still to be reported"),
    ),
    Officer.Office.COORDINATOR: (
        _("Pairs that are under way, and who waits for a mentor"),
    ),
}


@dataclass(frozen=True)
class Person:
    """An officer, and how they get in."""

    officer: Officer
    has_passkey_or_app: bool

    @property
    def sign_in(self) -> str:
        return self.officer.user.email if self.officer.user else ""


@dataclass(frozen=True)
class Office:
    """What passes from whom to whom."""

    name: str
    leaving: list[Person]
    coming: list[Person]
    roles: list[str]
    waiting: list[tuple[str | Promise, int]]
    to_hand_over: tuple[str | Promise, ...]


def days(on: date) -> list[date]:
    """The days of change to choose from: the last three, and all that come."""
    found = officers.days_of_change(Officer.objects.all())
    past = [day for day in found if day <= on]
    return [*past[-3:], *(day for day in found if day > on)]


def changes_soon(on: date) -> int:
    """On how many days of the coming month officers change."""
    return sum(on < day <= on + SOON for day in days(on))


def day_shown(on: date) -> date | None:
    """The one that is nearest: what comes within a month, or the latest."""
    found = days(on)
    soon = [day for day in found if on <= day <= on + SOON]
    if soon:
        return soon[0]
    past = [day for day in found if day <= on]
    return past[-1] if past else next(iter(found), None)


def offices(day: date) -> list[Office]:
    """Each office in which somebody changes on that day."""
    leaving, coming = officers.changing(day)
    secured = with_second_factor([*leaving, *coming])
    left, came = officers.by_office(leaving), officers.by_office(coming)
    return [
        Office(
            name=str(office.label),
            leaving=[person(one, secured) for one in left[office]],
            coming=[person(one, secured) for one in came[office]],
            roles=[roles.role(key).name for key in officers.ROLES_OF[office]],
            waiting=waiting_for(office),
            to_hand_over=(*BY_OFFICE.get(office, ()), *FOR_ALL),
        )
        for office in Officer.Office
        if left[office] or came[office]
    ]


def person(officer: Officer, secured: set[int]) -> Person:
    return Person(officer, has_passkey_or_app=officer.user_id in secured)


def with_second_factor(people: list[Officer]) -> set[int]:
    """Keys of the users whom the admin lets in: a code by mail is not enough there."""
    kinds = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    found = kinds.filter(user__in=[one.user_id for one in people if one.user_id])
    return set(found.values_list("user", flat=True))


def waiting_for(office: str) -> list[tuple[str | Promise, int]]:
    """What the office has open: the cards of its roles on the admin's front page."""
    allowed = {
        permission
        for key in officers.ROLES_OF[office]
        for permission in roles.role(key).permissions
    }
    counted = [
        (card.title, card.count())
        for card in admin_front.cards()
        if card.permission in allowed
    ]
    return [(title, count) for title, count in counted if count]
