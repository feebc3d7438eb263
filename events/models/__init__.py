from events.models.holiday import HolidayPeriod
from events.models.removal import LastRemoval

__all__ = ["HolidayPeriod", "LastRemoval"]
