"""Bank lines as the treasurer looks at them: which wait, and for what."""

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from payments.models import BankLine, LineEntry, Payment, TakenBack


class ExplainingError(Exception):
    """What was asked of a line and cannot be. The message is shown to the treasurer."""


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
