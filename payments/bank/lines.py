"""Bank lines as the treasurer looks at them: which wait, and for what."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts import history
from accounts.models import User
from payments.models import BankLine, LineEntry, Payment, TakenBack

VERBS = {
    "bank.brought_in": _("Brought in a bank file"),
    "line.on_bill": _("Put a bank line on a bill"),
    "line.off_bill": _("Took a bank line off a bill"),
    "line.booked": _("Put a bank line on an account"),
    "line.unbooked": _("Took a bank line off an account"),
    "line.given_back": _("Matched money that left to a payment"),
    "line.not_back": _("Undid the matching of money that left"),
    "repayment.asked": _("Asked for money to be paid back"),
    "repayment.withdrawn": _("Withdrew a repayment"),
}


class ExplainingError(Exception):
    """What was asked of a line and cannot be. The message is shown to the treasurer."""


def told(
    line: BankLine, verb: str, *, by: User | None, at: datetime, cents: int
) -> None:
    """Write down what somebody said of a line; last in the verb's transaction."""
    history.write(verb, line, by=by, at=at, facts={"cents": cents})


def lock(line: BankLine) -> BankLine:
    """The line of this moment, locked; after any bill, before its payment."""
    return BankLine.objects.select_for_update().get(pk=line.pk)


def waiting() -> QuerySet[BankLine]:
    """Lines that are money by themselves and that nobody has explained in full."""
    entries = LineEntry.objects.filter(line=OuterRef("pk"))
    taken = TakenBack.objects.filter(bank_line=OuterRef("pk"))
    payment = Payment.objects.filter(bank_line=OuterRef("pk"))
    return (
        BankLine.objects.leaves()
        .annotate(explained=_sum(entries, "line") - _sum(taken, "bank_line"))
        .filter(~Exists(payment))
        .exclude(explained=F("amount_cents"))
        .order_by("booked_on", "pk")
    )


def _sum(rows: QuerySet[LineEntry] | QuerySet[TakenBack], name: str) -> Coalesce:
    sums = rows.order_by().values(name).annotate(total=Sum("amount_cents"))
    return Coalesce(Subquery(sums.values("total")), 0)
