from payments.models.account import Account
from payments.models.attempt import PaymentAttempt
from payments.models.bill import Bill
from payments.models.bookkeeping import Bookkeeping
from payments.models.event import StripeEvent
from payments.models.final import RowIsFinal
from payments.models.payment import Allocation, Fee, Payment, Provider, TakenBack
from payments.models.receipt import Receipt, ReceiptSeries
from payments.models.reminder import Reminder, Step

__all__ = [
    "Account",
    "Allocation",
    "Bill",
    "Bookkeeping",
    "Fee",
    "Payment",
    "PaymentAttempt",
    "Provider",
    "Receipt",
    "ReceiptSeries",
    "Reminder",
    "RowIsFinal",
    "Step",
    "StripeEvent",
    "TakenBack",
]
