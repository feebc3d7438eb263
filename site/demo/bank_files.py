"""Files as a bank writes them: statements in camt.053 and camt.054 (versions 02 and 08)
and OP's table, made to the documented shapes. No file of a real bank is among them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

IBAN = "FI2112345600000785"
DAY = date(2027, 1, 12)


@dataclass(frozen=True)
class Detail:
    """A `TxDtls`: what is empty is not written."""

    cents: int | None = None
    archive_id: str = ""
    name: str = ""
    iban: str = ""
    reference: str = ""
    message: str = ""
    parts: Sequence[
        tuple[str, int | None]
    ] = ()  # of several Strd; minus is a credit note
    instructed: str = ""
    end_to_end: str = ""


@dataclass(frozen=True)
class Entry:
    """An `Ntry` of so many cents, minus for money that leaves."""

    cents: int
    archive_id: str
    details: Sequence[Detail] = field(default_factory=tuple)
    day: date = DAY
    state: str = "BOOK"
    is_reversal: bool = False
    words: str = ""


def paid(cents: int, archive_id: str, **detail: Any) -> Entry:
    """An entry that is one payment."""
    return Entry(cents, archive_id, [Detail(**detail)])


def amount(cents: int, currency: str = "EUR") -> str:
    return f'<Amt Ccy="{currency}">{abs(cents) / 100:.2f}</Amt>'


def side(cents: int) -> str:
    return f"<CdtDbtInd>{'DBIT' if cents < 0 else 'CRDT'}</CdtDbtInd>"


def camt053(
    entries: Iterable[Entry],
    *,
    opening: int = 1_000_000,
    closing: int | None = None,
    number: str = "1",
    starts: date = DAY,
    ends: date = DAY,
    **given: Any,
) -> bytes:
    """A whole statement; it adds up unless another closing balance is given."""
    return b"".join(
        pieces053(
            list(entries), opening=opening, closing=closing, number=number,
            starts=starts, ends=ends, **given,
        )
    )  # fmt: skip


def pieces053(
    entries: Iterable[Entry],
    *,
    opening: int,
    closing: int | None,
    number: str,
    starts: date,
    ends: date,
    iban: str = IBAN,
    version: str = "02",
) -> Iterator[bytes]:
    """The same piece by piece, for files that are too big to be held."""
    if closing is None:
        entries = list(entries)
        booked = sum(one.cents for one in entries if one.state == "BOOK")
        closing = opening + booked
    yield head("camt.053", version, "BkToCstmrStmt").encode()
    yield (
        f"<Stmt><Id>{number}</Id><ElctrncSeqNb>1</ElctrncSeqNb>"
        f"<FrToDt><FrDtTm>{starts}T00:00:00</FrDtTm><ToDtTm>{ends}T23:59:59</ToDtTm>"
        f"</FrToDt><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{balance('OPBD', opening, starts)}"
        f"<Bal><Tp><CdOrPrtry><Cd>CLAV</Cd></CdOrPrtry></Tp><CdtLine><Incl>true</Incl>"
        f'<Amt Ccy="EUR">10000.00</Amt></CdtLine>{amount(closing + 1)}{side(1)}'
        f"<Dt><Dt>{ends}</Dt></Dt></Bal>"
        f"{balance('CLBD', closing, ends)}"
    ).encode()
    for one in entries:
        yield entry(one, version).encode()
    yield b"</Stmt></BkToCstmrStmt></Document>"


def camt054(
    entries: Iterable[Entry], *, iban: str = IBAN, version: str = "02"
) -> bytes:
    """A notification: entries with details, and no balances."""
    inside = "".join(entry(one, version) for one in entries)
    return (
        f"{head('camt.054', version, 'BkToCstmrDbtCdtNtfctn')}<Ntfctn><Id>N1</Id>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{inside}</Ntfctn>"
        "</BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def head(kind: str, version: str, message: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{kind}.001.{version}">'
        f"<{message}><GrpHdr><MsgId>M1</MsgId><CreDtTm>2027-01-13T06:00:00</CreDtTm>"
        "</GrpHdr>"
    )


def balance(kind: str, cents: int, day: date) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{amount(cents)}"
        f"{side(cents)}<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def entry(one: Entry, version: str) -> str:
    state = f"<Cd>{one.state}</Cd>" if version != "02" else one.state
    reversal = "<RvslInd>true</RvslInd>" if one.is_reversal else ""
    details = "".join(detail(each, one, version) for each in one.details)
    words = f"<AddtlNtryInf>{escape(one.words)}</AddtlNtryInf>" if one.words else ""
    archive_id = (
        f"<AcctSvcrRef>{one.archive_id}</AcctSvcrRef>" if one.archive_id else ""
    )
    return (
        f"<Ntry>{amount(one.cents)}{side(one.cents)}{reversal}<Sts>{state}</Sts>"
        f"<BookgDt><Dt>{one.day}</Dt></BookgDt><ValDt><Dt>{one.day}</Dt></ValDt>"
        f"{archive_id}<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>"
        "<SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"{f'<NtryDtls>{details}</NtryDtls>' if details else ''}{words}</Ntry>"
    )


def detail(one: Detail, of: Entry, version: str) -> str:
    cents = of.cents if one.cents is None else one.cents
    refs = one.archive_id and f"<AcctSvcrRef>{one.archive_id}</AcctSvcrRef>"
    if one.end_to_end:
        refs += f"<EndToEndId>{one.end_to_end}</EndToEndId>"
    instructed = ""
    if one.instructed:
        currency, _space, value = one.instructed.partition(" ")
        instructed = f'<InstdAmt><Amt Ccy="{currency}">{value}</Amt></InstdAmt>'
    return (
        f"<TxDtls>{f'<Refs>{refs}</Refs>' if refs else ''}"
        f"<AmtDtls>{instructed}<TxAmt>{amount(cents)}</TxAmt></AmtDtls>"
        f"{parties(one, of, version)}{remittance(one)}</TxDtls>"
    )


def parties(one: Detail, of: Entry, version: str) -> str:
    end = "Cdtr" if of.cents < 0 else "Dbtr"
    name = f"<Nm>{escape(one.name)}</Nm>"
    if version != "02":
        name = f"<Pty>{name}</Pty>"
    named = f"<{end}>{name}</{end}>" if one.name else ""
    account = (
        f"<{end}Acct><Id><IBAN>{one.iban}</IBAN></Id></{end}Acct>" if one.iban else ""
    )
    told = named + account
    return f"<RltdPties>{told}</RltdPties>" if told else ""


def remittance(one: Detail) -> str:
    parts = [*one.parts] or ([(one.reference, None)] if one.reference else [])
    told = f"<Ustrd>{escape(one.message)}</Ustrd>" if one.message else ""
    for reference, cents in parts:
        kind = "RmtdAmt" if (cents or 0) >= 0 else "CdtNoteAmt"
        asked = "" if cents is None else referred(kind, cents)
        named = (
            "<CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
            f"<Ref>{reference}</Ref></CdtrRefInf>"
            if reference
            else ""
        )
        told += f"<Strd>{asked}{named}</Strd>"
    return f"<RmtInf>{told}</RmtInf>" if told else ""


def referred(kind: str, cents: int) -> str:
    euros = f"{abs(cents) / 100:.2f}"
    return f'<RfrdDocAmt><{kind} Ccy="EUR">{euros}</{kind}></RfrdDocAmt>'


OP_HEADINGS = (
    "Kirjauspäivä;Arvopäivä;Määrä EUROA;Laji;Selitys;Saaja/Maksaja;"
    "Saajan tilinumero;Viite;Viesti;Arkistointitunnus"
)


def op_table(
    entries: Iterable[Entry], *, encoding: str = "iso-8859-1", end: str = "\r\n"
) -> bytes:
    """The same entries as OP's web bank writes them."""
    rows = [OP_HEADINGS]
    for one in entries:
        told = one.details[0] if one.details else Detail()
        day = f"{one.day:%d.%m.%Y}"
        cents = f"{one.cents / 100:.2f}".replace(".", ",")
        reference = told.reference.zfill(20) if told.reference else ""
        rows.append(
            f'{day};{day};{cents};506;"{one.words or "TILISIIRTO"}";"{told.name}";'
            f'"{told.iban}";"{reference}";"{told.message}";{one.archive_id}'
        )
    return (end.join(rows) + end).encode(encoding)
