"""What the lower rooms are told of the yearly dues."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts import history, outbox, personal_data, timed_jobs
from accounts.data_subjects import DataSubject
from accounts.keeping import Rows, always
from accounts.personal_data import Role
from membership import dues, forgetting, raising, waiving
from membership.models import Due, DueRate, DuesRun, Waiver

BOOKS = _("As long as the bookkeeping: six years after the year.")


def register() -> None:
    outbox.write_when_sent(dues.MAIL, dues.write_mail)
    history.name_verbs(
        {
            raising.RAISED: _("Dues of a year asked for"),
            waiving.WAIVED: _("Let off a due"),
        }
    )
    timed_jobs.register(
        timed_jobs.Job("dues-runs", raising.go_on, every=timedelta(minutes=1))
    )
    personal_data.not_personal(DueRate, _("What all members of a kind pay."))
    personal_data.declare(
        Due,
        subject="member__email",
        fields=(),
        why=_("What a member owes for a year."),
        kept=BOOKS,
        rows=forgetting.dues_of,
        keeping=forgetting.NAMELESS,
    )
    personal_data.declare(
        DuesRun,
        subject="",
        fields=("made_by",),
        why=_("Who asked all members for the dues of a year, and when."),
        kept=_("The run for good; who began it as long as the sign-in."),
        roles=(Role("made_by", ("year", "due_on", "begun_at")),),
        keeping=always(
            _("That dues were asked for stays; who began it goes with the sign-in.")
        ),
    )
    personal_data.declare(
        Waiver,
        subject="member__email",
        fields=("reason", "decided_by"),
        others=("minutes_reference",),
        why=_("Why a member was not asked for a due, and on whose decision."),
        kept=BOOKS,
        rows=waivers_of,
        roles=(Role("decided_by", ("year", "decided_on", "minutes_reference")),),
        keeping=forgetting.NAMELESS,
    )


def waivers_of(whose: DataSubject) -> Rows:
    return Waiver.objects.filter(member__in=forgetting.members_of(whose))
