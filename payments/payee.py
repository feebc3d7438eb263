"""Who is paid: the association as bills and receipts name it."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps

from payments import references

if TYPE_CHECKING:
    from payments.models import Bill


@dataclass(frozen=True)
class Payee:
    """Empty texts where the association has not told it yet."""

    name: str
    business_id: str
    iban: str
    bic: str
    email: str

    def barcode(self, bill: "Bill") -> str:
        """The virtual bar code of what is open; empty where the account is not told
        or not Finnish."""
        try:
            return references.virtual_barcode(
                self.iban, bill.open_cents, bill.reference, bill.due_on
            )
        except ValueError:
            return ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def payee() -> Payee:
    """From the association's settings, those of the default site."""
    try:
        model: Any = apps.get_model("association", "AssociationSettings")
    except LookupError:
        return Payee("", "", "", "", "")
    known = model.load()
    return Payee(
        name=known.name,
        business_id=known.business_id,
        iban=known.iban,
        bic=known.bic,
        email=known.contact_email,
    )
