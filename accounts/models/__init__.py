from accounts.models.mail import OutboxMail
from accounts.models.officer import Officer
from accounts.models.timed import TimedRun
from accounts.models.user import User

__all__ = ["Officer", "OutboxMail", "TimedRun", "User"]
