from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OfficerQuerySet(models.QuerySet["Officer"]):
    def in_office(self, on: date) -> Self:
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on
        ).order_by("starts_on", "pk")

    def holding(self, office: str, *, on: date) -> "Officer | None":
        """Who holds the office on that day; the later term wins where two overlap."""
        return self.in_office(on).filter(office=office).last()


class Officer(models.Model):
    """A person in an office of the association, from a day to a day (both included)."""

    class Office(models.TextChoices):
        CHAIR = "chair", _("Chair")
        VICE_CHAIR = "vice_chair", _("Vice chair")
        SECRETARY = "secretary", _("Secretary")
        TREASURER = "treasurer", _("Treasurer")
        COORDINATOR = "mentoring_coordinator", _("Mentoring coordinator")
        BOARD = "board_member", _("Board member")

    office = models.CharField(_("office"), max_length=30, choices=Office)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sign-in"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="offices",
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects: ClassVar[OfficerQuerySet] = OfficerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="officer_term_ends_after_it_starts",
                violation_error_message=_("The term must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()}: {self.name}"
