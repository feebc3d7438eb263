"""What of this app tells of a person."""

from django.utils.translation import gettext_lazy as _

from accounts.keeping import always
from accounts.personal_data import declare, not_personal
from payments import keeping_money
from payments.models import (
    Account,
    Allocation,
    Bill,
    Bookkeeping,
    Dispute,
    Fee,
    Payment,
    PaymentAttempt,
    Payout,
    PayoutStep,
    Receipt,
    ReceiptSeries,
    Reminder,
    StripeEvent,
    StripeMovement,
    TakenBack,
)

# Associations Act 37 a §: six years after the end of the calendar year.
BOOKS = _(
    "six years after the end of the year of the payment; unpaid ones until withdrawn"
)


def declare_all() -> None:
    declare(
        Bill,
        subject="payer_email",
        fields=("payer_name", "payer_email", "language", "facts"),
        others=("token", "purpose", "subject_key", "currency", "reference"),
        why=_(
            "To ask for a payment and to show who has paid (Associations Act 37 a §)."
        ),
        kept=BOOKS,
        name="payer_name",
        follows="payer_email",
        hidden=("facts",),
        values=keeping_money.payments_of,
        keeping=keeping_money.BILLS,
    )
    declare(
        PaymentAttempt,
        subject="bill__payer_email",
        fields=("params",),
        others=("key", "session_id", "session_url"),
        why=_("To ask Stripe again with the same words when an answer was lost."),
        kept=BOOKS,
        name="bill__payer_name",
        keeping=keeping_money.ATTEMPTS,
    )
    declare(
        Receipt,
        subject="bill__payer_email",
        fields=("text",),
        others=("token",),
        why=_("A receipt keeps the words of its day (Accounting Act 2:7)."),
        kept=BOOKS,
        name="bill__payer_name",
        keeping=keeping_money.RECEIPTS,
    )
    declare(
        Reminder,
        subject="bill__payer_email",
        fields=(),
        why=_("So that nobody is reminded twice."),
        kept=BOOKS,
        name="bill__payer_name",
        keeping=always(
            _("It tells of nobody when the payer is taken out of the bill.")
        ),
    )
    for model, why in (
        (Payment, _("Sums and the provider's ids; who paid stands on the bill.")),
        (Allocation, _("Sums.")),
        (TakenBack, _("Sums and the provider's ids.")),
        (Fee, _("Sums and the provider's ids.")),
        (ReceiptSeries, _("A counter.")),
        (Account, _("The chart of accounts.")),
        (Bookkeeping, _("How the books are kept.")),
        (StripeMovement, _("Sums and the provider's ids.")),
        (Payout, _("Sums and the provider's ids.")),
        (PayoutStep, _("States of payouts.")),
        (Dispute, _("Sums, dates and the bank's reason; who paid stands on the bill.")),
        (StripeEvent, _("Ids and types of Stripe's events, and errors without names.")),
    ):
        not_personal(model, why)
