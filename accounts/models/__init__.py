from accounts.models.address_change import AddressChange
from accounts.models.erasure import ErasureRequest
from accounts.models.history import HistoryEntry, HistoryHead
from accounts.models.mail import MailState, OutboxMail
from accounts.models.officer import Officer
from accounts.models.rates import RateCount
from accounts.models.role_by_office import RoleByOffice
from accounts.models.timed import TimedRun
from accounts.models.user import User

__all__ = [
    "AddressChange",
    "ErasureRequest",
    "HistoryEntry",
    "HistoryHead",
    "MailState",
    "Officer",
    "OutboxMail",
    "RateCount",
    "RoleByOffice",
    "TimedRun",
    "User",
]
