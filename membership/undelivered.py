"""Letters that did not reach their readers: refused when they were sent, or come back
to our mailbox later, which somebody of the board marks.

The mark is of an address. Whoever gives another has no mark, and who shares the address
has the same one.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import OutboxMail, User
from membership import posting
from membership.models import LetterRecipient, Member, Undelivered, Way
from membership.models.letter import address_is_broken

WHY = 300


def given_up(mail: OutboxMail) -> None:
    """The outbox has given a letter up, or tries it again from the beginning."""
    row = posting.row_of(mail.key)
    if row is None or not row.email:
        return
    if mail.given_up_at is not None:
        day = timezone.localdate(mail.given_up_at)
        mark(row, Undelivered.REFUSED, on=day, why=mail.error, by=None)
    elif row.undelivered_as == Undelivered.REFUSED:
        take_back(row)


def came_back(row: LetterRecipient, *, on: date, why: str, by: User) -> bool:
    """Somebody saw the letter come back; answers whether it is news."""
    with transaction.atomic():
        row = LetterRecipient.objects.select_for_update().get(pk=row.pk)
        if row.undelivered_as or row.way != Way.MAIL:
            return False
        mark(row, Undelivered.RETURNED, on=on, why=why, by=by)
    return True


def mark(
    row: LetterRecipient, how: Undelivered, *, on: date, why: str, by: User | None
) -> None:
    row.undelivered_as, row.undelivered_on = how, on
    row.undelivered_why, row.marked_by = why.strip()[:WHY], by
    row.works_again_at = None
    save(row)


def take_back(row: LetterRecipient) -> None:
    row.undelivered_as, row.undelivered_on = "", None
    row.undelivered_why, row.marked_by, row.works_again_at = "", None, None
    save(row)


def save(row: LetterRecipient) -> None:
    row.save(
        update_fields=[
            "undelivered_as", "undelivered_on", "undelivered_why", "marked_by",
            "works_again_at",
        ]
    )  # fmt: skip


def works(row: LetterRecipient, *, at: datetime) -> None:
    """The address works after all. A mark made by hand was a mistake and goes; that a
    server refused a letter stays true of that letter, and says nothing any more."""
    with transaction.atomic():
        row = LetterRecipient.objects.select_for_update().get(pk=row.pk)
        if row.undelivered_as == Undelivered.RETURNED:
            take_back(row)
        marks = LetterRecipient.objects.of_broken_addresses()
        marks.filter(email=row.email).update(works_again_at=at)


def members_concerned() -> QuerySet[Member]:
    """Whose address does not work."""
    return Member.objects.filter(address_is_broken())


def mark_of(member: Member) -> LetterRecipient | None:
    """Why we think that the member's address does not work."""
    if not member.email:
        return None
    marks = LetterRecipient.objects.of_broken_addresses().select_related("letter")
    return marks.filter(email=member.email).order_by("-undelivered_on", "-pk").first()
