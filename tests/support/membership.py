"""People who apply and become members."""

import re
from datetime import date, datetime, timedelta
from itertools import count

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMail
from accounts.outbox import _Ready
from membership import applying, deciding, leaving
from membership.applying import Wish
from membership.deciding import Decision
from membership.models import (
    Application,
    Member,
    Membership,
    MembershipRules,
    NoticeWay,
)
from membership.notices import Notice
from network.models import Municipality

numbers = count(1)
MINUTES = "Hallitus 12/2026 § 4"

FORM = {
    "first_names": "Satu Maaria",
    "last_name": "Harju",
    "municipality": "Kajaani",
    "email": "satu@esimerkki.example",
    "kind": "voting",
    "consent": "on",
}


def filled_in(**fields: str) -> dict[str, str]:
    """The form as a person sends it: drawn a minute ago."""
    from association.forms import sign_moment

    drawn_at = sign_moment(timezone.now() - timedelta(minutes=1))
    return {**FORM, "website": "", "drawn_at": drawn_at, **fields}


def make_wish(**fields: object) -> Wish:
    given = {
        "first_names": "Satu Maaria",
        "last_name": "Harju",
        "municipality": Municipality.objects.get(code="205"),
        "email": "satu@esimerkki.example",
        "kind": "voting",
        "language": "fi",
        **fields,
    }
    return Wish(**given)


def make_application(
    *, at: datetime | None = None, is_confirmed: bool = True, **fields: object
) -> Application:
    """Somebody's application, each time another person unless said."""
    number = next(numbers)
    fields.setdefault("last_name", f"Harju {number}")
    fields.setdefault("email", f"hakija{number}@esimerkki.example")
    at = at or timezone.now()
    applying.submit(make_wish(**fields), at=at)
    application = Application.objects.latest("pk")
    if is_confirmed:
        application = applying.confirm(application, at=at)
    return application


def make_decision(on: date | None = None, **fields: object) -> Decision:
    given = {"on": on or timezone.localdate(), "minutes_reference": MINUTES, **fields}
    return Decision(**given)


def decide(
    browser: Client, action: str, *applications: Application, **fields: str
) -> HttpResponse:
    """Press the button of the admin's page for these."""
    ids = "&".join(f"id={one.pk}" for one in applications)
    given = {
        "decided_on": str(timezone.localdate()),
        "minutes_reference": MINUTES,
        **fields,
    }
    answer: HttpResponse = browser.post(
        f"/admin/bulk/membership/application/{action}/?{ids}", given
    )
    return answer


def make_member(*, at: datetime | None = None, **fields: object) -> Member:
    """Somebody who has applied and been accepted at that moment."""
    at = at or timezone.now()
    application = make_application(at=at, **fields)
    decision = make_decision(timezone.localdate(at))
    return deciding.accept(application, decision, at=at)


def set_rules(**rules: object) -> None:
    """What our rules say, until the test ends."""
    MembershipRules.objects.update_or_create(pk=1, defaults=rules)


def resign(
    member: Member, *, on: date | None = None, at: datetime | None = None
) -> Membership | None:
    """A notice on paper that ends the membership on that day; a later one than today is
    what rules with a delay say."""
    at = at or timezone.now()
    came_on = timezone.localdate(at)
    delay = ((on or came_on) - came_on).days
    set_rules(resignation_delay_days=delay)
    return leaving.resign(member, Notice(at, NoticeWay.IN_WRITING), at=at)


def mails(start: str = "") -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(key__startswith=start).order_by("pk"))


def text_of(row: OutboxMail) -> str:
    """The words of a mail, the plain ones."""
    parsed = _Ready(row).message()
    return str(parsed.get_body(("plain",)).get_content())


def links_in(row: OutboxMail) -> list[str]:
    """The paths of the addresses in a mail."""
    return re.findall(r"https?://[^/\s]+(/\S+)", text_of(row))
