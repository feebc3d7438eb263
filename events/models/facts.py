from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from association import formats
from events import wall_clock
from events.models.calendar_row import CalendarRow, in_language

HELSINKI = "Europe/Helsinki"
NO_ROOM = _("Write how many fit in, or leave the number of places empty.")
ENDS_FIRST = _("The event ends before it starts. Change one of the times.")


def skipped(day: date, clock: time) -> str:
    """No calendar agrees on when an hour is that clocks skip."""
    sentence = gettext(
        "The time %(clock)s does not exist on %(day)s: summer time begins. Choose "
        "another time."
    )
    return sentence % {"clock": f"{clock:%H.%M}", "day": formats.date_only(day)}


class Facts(CalendarRow):
    """What an event has in common with each of its occurrences: what, when and where.

    Day and clock time are kept as they are written on the wall in `zone`, so that an
    evening at six stays at six whatever is done to summer time.
    """

    TIMES = ("start_day", "start_time", "end_day", "end_time")
    WHERE = ("place", "address", "map_link", "is_remote", "remote_link")
    NAMES = ("name_fi", "name_sv", "name_en")
    # What each occurrence takes over from its event, until it is changed by itself.
    SHARED = (*NAMES, *WHERE, "capacity")

    name_fi = models.CharField(_("name in Finnish"), max_length=150)
    name_sv = models.CharField(_("name in Swedish"), max_length=150, blank=True)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    start_day = models.DateField(_("day it starts"))
    start_time = models.TimeField(_("time it starts"))
    end_day = models.DateField(_("day it ends"))
    end_time = models.TimeField(_("time it ends"))
    zone = models.CharField(max_length=40, default=HELSINKI, editable=False)
    place = models.CharField(
        _("place"),
        max_length=150,
        blank=True,
        help_text=_("The house, a comma and the municipality: “Library, Kuopio”."),
    )
    address = models.CharField(_("street address"), max_length=200, blank=True)
    map_link = models.URLField(_("address of a map"), max_length=500, blank=True)
    is_remote = models.BooleanField(_("can be attended online"), default=False)
    remote_link = models.URLField(
        _("address of the online meeting"),
        max_length=500,
        blank=True,
        help_text=_("Never shown on the public pages or in the calendars."),
    )
    capacity = models.PositiveIntegerField(
        _("number of places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1, NO_ROOM)],
        help_text=_("Empty: there is room for everybody."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(end_day__gt=F("start_day"))
                | Q(end_day=F("start_day"), end_time__gt=F("start_time")),
                name="%(class)s_ends_after_it_starts",
                violation_error_message=ENDS_FIRST,
            ),
            models.CheckConstraint(
                # QuerySets compare its times with a clock in Finland.
                condition=Q(zone=HELSINKI),
                name="%(class)s_is_in_finnish_time",
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1),
                name="%(class)s_has_room_for_somebody",
                violation_error_message=NO_ROOM,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {formats.date_only(self.start_day)}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, Any] = {}
        for end in ("start", "end"):
            day = getattr(self, f"{end}_day")
            clock = getattr(self, f"{end}_time")
            if day and clock and not wall_clock.exists(day, clock, ZoneInfo(self.zone)):
                wrong[f"{end}_time"] = skipped(day, clock)
        is_written = None not in [getattr(self, name) for name in self.TIMES]
        if is_written and not wrong and self.ends_at <= self.starts_at:
            wrong["end_time"] = ENDS_FIRST
        if wrong:
            raise ValidationError(wrong)

    @property
    def name(self) -> str:
        """In the active language, like all its texts."""
        return in_language(self, "name")

    @property
    def slug(self) -> str:
        """Its name in an address; the code alone says which it is."""
        return slugify(self.name) or "e"

    @property
    def municipality(self) -> str:
        """Where the place is: what stands after its last comma."""
        return self.place.rpartition(",")[2].strip()

    @property
    def starts_at(self) -> datetime:
        return wall_clock.moment(self.start_day, self.start_time, ZoneInfo(self.zone))

    @property
    def ends_at(self) -> datetime:
        return wall_clock.moment(self.end_day, self.end_time, ZoneInfo(self.zone))
