"""What the clock on a Finnish wall says, and when that is.

Days and clock times are stored as people write them, with their zone; moments are
computed. An hour is skipped each spring, and one comes twice each autumn (the first
of the two is meant).
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def moment(day: date, clock: time, zone: ZoneInfo = HELSINKI) -> datetime:
    """The moment, in that zone."""
    return datetime.combine(day, clock, tzinfo=zone)


def exists(day: date, clock: time, zone: ZoneInfo = HELSINKI) -> bool:
    """False for the hour that is skipped when summer time begins."""
    there_and_back = moment(day, clock, zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) == datetime.combine(day, clock)


def midnight(day: date) -> datetime:
    """When that day begins in Finland."""
    return moment(day, time())


def reading(at: datetime) -> tuple[date, time]:
    """Day and clock time in Finland, to compare with stored ones.

    In an hour that comes for the second time, all of the first has passed.
    """
    local = at.astimezone(HELSINKI)
    if local.fold:
        return local.date(), time(local.hour, 59, 59, 999999)
    return local.date(), local.time()
