"""What `payments` is told of dues: their names. It tells nothing that must be written
down: whether a due is paid is computed from its bill, and paying neither makes a
member nor does leaving it unpaid end a membership (Associations Act § 12, § 15)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.models import Kind
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


def register() -> None:
    purposes.register(
        Purpose(
            key=PURPOSE,
            title=title,
            note=note,
            name=gettext_lazy("Membership due"),
            income_role="dues_income",
        )
    )
