"""Letters to members."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from membership import posting
from membership.models import Letter, Member
from tests.support.accounts import make_user

WORDS = {
    "subject_fi": "Syyskokous 12.12.",
    "text_fi": "Tervetuloa kokoukseen.\n\nEsityslista: https://mentorit.example/kokous/",
}


def make_letter(*, at: datetime | None = None, **fields: object) -> Letter:
    """A draft, to all members unless it is said."""
    homes = fields.pop("municipalities", [])
    letter = Letter(**{**WORDS, "changed_at": at or timezone.now(), **fields})
    letter.save()
    letter.municipalities.set(homes)  # type: ignore[arg-type]
    return letter


def a_writer() -> User:
    known = User.objects.filter(email="kirjoittaja@esimerkki.example").first()
    return known or make_user("kirjoittaja@esimerkki.example", "board")


def send_letter(
    letter: Letter | None = None, *, at: datetime | None = None, **fields: object
) -> Letter:
    """Press the button, and see it through."""
    letter = letter or make_letter(**fields)
    at = at or timezone.now()
    posting.send(letter, by=a_writer(), at=at)
    letter.refresh_from_db()
    posting.carry_on(letter, at=at)
    letter.refresh_from_db()
    return letter


def without_mail(member: Member, **postal: str) -> Member:
    """Somebody whom no mail reaches, with a postal address or without one."""
    Member.objects.filter(pk=member.pk).update(email="", user=None, **postal)
    member.refresh_from_db()
    return member


HOME = {"street_address": "Kuja 3 A 5", "postal_code": "87100", "town": "Kajaani"}
