"""What of this app tells of a person."""

from accounts.personal_data import declare, not_personal
from payments.models import (
    Allocation,
    Bill,
    Fee,
    Payment,
    PaymentAttempt,
    Receipt,
    ReceiptSeries,
    StripeEvent,
    TakenBack,
)

# Associations Act 37 a §: six years after the end of the calendar year.
BOOKS = (
    "six years after the end of the year of the payment; unpaid ones until withdrawn"
)


def declare_all() -> None:
    declare(
        Bill,
        subject="payer_email",
        fields=("payer_name", "payer_email", "language", "facts"),
        why="To ask for a payment and to show who has paid (Associations Act 37 a §).",
        kept=BOOKS,
    )
    declare(
        PaymentAttempt,
        subject="bill__payer_email",
        fields=("params",),
        why="To ask Stripe again with the same words when an answer was lost.",
        kept=BOOKS,
    )
    declare(
        Receipt,
        subject="bill__payer_email",
        fields=("text",),
        why="A receipt keeps the words of its day (Accounting Act 2:7).",
        kept=BOOKS,
    )
    for model, why in (
        (Payment, "Sums and the provider's ids; who paid stands on the bill."),
        (Allocation, "Sums."),
        (TakenBack, "Sums and the provider's ids."),
        (Fee, "Sums and the provider's ids."),
        (ReceiptSeries, "A counter."),
        (StripeEvent, "Ids and types of Stripe's events, and errors without names."),
    ):
        not_personal(model, why)
