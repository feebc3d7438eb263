"""A mentor offers free times and takes them back."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.models import FreeTime, Mentor
from mentoring.models.session import QUARTER

HELSINKI = ZoneInfo("Europe/Helsinki")
LONGEST = timedelta(hours=4)
FARTHEST = timedelta(days=365)


class OfferingError(Exception):
    """An offer we refuse. The message is shown to the mentor."""


@dataclass(frozen=True)
class Offer:
    """A time by the wall clock in Finland, and how to meet then."""

    day: date
    start: time
    length: timedelta
    channel: str
    place: str = ""

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.day, self.start, tzinfo=HELSINKI)

    @property
    def ends_at(self) -> datetime:
        """By the clock, not by adding hours to the start across a change of clocks."""
        end = datetime.combine(self.day, self.start) + self.length
        return end.replace(tzinfo=HELSINKI)

    def exists(self) -> bool:
        """Whether the start is on the clock at all: an hour is skipped in March."""
        there_and_back = self.starts_at.astimezone(ZoneInfo("UTC")).astimezone(HELSINKI)
        return there_and_back.replace(tzinfo=None) == self.starts_at.replace(
            tzinfo=None
        )


def offer(mentor: Mentor, offered: Offer, *, at: datetime) -> FreeTime:
    """Offer one free time; refuses what has passed, overlaps or is not on the clock."""
    refuse_impossible(offered, at)
    utc = ZoneInfo("UTC")
    starts_at, ends_at = (
        offered.starts_at.astimezone(utc),
        offered.ends_at.astimezone(utc),
    )
    with transaction.atomic():
        mentor = Mentor.objects.select_for_update().get(pk=mentor.pk)
        overlapping = mentor.free_times.filter(
            starts_at__lt=ends_at, ends_at__gt=starts_at
        )
        if overlapping.exists():
            raise OfferingError(_("You have already offered a time that overlaps."))
        return mentor.free_times.create(
            starts_at=starts_at,
            ends_at=ends_at,
            local_date=offered.day,
            channel=offered.channel,
            place=offered.place,
        )


def refuse_impossible(offered: Offer, at: datetime) -> None:
    if not QUARTER <= offered.length <= LONGEST:
        raise OfferingError(_("Choose a length from 15 minutes to 4 hours."))
    if offered.start.minute % 15 or offered.start.second:
        raise OfferingError(_("Begin on a quarter of an hour, for example at 18.15."))
    if not offered.exists():
        raise OfferingError(
            _("That hour is skipped when the clocks go forward. Choose another.")
        )
    if offered.starts_at <= at:
        raise OfferingError(_("That time has already passed. Choose a later one."))
    if offered.starts_at > at + FARTHEST:
        raise OfferingError(_("Choose a time within a year from now."))


def take_back(free_time: FreeTime, *, at: datetime) -> bool:
    """Withdraw an offer that nobody has booked; answers whether it was still there."""
    with transaction.atomic():
        Mentor.objects.select_for_update().get(pk=free_time.mentor_id)
        deleted, _rows = FreeTime.objects.free(at).filter(pk=free_time.pk).delete()
        return bool(deleted)
