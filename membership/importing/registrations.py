"""What the lower rooms are told of imports."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts import history, personal_data, timed_jobs
from accounts.keeping import Keeping
from accounts.personal_data import Role
from membership.importing import bringing, keeping, undoing
from membership.models import ImportRow, MemberImport


def register() -> None:
    history.name_verbs(
        {
            bringing.IMPORTED: _("Brought in from a spreadsheet"),
            undoing.TAKEN_BACK: _("Import taken back: left out of the register"),
            bringing.BROUGHT_IN: _("Members brought in from a spreadsheet"),
            undoing.UNDONE: _("Import of members taken back"),
        }
    )
    timed_jobs.register(
        timed_jobs.Job("member-imports", undoing.go_on, every=timedelta(minutes=1))
    )
    personal_data.declare(
        MemberImport,
        subject="made_by__email",
        fields=("made_by", "undone_by"),
        others=("name", "headings", "columns"),
        why=_("Who brought members in from a spreadsheet, and who took them back."),
        kept=_("A day if nothing was brought in, otherwise as long as the register."),
        roles=(Role("undone_by", ("undone_at",)),),
        keeping=Keeping(over=keeping.previews_over),
    )
    personal_data.declare(
        ImportRow,
        subject="member__email",
        fields=("cells_text",),
        others=("digest",),
        why=_("What the old register said, until it is in ours and mended."),
        kept=_(
            "A day, the file itself not at all; which row made a member, with the "
            "member's details."
        ),
        rows=keeping.rows_about,
        keeping=Keeping(over=keeping.cells_over, erase=keeping.forget_cells),
    )
