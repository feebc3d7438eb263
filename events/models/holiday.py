from datetime import date, timedelta
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from association import formats
from events import weeks
from events.models.calendar_row import CalendarRow, in_language

ENDS_FIRST = _("The last day is before the first day. Change one of them.")


class HolidayQuerySet(models.QuerySet["HolidayPeriod"]):
    def on(self, day: date) -> Self:
        """The periods that this day is part of; the one that began last comes first."""
        return self.filter(first_day__lte=day, last_day__gte=day).order_by(
            "-first_day", "pk"
        )

    def between(self, first: date, last: date) -> Self:
        """Those that share a day with the span, both ends included."""
        return self.filter(first_day__lte=last, last_day__gte=first).in_order()

    def ahead(self, day: date) -> Self:
        """Those not over on this day."""
        return self.filter(last_day__gte=day).in_order()

    def in_order(self) -> Self:
        return self.order_by("first_day", "last_day", "pk")


class HolidayPeriod(CalendarRow):
    """Days on which the association is on holiday, both ends included."""

    WHAT = "holiday"
    MOVES = ("first_day", "last_day")

    name_fi = models.CharField(_("name in Finnish"), max_length=100)
    name_sv = models.CharField(_("name in Swedish"), max_length=100, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(
        _("last day"), help_text=_("This day is still part of the holiday.")
    )

    objects: ClassVar[HolidayQuerySet] = HolidayQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("holiday period")
        verbose_name_plural = _("holiday periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="holiday_ends_after_it_begins",
                violation_error_message=ENDS_FIRST,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {formats.days(self.first_day, self.last_day)}"

    def clean(self) -> None:
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": ENDS_FIRST})

    def get_absolute_url(self) -> str:
        return f"{reverse('events:holidays')}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"h{self.uid.hex[:8]}"

    @property
    def name(self) -> str:
        """In the active language."""
        return in_language(self, "name")

    @property
    def week_text(self) -> str:
        """`viikko 53`, `viikot 51–1`, in the active language."""
        return weeks.week_text(self.first_day, self.last_day)

    def is_over(self, on: date) -> bool:
        return self.last_day < on

    @property
    def days(self) -> list[date]:
        count = (self.last_day - self.first_day).days + 1
        return [self.first_day + timedelta(days=number) for number in range(count)]
