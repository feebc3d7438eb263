"""What the lower rooms are told of letters to members."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import (
    admin_front,
    history,
    my_page,
    outbox,
    personal_data,
    timed_jobs,
)
from accounts.data_subjects import DataSubject
from accounts.keeping import YEAR, Keeping, Rows, always
from accounts.personal_data import Role
from membership import forgetting, letter_mails, own_letters, posting, undelivered
from membership.admin_access import SEE
from membership.models import Letter, LetterRecipient

ARCHIVE = _("It belongs to the association's archive.")
SUBJECT = gettext_noop("subject")


def register() -> None:
    outbox.write_when_sent(posting.MAIL, letter_mails.write)
    outbox.tell_of_giving_up(posting.MAIL, undelivered.given_up)
    history.name_verbs({posting.SENT: _("Letter to members sent")})
    timed_jobs.register(
        timed_jobs.Job("letters", posting.go_on, every=timedelta(minutes=1))
    )
    admin_front.register(
        admin_front.Card(
            key="broken-addresses",
            permission=SEE,
            title=_("Members whose e-mail address does not work"),
            count=lambda: undelivered.members_concerned().count(),
            url=lambda: f"{reverse('members:index')}?address=broken",
        )
    )
    my_page.register(
        my_page.Section(
            "letters", 150, _("Letters"), "membership/section_letters.html",
            own_letters.my_letters,
        )
    )  # fmt: skip
    declare_personal_data()


def declare_personal_data() -> None:
    personal_data.declare(
        Letter,
        subject="sent_by__email",
        fields=("written_by", "sent_by"),
        others=(
            "subject_fi", "text_fi", "subject_sv", "text_sv", "subject_en", "text_en",
            "kinds", "part",
        ),
        why=_("What the association has told its members, when, and who sent it."),
        kept=ARCHIVE,
        keeping=always(ARCHIVE),
        roles=(Role("written_by", ("subject_fi", "changed_at")),),
    )  # fmt: skip
    personal_data.declare(
        LetterRecipient,
        subject="member__email",
        fields=("email", "undelivered_why", "marked_by"),
        why=_(
            "So that the association can show that its notices were sent to each "
            "member, and sees whose address does not work."
        ),
        kept=_(
            "A year, as the mail itself; decisions of a meeting can be contested for "
            "three months (§ 32). Afterwards only how many got the letter is known."
        ),
        rows=recipients_of,
        values=words_of,
        keeping=Keeping(erase=forget, over=over),
    )


def recipients_of(whose: DataSubject) -> Rows:
    return LetterRecipient.objects.filter(
        member__in=forgetting.members_of(whose)
    ).select_related("letter")


def words_of(row: LetterRecipient) -> Mapping[str, object]:
    return {SUBJECT: row.subject}


def over(at: datetime) -> Rows:
    old = LetterRecipient.objects.filter(letter__sent_at__lte=at - YEAR)
    return old.exclude(member=None)


def forget(rows: Rows, _at: datetime) -> None:
    """Whose it was; that somebody got it, or did not, stays. A mail that is still on
    its way finds nobody and does not leave."""
    rows.order_by().update(member=None, email="", undelivered_why="", marked_by=None)
