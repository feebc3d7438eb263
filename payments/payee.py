"""Who is paid: the association as bills and receipts name it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps


@dataclass(frozen=True)
class Payee:
    """Empty texts where the association has not told it yet."""

    name: str
    business_id: str
    iban: str
    bic: str
    email: str

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
