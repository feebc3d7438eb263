"""Reading camt.053 and camt.054 (ISO 20022), a statement and an entry at a time.

Shapes: version 02 as in Finance Finland's guide, version 08 with its `Pty`, `Sts/Cd`
and `BICFI`. Read as a stream: what has been told is forgotten, so that a year's file
takes no more memory than a day's. A DTD or an entity is refused unread.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from payments.bank.facts import (
    LARGEST_CENTS,
    BankFileError,
    DetailFacts,
    EntryFacts,
    LeftOut,
    Remittance,
    StatementFacts,
)
from payments.models import BankFile

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
FORMATS = {
    "camt.053.001": BankFile.Format.CAMT_053,
    "camt.054.001": BankFile.Format.CAMT_054,
}
# A statement and its counterpart without balances.
STATEMENTS = {"Stmt", "Ntfctn"}
NOT_PROVIDED = {"", "NOTPROVIDED"}

type Told = StatementFacts | EntryFacts | LeftOut


def format_of(source: IO[bytes]) -> BankFile.Format:
    """Which of the two it is, by its first element; BankFileError for anything else."""
    for _event, element in _parsed(source, ("start",)):
        namespace = element.tag.partition("}")[0].lstrip("{")
        name = namespace.removeprefix(NAMESPACE).rpartition(".")[0]
        if name in FORMATS:
            return FORMATS[name]
        break
    raise BankFileError(
        _(
            "This is an XML file, but neither an account statement (camt.053) nor "
            "details of payments (camt.054). Choose one of these in the bank."
        )
    )


def read(source: IO[bytes]) -> Iterator[Told]:
    """Each statement's head followed by its entries, in the order of the file."""
    path: list[Element] = []
    head_is_told = False
    for event, element in _parsed(source, ("start", "end")):
        if event == "start":
            element.tag = element.tag.rpartition("}")[2]
            path.append(element)
            continue
        path.pop()
        is_entry = element.tag == "Ntry"
        if not is_entry and element.tag not in STATEMENTS:
            continue
        if not head_is_told:
            yield statement(path[-1] if is_entry else element)
        head_is_told = is_entry
        if is_entry:
            yield entry(element)
        element.clear()
        path[-1].remove(element)  # no more than one entry is ever kept


def _parsed(source: IO[bytes], events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    try:
        yield from iterparse(
            source, events, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
    except DefusedXmlException as error:
        raise BankFileError(
            _("The file has parts that no bank writes (a DTD or entities). Refused.")
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise BankFileError(
            _("The file is broken or was cut off: %(error)s. Fetch it again.")
            % {"error": error}
        ) from error


def statement(element: Element) -> StatementFacts:
    """The head: whose account, from when to when, and the balances if told."""
    balances = {_text(one, "Tp/CdOrPrtry/Cd"): one for one in element.iterfind("Bal")}
    opening = balances.get("OPBD", balances.get("PRCD"))
    closing = balances.get("CLBD")
    return StatementFacts(
        account=_text(element, "Acct/Id/IBAN"),
        number=_text(element, "Id") or _text(element, "ElctrncSeqNb"),
        starts_on=_day(element, "FrToDt/FrDtTm") or _balance_day(opening),
        ends_on=_day(element, "FrToDt/ToDtTm") or _balance_day(closing),
        opening_cents=None if opening is None else _signed(opening),
        closing_cents=None if closing is None else _signed(closing),
    )


def _balance_day(balance: Element | None) -> date | None:
    return None if balance is None else _day(balance, "Dt/Dt", "Dt/DtTm")


def entry(element: Element) -> EntryFacts | LeftOut:
    """One `Ntry`. What is not booked (INFO, PDNG …) is said, and no money."""
    state = _text(element, "Sts/Cd", "Sts")
    if state != "BOOK":
        sign = "-" if _text(element, "CdtDbtInd") == "DBIT" else ""
        amount = f"{sign}{_text(element, 'Amt')}"
        return LeftOut(amount, state, _text(element, "AddtlNtryInf"))
    cents = _signed(element)
    booked = _day(element, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    archive_id = _text(element, "AcctSvcrRef")
    if booked is None:
        raise BankFileError(
            _("The entry %(id)s has no booking day.") % {"id": archive_id or "?"}
        )
    found = element.findall("NtryDtls/TxDtls")
    details = tuple(detail(one, cents, alone=len(found) == 1) for one in found)
    if len(details) == 1 and not details[0].tells_something:
        details = ()  # a lump that names itself; its payments come in a camt.054
    if details and sum(one.amount_cents for one in details) != cents:
        raise BankFileError(
            _(
                "The single payments of the entry %(id)s do not add up to its sum. "
                "Nothing was taken in: fetch the file again or ask the bank."
            )
            % {"id": archive_id}
        )
    return EntryFacts(
        archive_id=archive_id,
        amount_cents=cents,
        booked_on=booked,
        valued_on=_day(element, "ValDt/Dt", "ValDt/DtTm"),
        is_reversal=_text(element, "RvslInd") in {"true", "1"},
        description=_description(element),
        details=details,
        raw=_raw(element, without=() if len(found) < 2 else ("NtryDtls",)),
    )


def detail(element: Element, entry_cents: int, *, alone: bool) -> DetailFacts:
    """One `TxDtls`. Alone in its entry, it has the entry's sum: the booked truth."""
    sign = _text(element, "CdtDbtInd") or ("CRDT" if entry_cents > 0 else "DBIT")
    leaves = sign == "DBIT"
    ends = ("Cdtr", "Dbtr") if leaves else ("Dbtr", "Cdtr")
    parties = "RltdPties/"
    return DetailFacts(
        amount_cents=entry_cents if alone else _detail_cents(element, leaves=leaves),
        archive_id=_text(element, "Refs/AcctSvcrRef"),
        counterparty=_text(
            element,
            *(f"{parties}{end}{name}" for end in ends for name in ("/Pty/Nm", "/Nm")),
        ),
        counterparty_iban=_text(
            element, *(f"{parties}{end}Acct/Id/IBAN" for end in ends)
        ),
        remittances=tuple(_remittances(element)),
        message=_message(element),
        instructed=_instructed(element),
        ids=tuple(_ids(element)),
        raw="" if alone else _raw(element),
    )


def _detail_cents(element: Element, *, leaves: bool) -> int:
    """The sum in euros, from where the bank tells it."""
    for path in ("AmtDtls/TxAmt/Amt", "Amt", "AmtDtls/InstdAmt/Amt"):
        amount = element.find(path)
        if amount is not None and amount.get("Ccy", "EUR") == "EUR":
            return -_cents(amount) if leaves else _cents(amount)
    raise BankFileError(_("A payment in the file has no sum in euros."))


def _remittances(element: Element) -> Iterator[Remittance]:
    for one in element.iterfind("RmtInf/Strd"):
        reference = _text(one, "CdtrRefInf/Ref")
        asked = one.find("RfrdDocAmt/RmtdAmt")
        credit = one.find("RfrdDocAmt/CdtNoteAmt")
        told = [amount for amount in (asked, credit) if amount is not None]
        cents = sum(
            -_cents(amount) if amount is credit else _cents(amount) for amount in told
        )
        if reference or told:
            yield Remittance(reference, cents if told else None)


def _message(element: Element) -> str:
    free = (one.text or "" for one in element.iterfind("RmtInf/Ustrd"))
    more = (one.text or "" for one in element.iterfind("RmtInf/Strd/AddtlRmtInf"))
    words = (" ".join(one.split()) for one in (*free, *more))
    return "\n".join(one for one in words if one)


def _instructed(element: Element) -> str:
    amount = element.find("AmtDtls/InstdAmt/Amt")
    if amount is None or amount.get("Ccy", "EUR") == "EUR":
        return ""
    return f"{(amount.text or '').strip()} {amount.get('Ccy')}"[:40]


def _ids(element: Element) -> Iterator[str]:
    """Other names of it, by which a later cancellation may call it."""
    for name in ("EndToEndId", "TxId", "InstrId", "UETR"):
        value = _text(element, f"Refs/{name}")
        if value not in NOT_PROVIDED:
            yield value[:70]


def _description(element: Element) -> str:
    told = _text(element, "AddtlNtryInf") or _text(element, "BkTxCd/Prtry/Cd")
    domain = "BkTxCd/Domn/"
    codes = (
        _text(element, f"{domain}{path}")
        for path in ("Cd", "Fmly/Cd", "Fmly/SubFmlyCd")
    )
    return (told or " ".join(code for code in codes if code))[:140]


def _signed(element: Element) -> int:
    """The cents of an entry or a balance, with the sign of its side."""
    amount = element.find("Amt")
    side = _text(element, "CdtDbtInd")
    if amount is None or side not in {"CRDT", "DBIT"}:
        raise BankFileError(_("An entry or a balance in the file has no sum or side."))
    if amount.get("Ccy", "EUR") != "EUR":
        raise BankFileError(
            _("The account in the file is in %(currency)s. Only euros are known here.")
            % {"currency": amount.get("Ccy")}
        )
    return _cents(amount) if side == "CRDT" else -_cents(amount)


def _cents(amount: Element) -> int:
    text = (amount.text or "").strip()
    try:
        cents = Decimal(text) * 100
        if cents != cents.to_integral_value() or not 0 <= cents <= LARGEST_CENTS:
            raise InvalidOperation
    except InvalidOperation:
        raise BankFileError(
            _("“%(sum)s” in the file is not a sum of money.") % {"sum": text[:40]}
        ) from None
    return int(cents)


def _day(element: Element, *paths: str) -> date | None:
    text = _text(element, *paths)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise BankFileError(
            _("“%(day)s” in the file is not a day.") % {"day": text[:40]}
        ) from None


def _text(element: Element, *paths: str) -> str:
    """The first of the paths that says something; no blanks around it."""
    for path in paths:
        text = " ".join((element.findtext(path) or "").split())
        if text:
            return text
    return ""


def _raw(element: Element, without: tuple[str, ...] = ()) -> str:
    for name in without:
        for child in element.findall(name):
            element.remove(child)
    return _written(element)


def _written(element: Element) -> str:
    """As the bank wrote it, but for namespaces and the blanks between elements."""
    told = "".join(f" {name}={quoteattr(text)}" for name, text in element.items())
    text = "" if element.text is None or element.text.isspace() else element.text
    inside = escape(text) + "".join(map(_written, element))
    return f"<{element.tag}{told}>{inside}</{element.tag}>"
