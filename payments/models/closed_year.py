from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payments.models.bookkeeping import Mode
from payments.models.final import FinalModel, FinalQuerySet


class ClosedYearQuerySet(FinalQuerySet["ClosedYear"]):
    def in_force(self) -> Self:
        """Those that have not been opened again, the earliest first."""
        return self.filter(opened_at=None).order_by("starts_on")


class ClosedYear(FinalModel):
    """A financial year whose books are done: `digest` is over each posting of it.

    A row that is recorded later, though dated in the year, is posted on the day on
    which it was recorded (payments/books.py), so nothing is refused and nothing that
    was read changes. Opened again it stays as the trace of that; closing anew is a new
    row.
    """

    changeable = frozenset({"opened_at", "opened_by", "opened_why"})

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    mode = models.CharField(_("income is written down"), max_length=10, choices=Mode)
    vouchers = models.PositiveIntegerField(_("vouchers"))
    postings = models.PositiveIntegerField(_("postings"))
    total_cents = models.BigIntegerField(_("sum of the postings"))
    totals = models.JSONField(_("totals by account"))
    digest = models.CharField(_("digest"), max_length=64)
    closed_at = models.DateTimeField(_("closed"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("opened again"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    opened_why = models.CharField(_("why"), max_length=200, blank=True)

    objects: ClassVar[ClosedYearQuerySet] = ClosedYearQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("closed financial year")
        verbose_name_plural = _("closed financial years")
        ordering = ["-starts_on", "-pk"]
        default_permissions = ()
        permissions = [
            ("view_books", _("Can see the books")),
            ("close_year", _("Can close a financial year and open it again")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["starts_on"],
                condition=Q(opened_at=None),
                name="financial_year_is_closed_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="financial_year_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_why="")
                | (Q(opened_at__isnull=False) & ~Q(opened_why="")),
                name="financial_year_is_opened_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d.%m.%Y}–{self.ends_on:%d.%m.%Y}"
