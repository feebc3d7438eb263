"""Somebody applies for membership, and proves the address by a link in a mail.

Whoever applies is shown the same, whether the address is known to us or not: what we
know is told by mail, to the owner of the address.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import history, outbox
from association.sorting import name_key
from membership import emails
from membership.models import Application, Member
from network.models import Municipality

CAME = "application.came"
CONFIRM = "membership.confirm"
LINK_LIFE = timedelta(days=14)
DOUBLE_CLICK = timedelta(minutes=10)


class Facts(TypedDict):
    facts: dict[str, object]
    personal: dict[str, object]


class StaleLinkError(Exception):
    """The application is no longer what its link was signed for, or is gone."""


@dataclass(frozen=True)
class Wish:
    """What somebody wrote in the form, and in which language."""

    first_names: str
    last_name: str
    municipality: Municipality
    email: str
    kind: str
    language: str
    organisation: str = ""
    business_id: str = ""
    street_address: str = ""
    postal_code: str = ""
    town: str = ""

    @property
    def address(self) -> str:
        return self.email.strip().lower()

    @property
    def name_key(self) -> str:
        return name_key(self.organisation or f"{self.last_name} {self.first_names}")

    @property
    def who(self) -> tuple[str, str, str]:
        """By what an application and a member of the same person are found."""
        return self.address, self.name_key, self.business_id


def submit(wish: Wish, *, at: datetime) -> None:
    """Keep the application and write to the address; one mail, whatever is known."""
    with transaction.atomic():
        on = timezone.localdate(at)
        member = current_member(wish, on=on)
        if member is not None:
            mail = emails.already_member(member, wish.language)
            outbox.add(mail, key=f"application-member-{member.pk}-{on}")
            return
        application = keep(wish, at=at)
        if application.confirmed_at is None:
            mail = emails.confirm(application, confirm_token(application))
            moment = application.submitted_at.isoformat()
            outbox.add(mail, key=f"application-confirm-{application.uid}-{moment}")
        else:
            mail = emails.already_applied(application, wish.language)
            outbox.add(mail, key=f"application-known-{application.uid}-{on}")


def submit_silently(wish: Wish, *, at: datetime) -> None:
    """Keep a new person's application where the address has had mails enough. What is
    there stays: a change would void the link that was sent, and bring no other."""
    with transaction.atomic():
        is_member = current_member(wish, on=timezone.localdate(at)) is not None
        if not is_member and known(wish) is None:
            keep(wish, at=at)


def current_member(wish: Wish, *, on: date) -> Member | None:
    people = Member.objects.of_person(*wish.who)
    return people.current(on).first()


def keep(wish: Wish, *, at: datetime) -> Application:
    """The person's one open application. Until it is confirmed the latest form counts,
    and links of earlier mails are void; a confirmed one stays as it is, and so does one
    whose form is sent twice: its link may have been opened already."""
    application = known(wish)
    if application is None:
        try:
            with transaction.atomic():
                return Application.objects.create(**written(wish, at))
        except IntegrityError:  # the same form, sent twice at once
            application = known(wish)
            if application is None:
                raise
    if application.confirmed_at is None and not is_repeated(application, wish, at=at):
        for name, value in written(wish, at).items():
            setattr(application, name, value)
        application.save()
    return application


def is_repeated(application: Application, wish: Wish, *, at: datetime) -> bool:
    """The same form again within minutes."""
    if at - application.submitted_at > DOUBLE_CLICK:
        return False
    same = written(wish, application.submitted_at)
    return all(getattr(application, name) == value for name, value in same.items())


def known(wish: Wish) -> Application | None:
    found = Application.objects.of_person(*wish.who)
    return found.open().select_for_update().first()


def written(wish: Wish, at: datetime) -> dict[str, object]:
    return {
        "organisation": wish.organisation,
        "business_id": wish.business_id,
        "first_names": wish.first_names,
        "last_name": wish.last_name,
        "municipality": wish.municipality,
        "email": wish.address,
        "kind": wish.kind,
        "language": wish.language,
        "street_address": wish.street_address,
        "postal_code": wish.postal_code,
        "town": wish.town,
        "consented_at": at,
        "submitted_at": at,
    }


def described(application: Application) -> Facts:
    """What the history says of an application."""
    return {
        "facts": {"kind": application.kind, "on_paper": application.on_paper},
        "personal": {"name": application.full_name},
    }


def confirm_token(application: Application) -> str:
    """Proves that its holder reads this application's mail, and nothing else."""
    return signing.dumps(state_signed(application), salt=CONFIRM)


def state_signed(application: Application) -> list[str]:
    """The moment is signed too: another form makes earlier links void."""
    return [application.uid.hex, application.submitted_at.isoformat()]


def application_of(token: str) -> Application | None:
    try:
        signed = signing.loads(token, salt=CONFIRM, max_age=LINK_LIFE)
    except signing.BadSignature:  # SignatureExpired is a BadSignature too
        return None
    found = Application.objects.select_related("municipality", "member")
    application = found.filter(uid=signed[0]).first()
    if application is None or state_signed(application) != signed:
        return None
    return application


def confirm(application: Application, *, at: datetime) -> Application:
    """The address is the applicant's: now the application waits for the board."""
    signed = state_signed(application)
    with transaction.atomic():
        found = Application.objects.select_for_update().filter(pk=application.pk)
        application_now = found.first()
        if application_now is None or state_signed(application_now) != signed:
            raise StaleLinkError
        if application_now.confirmed_at is None:
            application_now.confirmed_at = at
            application_now.save(update_fields=["confirmed_at"])
            history.write(CAME, application_now, by=None, at=at,
                          **described(application_now))  # fmt: skip
    return application_now
