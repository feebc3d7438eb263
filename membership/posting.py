"""A letter is sent: by one press, in chunks, to each member once.

The press fixes the words and the last of the members who can get it. Then some hundreds
at a time are written down as recipients, each time in one transaction with their mails,
so that a run that was killed goes on with who is missing; the worker sees to that.
Whoever resigns or pays before their turn has come is not written to; whoever has been
written down gets the letter, to the address and in the language of that moment.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import history, outbox
from accounts.models import OutboxMail, User
from membership import addressees
from membership.models import Letter, LetterRecipient, Member, Way
from membership.models.member import MemberQuerySet

SENT = "letter.sent"
MAIL = "members-letter-"
AT_ONCE = 500
PATIENCE = timedelta(minutes=10)  # then the worker takes a sending as broken off


class LetterError(Exception):
    """What cannot be done with a letter. The message is shown to the board."""


def keep_draft(letter: Letter, *, by: User, at: datetime) -> Letter:
    """Write a draft down, new or again; one that has been sent stays as it is."""
    with transaction.atomic():
        if letter.pk is None:
            letter.written_by = by
        else:
            locked_draft(letter)
        letter.changed_at = at
        letter.save()
    return letter


def throw_away(letter: Letter) -> None:
    with transaction.atomic():
        locked_draft(letter).delete()


def locked_draft(letter: Letter) -> Letter:
    found = Letter.objects.select_for_update().filter(pk=letter.pk)
    draft = found.drafts().first()
    if draft is None:
        raise LetterError(_("The letter has been sent: it stays as it is."))
    return draft


def send(letter: Letter, *, by: User, at: datetime) -> bool:
    """Press the button; answers whether this was the first time."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter.pk)
        if not letter.is_draft:
            return False
        last = addressees.chosen(letter, timezone.localdate(at)).aggregate(
            number=Max("number")
        )["number"]
        if last is None:
            raise LetterError(_("Nobody is in the part that was chosen."))
        letter.sent_by, letter.sent_at = by, at
        letter.last_number, letter.goes_on_at = last, at + PATIENCE
        letter.save(update_fields=["sent_by", "sent_at", "last_number", "goes_on_at"])
    return True


def carry_on(letter: Letter, *, at: datetime, most: int | None = None) -> int:
    """Write down who is missing, `most` of them or all; answers how many are new. With
    the last the sending is finished."""
    new = 0
    for keys in missing(letter, at=at):
        new += write_down(letter, keys, at=at)
        if most is not None and new >= most:
            return new
    finish(letter, at=at)
    return new


def still_to_get_it(letter: Letter, at: datetime) -> MemberQuerySet:
    got_it = LetterRecipient.objects.filter(letter=letter, member=OuterRef("pk"))
    members = addressees.chosen(letter, timezone.localdate(at))
    return members.filter(~Exists(got_it), number__lte=letter.last_number)


def missing(letter: Letter, *, at: datetime) -> Iterator[list[int]]:
    """Keys of members without the letter, some hundreds at a time."""
    last = 0
    rows = still_to_get_it(letter, at).order_by("pk").values_list("pk", flat=True)
    while keys := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield keys
        last = keys[-1]


def write_down(letter: Letter, keys: list[int], *, at: datetime) -> int:
    """These members and their mails in one transaction, unless somebody else was
    quicker: whoever changes a member waits for us, or we for them."""
    with transaction.atomic():
        list(Member.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        members = still_to_get_it(letter, at).filter(pk__in=keys).order_by("pk")
        rows = [recipient(letter, member) for member in members]
        LetterRecipient.objects.bulk_create(rows)
        outbox.plan((planned(row) for row in rows if row.way == Way.MAIL), at=at)
    return len(rows)


def recipient(letter: Letter, member: Member) -> LetterRecipient:
    is_paper = member.gets_paper
    return LetterRecipient(
        letter=letter,
        member=member,
        way=Way.PAPER if is_paper else Way.MAIL,
        email="" if is_paper else member.email,
        language=member.language,
    )


def planned(row: LetterRecipient) -> outbox.Planned:
    return outbox.Planned(mail_key(row), row.email, row.subject)


def mail_key(row: LetterRecipient) -> str:
    """By the letter its mails are found, by the row whose each is."""
    return f"{MAIL}{row.letter_id}-{row.pk}"


def row_of(key: str) -> LetterRecipient | None:
    """Whose mail this is, with the letter."""
    rows = LetterRecipient.objects.select_related("letter", "member")
    return rows.filter(pk=key.rpartition("-")[2]).first()


def on_their_way(letter: Letter) -> int:
    """How many of its mails wait to be sent."""
    mails = OutboxMail.objects.filter(sent_at=None, given_up_at=None)
    return mails.filter(key__startswith=f"{MAIL}{letter.pk}-").count()


def finish(letter: Letter, *, at: datetime) -> None:
    """Once, whoever came to its end first; the history tells how many got it."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter.pk)
        if letter.sent_at is None or letter.finished_at is not None:
            return
        letter.finished_at = max(at, letter.sent_at)
        letter.save(update_fields=["finished_at"])
        history.write(SENT, letter, by=letter.sent_by, at=at, facts=figures(letter))


def figures(letter: Letter) -> dict[str, object]:
    found = letter.recipients.aggregate(
        by_mail=Count("pk", filter=Q(way=Way.MAIL)),
        on_paper=Count("pk", filter=Q(way=Way.PAPER)),
    )
    return {"subject": letter.subject_fi, "sent_at": letter.sent_at, **found}


def hand_over(letter: Letter, *, at: datetime) -> None:
    """Let the worker go on with it at once."""
    Letter.objects.filter(pk=letter.pk).update(goes_on_at=at)


def go_on(at: datetime) -> str:
    """The worker's job: sendings that were broken off, or too many for one visit."""
    left = Letter.objects.left_behind(at)
    new = sum(carry_on(letter, at=at) for letter in left)
    return f"Wrote {new} more recipient(s) of letters down."
