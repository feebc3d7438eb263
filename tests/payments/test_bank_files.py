"""Taking bank files in: cases D1–D6 of the reference, and what else files may be."""

from datetime import date, timedelta

import pytest

from demo.bank_files import (
    DAY,
    IBAN,
    OP_HEADINGS,
    Detail,
    Entry,
    camt053,
    camt054,
    op_table,
    paid,
)
from payments import references
from payments.bank.facts import BankFileError
from payments.bank.lines import waiting
from payments.models import (
    BankFile,
    BankLine,
    BankStatement,
    Bill,
    CsvFormat,
    Payment,
    TakenBack,
)
from tests.support.bank import take, use_account
from tests.support.payments import TOLD, make_bill

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def account(db):
    use_account()


@pytest.fixture
def bill(account):
    return make_bill()


def cents_of(lines):
    return sum(line.amount_cents for line in lines)


def open_cents(bill):
    return Bill.objects.get(pk=bill.pk).open_cents


def nothing_is_stored():
    return not any(
        model.objects.exists() for model in (BankFile, BankStatement, BankLine, Payment)
    )


# --- D1


def test_d1_a_statement_that_adds_up_is_taken_in():
    report = take(camt053([paid(2000, "A1"), paid(-500, "A2")], opening=10_000))

    statement = BankStatement.objects.get()
    assert (statement.opening_cents, statement.closing_cents) == (10_000, 11_500)
    assert cents_of(BankLine.objects.leaves()) == 1500
    assert (report.new, report.came_cents, report.went_cents) == (2, 2000, 500)


def test_d1_a_statement_that_does_not_add_up_is_refused_whole(bill):
    good = paid(2000, "A1", reference=bill.reference)

    with pytest.raises(BankFileError, match="ei täsmää"):
        take(camt053([good], opening=10_000, closing=12_001))

    assert nothing_is_stored()
    assert open_cents(bill) == 2000


def test_d1_a_missing_statement_is_told_and_not_refused():
    take(camt053([paid(2000, "A1")], opening=0, number="1"))
    later = DAY + timedelta(days=31)

    report = take(
        camt053(
            [Entry(-300, "A9", day=later)], opening=2500, number="3",
            starts=later, ends=later,
        )
    )  # fmt: skip

    assert report.gaps == [["3", 500]]
    assert cents_of(BankLine.objects.leaves()) == 1700


# --- D2


def lump(**fields):
    return Entry(2000, "ARCH04", **fields)


DETAILS = [
    Detail(1900, archive_id="ARCH04-1", name="Satu Harju"),
    Detail(100, archive_id="ARCH04-2", name="Olli Oja"),
]
UNNAMED = [Detail(1900, name="Satu Harju"), Detail(100, name="Olli Oja")]


def test_d2_the_same_file_twice_counts_each_euro_once(bill):
    content = camt053([paid(2000, "A1", reference=bill.reference), paid(-300, "A2")])
    take(content)

    again = take(content)

    assert again.is_again
    assert again.new == 0
    assert BankFile.objects.count() == 1
    assert cents_of(BankLine.objects.leaves()) == 1700
    assert Payment.objects.get().amount_cents == 2000


def test_d2_overlapping_files_count_each_euro_once(bill):
    entries = [paid(100 + n, f"A{n}", reference=bill.reference) for n in range(4)]
    take(camt053(entries[:3], number="1"))

    report = take(camt053(entries[1:], number="2"))

    assert (report.new, report.known) == (1, 2)
    assert cents_of(BankLine.objects.leaves()) == 100 + 101 + 102 + 103
    assert open_cents(bill) == 2000 - 406


@pytest.mark.parametrize("details", [DETAILS, UNNAMED])
@pytest.mark.parametrize("order", ["lump first", "details first"])
def test_d2_a_lump_and_its_details_count_once_in_either_order(details, order):
    files = [camt053([lump()]), camt054([lump(details=details)])]

    for content in files if order == "lump first" else reversed(files):
        take(content)
    for content in files:
        take(content)

    lines = BankLine.objects.leaves()
    assert sorted(line.amount_cents for line in lines) == [100, 1900]
    assert {line.part_of.archive_id for line in lines} == {"ARCH04"}
    assert BankLine.objects.get(part_of=None).statement is not None


def test_d2_a_lump_without_details_waits_for_them(bill):
    take(camt053([lump()]))
    assert [line.has_details for line in waiting()] == [False]

    part = Detail(1900, archive_id="X1", reference=bill.reference)
    take(camt054([lump(details=[part, Detail(100, archive_id="X2", name="Olli")])]))

    assert [line.amount_cents for line in waiting()] == [100]
    assert open_cents(bill) == 100


def test_d2_details_told_alone_first_join_their_lump():
    alone = [Entry(one.cents, "", [one]) for one in DETAILS]
    take(camt054(alone))

    take(camt053([lump(details=DETAILS)]))

    assert sorted(line.amount_cents for line in BankLine.objects.leaves()) == [
        100,
        1900,
    ]
    assert BankLine.objects.count() == 3


def test_d2_a_table_and_a_statement_of_the_same_days_count_once():
    entries = [paid(2000, "A1", name="Satu Harju"), paid(-300, "A2", name="Kahvila")]
    take(op_table(entries), "tiliote.csv")

    report = take(camt053(entries))

    assert (report.new, report.known) == (0, 2)
    assert cents_of(BankLine.objects.leaves()) == 1700


def test_details_that_do_not_add_up_to_their_entry_are_refused():
    with pytest.raises(BankFileError, match="ARCH04"):
        take(camt054([lump(details=[Detail(1900, name="A"), Detail(99, name="B")])]))

    assert nothing_is_stored()


def test_a_sum_told_otherwise_than_before_is_refused():
    take(camt053([paid(2000, "A1")]))

    with pytest.raises(BankFileError, match="A1"):
        take(camt053([paid(2100, "A1")], number="2"))

    assert cents_of(BankLine.objects.leaves()) == 2000


def test_an_entry_that_nothing_names_is_refused():
    with pytest.raises(BankFileError, match="arkistointitunnus"):
        take(camt053([paid(2000, "", name="Satu")]))

    assert nothing_is_stored()


# --- D3


def forms(reference):
    return {
        "as it is": reference,
        "padded": reference.zfill(20),
        "in groups": f" {reference[:5]} {reference[5:]} ",
        "RF": references.make_rf(reference),
        "RF with a trailing blank": references.make_rf(reference) + " ",
        "padded RF": f"RF{references.make_rf(reference)[2:4]}00{reference}",
    }


@pytest.mark.parametrize("form", forms("1234561"))
@pytest.mark.parametrize("version", ["02", "08"])
def test_d3_a_reference_in_any_form_pays_its_bill(bill, form, version):
    told = forms(bill.reference)[form]

    take(camt053([paid(2000, "A1", reference=told)], version=version))

    assert open_cents(bill) == 0
    assert TOLD == [("covered", "1")]


@pytest.mark.parametrize("wrong", ["", "1234562", "12344"])
def test_d3_a_wrong_reference_or_none_waits_with_all_that_is_known(bill, wrong):
    take(
        camt053([paid(2000, "A1", reference=wrong, name="Satu", message="jäsenmaksu")])
    )

    [line] = waiting()
    assert (line.counterparty, line.amount_cents) == ("Satu", 2000)
    assert "jäsenmaksu" in line.message
    assert "<TxDtls>" in line.raw
    assert line.age_days(DAY + timedelta(days=3)) == 3
    assert not Payment.objects.exists()
    assert open_cents(bill) == 2000


# --- D4


def test_d4_too_little_leaves_the_rest_open(bill):
    take(camt053([paid(1900, "A1", reference=bill.reference)]))

    assert open_cents(bill) == 100
    assert TOLD == []


def test_d4_too_much_is_a_visible_credit(bill):
    take(camt053([paid(2500, "A1", reference=bill.reference)]))

    assert open_cents(bill) == 0
    [payment] = Payment.objects.unmatched()
    assert payment.rest_cents == 500
    assert bill.receipts.get().amount_cents == 2500


def test_d4_two_equal_payments_of_a_day_are_both_kept_and_one_is_credit(bill):
    twins = [paid(2000, name, reference=bill.reference) for name in ("A1", "A2")]

    take(camt053(twins))

    assert sorted(one.rest_cents for one in Payment.objects.all()) == [0, 2000]
    assert open_cents(bill) == 0


def test_d4_money_for_a_withdrawn_bill_waits(bill):
    Bill.objects.filter(pk=bill.pk).update(withdrawn_at=bill.created_at)

    take(camt053([paid(2000, "A1", reference=bill.reference)]))

    assert [line.amount_cents for line in waiting()] == [2000]


# --- D5


def test_d5_money_that_leaves_pays_no_bill(bill):
    take(camt053([paid(-2000, "A1", reference=bill.reference)]))

    assert open_cents(bill) == 2000
    assert [line.amount_cents for line in waiting()] == [-2000]


def test_d5_what_is_not_booked_is_left_out_and_said(bill):
    told = Detail(reference=bill.reference)
    info = Entry(2000, "A1", [told], state="INFO", words="TILIÄ EI LÖYDY")

    report = take(camt053([info, paid(300, "A2")], version="08"))

    assert report.left_out == [
        ["2000.00".replace("2000", "20"), "INFO", "TILIÄ EI LÖYDY"]
    ]
    assert cents_of(BankLine.objects.leaves()) == 300
    assert open_cents(bill) == 2000


def test_d5_of_foreign_money_the_booked_euros_count():
    take(camt053([paid(212_000, "A1", name="Ann", instructed="USD 3200.00")]))

    line = BankLine.objects.get()
    assert (line.amount_cents, line.instructed) == (212_000, "3200.00 USD")


def test_d5_a_booked_reversal_opens_the_bill_again(bill):
    take(camt053([paid(2000, "A1", reference=bill.reference)]))
    back = Entry(-2000, "A1", [Detail(reference=bill.reference)], is_reversal=True)

    report = take(camt053([back], number="2"))

    assert report.done == {"returned": 1}
    assert open_cents(bill) == 2000
    assert TOLD == [("covered", "1"), ("reopened", "1")]
    assert TakenBack.objects.get().kind == "bank_return"
    assert not waiting().exists()


def test_d5_a_reversal_with_a_name_of_its_own_is_known_by_the_reference(bill):
    take(camt053([paid(2000, "A1", reference=bill.reference)]))
    back = Entry(-2000, "R7", [Detail(reference=bill.reference)], is_reversal=True)

    take(camt053([back], number="2"))

    assert open_cents(bill) == 2000


def test_d5_a_reversal_of_nothing_we_know_waits():
    back = Entry(-2000, "R7", [Detail(name="Satu")], is_reversal=True)

    take(camt053([back]))

    assert [line.amount_cents for line in waiting()] == [-2000]


def test_d5_a_second_payment_covers_the_bill_when_the_first_is_cancelled(bill):
    twins = [paid(2000, name, reference=bill.reference) for name in ("A1", "A2")]
    back = Entry(-2000, "A1", [Detail(reference=bill.reference)], is_reversal=True)

    take(camt053([*twins, back]))

    assert open_cents(bill) == 0
    assert not Payment.objects.unmatched().exists()


# --- D6

BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">&lol2;</Document>"""
DTD = BOMB.replace('<!ENTITY lol "lol">', "").replace("&lol2;", "")
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd">
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>"""


@pytest.mark.parametrize("text", [BOMB, DTD, OUTSIDE])
def test_d6_entities_and_a_dtd_are_refused(text):
    with pytest.raises(BankFileError, match="DTD"):
        take(text.encode())

    assert nothing_is_stored()


# --- several things in one payment


def test_a_payment_for_two_bills_is_split_as_the_payer_said(bill):
    other = make_bill("2", amount_cents=3000)
    parts = [(bill.reference, 2000), (references.make_rf(other.reference), 3000)]

    take(camt053([paid(5000, "A1", parts=parts)]))

    assert (open_cents(bill), open_cents(other)) == (0, 0)
    assert [one.receipts.get().amount_cents for one in (bill, other)] == [2000, 3000]


def test_a_credit_note_is_taken_off_what_the_payment_is_for():
    bill = make_bill(amount_cents=250_000)
    parts = [(bill.reference, 250_000), ("", -60_000)]

    take(camt053([paid(190_000, "A1", parts=parts)]))

    assert open_cents(bill) == 60_000


# --- files of the wrong kind

GOOD = camt053([paid(2000, "A1")])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tyhjä"),
        (b"%PDF-1.7 \x00\x01\x02 " * 50, "camt.053"),
        (b"hei vain\n", "camt.053"),
        ("🙂;;;\n".encode() * 5, "sarake"),
        (b"<html><body>Kirjaudu</body></html>", "camt.053"),
        (GOOD.replace(b"camt.053", b"pain.001"), "camt.053"),
        (GOOD[: len(GOOD) // 2], "rikki"),
        (GOOD.replace(b"2000", b"\xff\xfe", 1).replace(b"UTF-8", b"klingon"), "rikki"),
        (camt053([paid(2000, "A1")], iban="FI1410093000123458"), "FI1410093000123458"),
        (GOOD.replace(b'Ccy="EUR">20.00', b'Ccy="SEK">20.00'), "SEK"),
        (GOOD.replace(b">20.00<", b">paljon<"), "paljon"),
        (GOOD.replace(b">20.00<", b">99999999999999.00<"), "99999999999999"),
        (GOOD.replace(b"<Cd>OPBD</Cd>", b"<Cd>XXXX</Cd>"), "saldo"),
        (GOOD.replace(b"<BookgDt><Dt>2027-01-12", b"<BookgDt><Dt>eilen"), "eilen"),
        (camt054([]).replace(b"Ntfctn>", b"Other>"), "tiliotetta"),
    ],
)  # fmt: skip
def test_a_file_of_the_wrong_kind_gets_a_sentence_and_stores_nothing(content, words):
    with pytest.raises(BankFileError, match=words):
        take(content)

    assert nothing_is_stored()


def test_without_an_account_of_ours_nothing_is_taken_in():
    use_account("")

    with pytest.raises(BankFileError, match="IBAN"):
        take(GOOD)


# --- tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1"])
def test_ops_table_is_read_without_being_told_how(bill, encoding):
    entries = [
        paid(2000, "A1", name="Väinö Åberg", reference=bill.reference),
        paid(-123_450, "A2", name="Kuntosali", message="vuokra"),
    ]

    report = take(op_table(entries, encoding=encoding), "tapahtumat.csv")

    lines = BankLine.objects.order_by("archive_id")
    assert [(line.counterparty, line.amount_cents) for line in lines] == [
        ("Väinö Åberg", 2000), ("Kuntosali", -123_450),
    ]  # fmt: skip
    assert lines[0].booked_on == date(2027, 1, 12)
    assert report.done == {"paid": 1}
    assert open_cents(bill) == 0


def test_the_columns_of_a_bank_are_remembered():
    content = b"Paivays,Euroa,Koodi,Kuka\n2027-01-12,30.00,A1,Satu\n"
    columns = {
        "booked_on": "Paivays", "amount": "Euroa", "archive_id": "Koodi",
        "counterparty": "Kuka",
    }  # fmt: skip
    take(content, "a.csv", columns=columns)

    take(content.replace(b"A1", b"A2"), "b.csv")

    assert CsvFormat.objects.count() == 1
    assert [line.counterparty for line in BankLine.objects.all()] == ["Satu", "Satu"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("12.1.2027;;30,00;;;;;;;", "arkistointitunnus"),
        ("eilen;;30,00;;;;;;;A1", "eilen"),
        ("12.1.2027;;paljon;;;;;;;A1", "paljon"),
        ("12.1.2027", ""),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_number(row, words):
    with pytest.raises(BankFileError, match=f"Taulukon rivi 2.*{words}"):
        take(f"{OP_HEADINGS}\n{row}\n".encode(), "a.csv")

    assert nothing_is_stored()


def test_the_account_of_a_table_is_ours():
    take(op_table([paid(2000, "A1")]), "a.csv")

    assert BankLine.objects.get().account == IBAN
