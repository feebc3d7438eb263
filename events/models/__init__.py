from events.models.event import Event
from events.models.feed_reading import FeedReading
from events.models.holiday import HolidayPeriod
from events.models.occurrence import Occurrence
from events.models.pages import EventIndexPage, EventPage
from events.models.personal_calendar import PersonalCalendar
from events.models.registration import Registration
from events.models.removal import LastRemoval

__all__ = [
    "Event",
    "EventIndexPage",
    "EventPage",
    "FeedReading",
    "HolidayPeriod",
    "LastRemoval",
    "Occurrence",
    "PersonalCalendar",
    "Registration",
]
