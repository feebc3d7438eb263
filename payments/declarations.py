"""What of this app tells of a person."""

from django.utils.translation import gettext_lazy as _

from accounts.keeping import always
from accounts.personal_data import declare, not_personal
from payments import keeping_money
from payments.models import (
    Account,
    Allocation,
    BankFile,
    BankLine,
    BankStatement,
    Bill,
    Bookkeeping,
    BooksDifference,
    ClosedYear,
    CsvFormat,
    Dispute,
    Fee,
    LineEntry,
    LineRule,
    Payment,
    PaymentAttempt,
    Payout,
    PayoutStep,
    Receipt,
    ReceiptSeries,
    Reminder,
    Repayment,
    StripeEvent,
    StripeMovement,
    TakenBack,
    Voucher,
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
    declare_bank()
    for model, why in (
        (Payment, _("Sums and the provider's ids; who paid stands on the bill.")),
        (
            BankStatement,
            _("Balances of the association's own account and the bank's numbers."),
        ),
        (CsvFormat, _("Which column of a bank's table is which.")),
        (Fee, _("Sums and the provider's ids.")),
        (ReceiptSeries, _("A counter.")),
        (Account, _("The chart of accounts.")),
        (Bookkeeping, _("How the books are kept.")),
        (StripeMovement, _("Sums and the provider's ids.")),
        (Payout, _("Sums and the provider's ids.")),
        (PayoutStep, _("States of payouts.")),
        (Dispute, _("Sums, dates and the bank's reason; who paid stands on the bill.")),
        (BooksDifference, _("Which row differs; rows are named by numbers.")),
        (StripeEvent, _("Ids and types of Stripe's events, and errors without names.")),
    ):
        not_personal(model, why)


def declare_bank() -> None:
    """The account's lines name payers; what was decided by hand says by whom."""
    declare(
        BankLine,
        subject="payment__allocations__bill__payer_email",
        fields=(
            "counterparty", "counterparty_iban", "message", "reference",
            "remittances", "raw",
        ),
        others=("account", "key", "archive_id", "description", "instructed", "ids"),
        why=_("Account statements are part of the books (Associations Act 37 a §)."),
        kept=BOOKS,
    )  # fmt: skip
    declare(
        BankFile,
        subject="imported_by__email",
        fields=("original", "imported_by"),
        others=("name", "account", "digest", "facts"),
        why=_("Account statements are part of the books (Associations Act 37 a §)."),
        kept=BOOKS,
    )
    declare(
        Voucher,
        subject="line__payment__allocations__bill__payer_email",
        fields=("file", "name", "added_by"),
        others=("digest",),
        why=_("Each entry of the books has its voucher (Accounting Act 2:5)."),
        kept=BOOKS,
    )
    declare(
        Repayment,
        subject="payment__allocations__bill__payer_email",
        fields=("payee_name", "payee_iban", "reason", "asked_by"),
        why=_("To pay money back to whom it belongs."),
        kept=BOOKS,
    )
    declare(
        ClosedYear,
        subject="closed_by__email",
        fields=("closed_by", "opened_by", "opened_why"),
        others=("mode", "totals", "digest"),
        why=_("Who closed the books of a year, or opened them again and why."),
        kept=BOOKS,
    )
    declare(
        LineEntry,
        subject="made_by__email",
        fields=("made_by", "note"),
        why=_("Who wrote what a line of the account is."),
        kept=BOOKS,
    )
    declare(
        LineRule,
        subject="made_by__email",
        fields=("made_by", "counterparty", "text", "note"),
        why=_("What is done by itself with the next line like it."),
        kept=_("Until the treasurer deletes it."),
    )
    for model in (Allocation, TakenBack):
        declare(
            model,
            subject="made_by__email",
            fields=("made_by",),
            others=("provider_id",) if model is TakenBack else (),
            why=_("Who put money on a bill by hand, or took it off."),
            kept=BOOKS,
        )
