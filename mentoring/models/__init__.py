from mentoring.models.free_time import FreeTime
from mentoring.models.mentor import Mentor, Topic
from mentoring.models.session import Session, SessionQuarter

__all__ = ["FreeTime", "Mentor", "Session", "SessionQuarter", "Topic"]
