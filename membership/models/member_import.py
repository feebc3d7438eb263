import json
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.models.member import Member
from membership.models.person import Kind


class MemberImportQuerySet(models.QuerySet["MemberImport"]):
    def working(self) -> Self:
        """Those whose import or whose undoing is not finished."""
        importing = Q(begun_at__isnull=False, finished_at=None)
        undoing = Q(undo_begun_at__isnull=False, undone_at=None)
        return self.filter(importing | undoing)

    def left_behind(self, at: datetime) -> Self:
        """Those that nobody works on any more: the worker goes on with them."""
        return self.working().filter(goes_on_at__lte=at)


class MemberImport(models.Model):
    """A spreadsheet of members: read, looked at, then brought into the register, and
    perhaps taken back. The file itself is not kept; its rows are, for a while."""

    name = models.CharField(_("file"), max_length=200)
    headings = models.JSONField(_("headings"))
    # Ours -> the place of theirs: {"last_name": 0}
    columns = models.JSONField(_("columns"), default=dict)
    default_kind = models.CharField(
        _("kind of membership"), max_length=10, choices=Kind, default=Kind.VOTING
    )
    default_language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    default_joined_on = models.DateField(_("member since"), null=True, blank=True)
    # Who has given one gets letters on paper.
    with_postal_addresses = models.BooleanField(
        _("with the postal addresses of all"), default=False
    )
    uploaded_at = models.DateTimeField(_("read"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("brought in by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    goes_on_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    undo_begun_at = models.DateTimeField(_("undoing begun"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects: ClassVar[MemberImportQuerySet] = MemberImportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("import of members")
        verbose_name_plural = _("imports of members")
        ordering = ["-uploaded_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(begun_at__isnull=False),
                name="import_is_begun_before_finished",
            ),
            models.CheckConstraint(
                condition=Q(undo_begun_at=None) | Q(finished_at__isnull=False),
                name="import_is_finished_before_undone",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undo_begun_at__isnull=False),
                name="undoing_is_begun_before_finished",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_preview(self) -> bool:
        """Nothing of it is in the register."""
        return self.begun_at is None

    @property
    def is_working(self) -> bool:
        if self.undo_begun_at is not None:
            return self.undone_at is None
        return self.begun_at is not None and self.finished_at is None


class Outcome(models.TextChoices):
    """What became of a row; empty while it waits."""

    MADE = "made", _("New member")
    KNOWN = "known", _("Was in the register")
    LEFT_OUT = "left_out", _("Left out")
    TAKEN_BACK = "taken_back", _("Taken back")


class ImportRow(models.Model):
    """A row of the spreadsheet, and the member it made."""

    run = models.ForeignKey(
        MemberImport,
        verbose_name=_("import"),
        on_delete=models.CASCADE,
        related_name="rows",
    )
    number = models.PositiveIntegerField(_("row"))
    # As JSON in a text, so that both databases look an address up in it alike.
    cells_text = models.TextField(_("as it was in the file"), blank=True)
    outcome = models.CharField(
        _("what became of it"), max_length=10, choices=Outcome, blank=True
    )
    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="imported_by",
    )
    made_sign_in = models.BooleanField(_("made the sign-in"), default=False)
    # Of what was brought in: a member of another digest has changed since.
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["run", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["run", "number"], name="one_row_per_number_of_an_import"
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(member__isnull=False),
                name="member_is_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.MADE, member__isnull=False)
                | (~Q(outcome=Outcome.MADE) & Q(member=None)),
                name="row_that_made_a_member_leads_to_it",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]),
                name="row_has_a_known_outcome",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def cells(self) -> list[str]:
        return list(json.loads(self.cells_text)) if self.cells_text else []

    @staticmethod
    def as_text(cells: list[str]) -> str:
        return json.dumps(cells, ensure_ascii=False)
