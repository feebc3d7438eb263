from events.models.answer import Answer
from events.models.check_in import CheckIn
from events.models.event import Event
from events.models.feed_reading import FeedReading
from events.models.feedback import Feedback
from events.models.holiday import HolidayPeriod
from events.models.occurrence import Occurrence
from events.models.pages import EventIndexPage, EventPage
from events.models.personal_calendar import PersonalCalendar
from events.models.question import Option, Question
from events.models.registration import Registration
from events.models.removal import LastRemoval

__all__ = [
    "Answer",
    "CheckIn",
    "Event",
    "EventIndexPage",
    "EventPage",
    "FeedReading",
    "Feedback",
    "HolidayPeriod",
    "LastRemoval",
    "Occurrence",
    "Option",
    "PersonalCalendar",
    "Question",
    "Registration",
]
