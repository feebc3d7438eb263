"""What of this app tells of a person."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.keeping import always
from accounts.personal_data import Role, declare, not_personal
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
BY_HAND = _("The row for good, as part of the books; the name as long as the sign-in.")


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
        subject="",
        fields=("counterparty", "counterparty_iban", "message", "raw"),
        others=(
            "account",
            "key",
            "archive_id",
            "description",
            "instructed",
            "ids",
            "reference",
            "remittances",
        ),
        why=_("Account statements are part of the books (Associations Act 37 a §)."),
        kept=BOOKS,
        rows=keeping_money.lines_of,
        keeping=keeping_money.LINES,
    )
    declare(
        BankFile,
        subject="",
        fields=("original", "name", "imported_by"),
        others=("account", "digest", "facts"),
        why=_("Account statements are part of the books (Associations Act 37 a §)."),
        kept=BOOKS,
        roles=(Role("imported_by", ("name", "imported_at")),),
        keeping=keeping_money.FILES,
    )
    declare(
        Voucher,
        subject="",
        fields=("file", "name", "added_by"),
        others=("digest",),
        why=_("Each entry of the books has its voucher (Accounting Act 2:5)."),
        kept=BOOKS,
        rows=keeping_money.vouchers_of,
        hidden=("file",),
        roles=(Role("added_by", ("name", "added_at")),),
        keeping=keeping_money.VOUCHERS,
    )
    declare(
        Repayment,
        subject="",
        fields=("payee_name", "payee_iban", "reason", "asked_by"),
        why=_("To pay money back to whom it belongs."),
        kept=BOOKS,
        rows=keeping_money.repayments_of,
        roles=(Role("asked_by", ("amount_cents", "asked_at")),),
        keeping=keeping_money.REPAYMENTS,
    )
    declare(
        ClosedYear,
        subject="",
        fields=("closed_by", "opened_by", "opened_why"),
        others=("mode", "totals", "digest"),
        why=_("Who closed the books of a year, or opened them again and why."),
        kept=BY_HAND,
        roles=(
            Role("closed_by", ("starts_on", "ends_on", "closed_at")),
            Role("opened_by", ("starts_on", "ends_on", "opened_at", "opened_why")),
        ),
        keeping=keeping_money.BY_HAND,
    )
    declare(
        LineEntry,
        subject="",
        fields=("made_by", "note"),
        why=_("Who wrote what a line of the account is."),
        kept=BY_HAND,
        roles=(Role("made_by", ("account", "amount_cents", "note", "created_at")),),
        keeping=keeping_money.BY_HAND,
    )
    declare(
        LineRule,
        subject="",
        fields=("made_by", "counterparty", "text", "note"),
        why=_("What is done by itself with the next line like it."),
        kept=_("Until the treasurer deletes it."),
        roles=(Role("made_by", ("counterparty", "text", "account", "created_at")),),
        keeping=keeping_money.RULES,
    )
    declare_by_hand(Allocation, "created_at")
    declare_by_hand(TakenBack, "recorded_at", others=("provider_id",))


def declare_by_hand(
    model: type[Model], when: str, *, others: tuple[str, ...] = ()
) -> None:
    declare(
        model,
        subject="",
        fields=("made_by",),
        others=others,
        why=_("Who put money on a bill by hand, or took it off."),
        kept=BY_HAND,
        roles=(Role("made_by", ("amount_cents", when)),),
        keeping=keeping_money.BY_HAND,
    )
