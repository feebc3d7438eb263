"""What `payments` is told of dues: their names. It tells nothing that must be written
down: whether a due is paid is computed from its bill, and paying neither makes a
member nor does leaving it unpaid end a membership (Associations Act § 12, § 15)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.models import Due, Kind, Membership
from membership.models.due import PURPOSE
from payments import purposes
from payments.models import Bill
from payments.purposes import Purpose


def title(bill: Bill) -> str:
    return _("Membership due %(year)s") % {"year": bill.facts.get("year", "")}


def note(bill: Bill) -> str:
    kind = bill.facts.get("kind")
    name = str(Kind(kind).label) if kind in Kind.values else ""
    return _("%(kind)s, member number %(number)s") % {
        "kind": name,
        "number": bill.facts.get("number", ""),
    }


def spared(bills: Iterable[Bill], _on: date) -> set[int]:
    """Whose membership has ended, or will since they gave notice, is not reminded of
    what is open. It stays owed (Associations Act § 13)."""
    keys = {bill.pk for bill in bills}
    staying = Membership.objects.running().order_by().values("member")
    reminded = Due.objects.filter(bill__in=keys, member__in=staying).order_by()
    return keys - set(reminded.values_list("bill", flat=True))


def register() -> None:
    purposes.register(
        Purpose(
            key=PURPOSE,
            title=title,
            note=note,
            name=gettext_lazy("Membership due"),
            income_role="dues_income",
            is_reminded=True,
            spared=spared,
        )
    )
