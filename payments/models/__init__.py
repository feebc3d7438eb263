from payments.models.account import Account
from payments.models.attempt import PaymentAttempt
from payments.models.bank import BankFile, BankLine, BankStatement, CsvFormat
from payments.models.bill import Bill
from payments.models.booking import (
    LineEntry,
    LineRule,
    Repayment,
    Voucher,
)
from payments.models.bookkeeping import Bookkeeping
from payments.models.closed_year import ClosedYear
from payments.models.difference import BooksDifference
from payments.models.dispute import Dispute
from payments.models.event import StripeEvent
from payments.models.final import RowIsFinal
from payments.models.movement import StripeMovement
from payments.models.payment import Allocation, Fee, Payment, Provider, TakenBack
from payments.models.payout import Payout, PayoutStep
from payments.models.receipt import Receipt, ReceiptSeries
from payments.models.reminder import Reminder, Step

__all__ = [
    "Account",
    "Allocation",
    "BankFile",
    "BankLine",
    "BankStatement",
    "Bill",
    "Bookkeeping",
    "BooksDifference",
    "ClosedYear",
    "CsvFormat",
    "Dispute",
    "Fee",
    "LineEntry",
    "LineRule",
    "Payment",
    "PaymentAttempt",
    "Payout",
    "PayoutStep",
    "Provider",
    "Receipt",
    "ReceiptSeries",
    "Reminder",
    "Repayment",
    "RowIsFinal",
    "Step",
    "StripeEvent",
    "StripeMovement",
    "TakenBack",
    "Voucher",
]
