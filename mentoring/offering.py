"""A mentor offers free times and takes them back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events import wall_clock
from mentoring.models import FreeTime, Mentor
from mentoring.models.session import QUARTER

LONGEST = timedelta(hours=4)
FARTHEST = timedelta(days=365)


class OfferingError(Exception):
    """An offer we refuse. The message is shown to the mentor."""


@dataclass(frozen=True)
class Offer:
    """A time by the wall clock in Finland, how long, and how to meet then."""

    day: date
    start: time
    length: timedelta
    channel: str
    place: str = ""

    @property
    def starts_at(self) -> datetime:
        return wall_clock.moment(self.day, self.start).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """An hour is an hour, also on the nights when the clocks change."""
        return self.starts_at + self.length


@dataclass(frozen=True)
class Outcome:
    """What became of several offers at once."""

    added: list[FreeTime] = field(default_factory=list)
    refused: list[tuple[Offer, str]] = field(default_factory=list)


@transaction.atomic
def offer_all(mentor: Mentor, offers: Iterable[Offer], *, at: datetime) -> Outcome:
    """Offer those that can be offered, and tell of each other one why it cannot."""
    outcome = Outcome()
    for offered in offers:
        try:
            outcome.added.append(offer(mentor, offered, at=at))
        except OfferingError as error:
            outcome.refused.append((offered, str(error)))
    return outcome


def offer(mentor: Mentor, offered: Offer, *, at: datetime) -> FreeTime:
    """Offer one free time; refuses what has passed, overlaps or is not on the clock."""
    refuse_impossible(offered, at)
    with transaction.atomic():
        Mentor.objects.select_for_update().get(pk=mentor.pk)
        overlapping = mentor.free_times.overlapping(offered.starts_at, offered.ends_at)
        if overlapping.exists():
            raise OfferingError(_("You have already offered a time that overlaps."))
        return mentor.free_times.create(
            starts_at=offered.starts_at,
            ends_at=offered.ends_at,
            channel=offered.channel,
            place=offered.place,
        )


def refuse_impossible(offered: Offer, at: datetime) -> None:
    if not QUARTER <= offered.length <= LONGEST:
        raise OfferingError(_("Choose a length from 15 minutes to 4 hours."))
    if offered.start.minute % 15 or offered.start.second or offered.start.microsecond:
        raise OfferingError(_("Begin on a quarter of an hour, for example at 18.15."))
    if offered.day > at.date() + FARTHEST:
        raise OfferingError(_("Choose a time within a year from now."))
    if not wall_clock.exists(offered.day, offered.start):
        raise OfferingError(
            _("That hour is skipped when the clocks go forward. Choose another.")
        )
    if offered.starts_at <= at:
        raise OfferingError(_("That time has already passed. Choose a later one."))


def take_back(free_time: FreeTime, *, at: datetime) -> None:
    """Withdraw an offer. A second time does nothing; a booked time is refused."""
    with transaction.atomic():
        Mentor.objects.select_for_update().get(pk=free_time.mentor_id)
        offered = FreeTime.objects.filter(pk=free_time.pk)
        if not offered.exists():
            return
        if free_time.starts_at <= at:
            raise OfferingError(_("That time has already passed."))
        if not offered.free(at).exists():
            raise OfferingError(
                _("Somebody has booked that time. Cancel the session instead.")
            )
        offered.delete()
