"""What we draw is read back as a bank's app would read it."""

import re
from datetime import date, timedelta

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from association.models import AssociationSettings
from payments import codes
from payments.billing import withdraw_bill
from payments.references import make_reference, make_rf, virtual_barcode
from tests.support.pictures import picture_of_svg

IBAN = "FI3715903000000776"
BODIES = st.from_regex(r"[1-9][0-9]{2,18}", fullmatch=True)
EXAMPLE = (
    "BCD\n001\n1\nSCT\nOKOYFIHH\nAsiakas T. Meikäläinen\nFI7944052020036082\n"
    "EUR158.24\n\nRF07663321328510\n\nReqdExctnDt/2014-01-22"
)

# Finance Finland, Bank Bar Code Guide 5.3, §13.1 and §13.2.
BARCODES = """
479440520200360820048831500000000868516259619897100612 4883.15 868516259619897
402500046400013020006938000000069875672083435364110724 693.80 69875672083435364
416800014000502670009358500000078777679656628687000000 935.85 78777679656628687
483330100011007751500002000092125374252539897737160525 150000.20 92125374252539897737
492393900010033910000000200000000000000001357914991224 0.02 1357914
558101710000001220004829906000000559582243294671100131 482.99 RF06559582243294671
515660100015306410074445484000007758474790647489191219 7444.54 RF847758474790647489
573313130010000580000000010000000000000000868624130809 0.00 RF10868624
539363630020924920000010366000000000000590738390230311 1.03 RF66590738390
"""
EXAMPLES = [line.split() for line in BARCODES.strip().splitlines()]


@pytest.mark.parametrize(("digits", "euros", "reference"), EXAMPLES)
def test_a3_the_guides_bar_codes_are_made_byte_by_byte(digits, euros, reference):
    year, month, day = (int(digits[at : at + 2]) for at in (48, 50, 52))
    due_on = date(2000 + year, month, day) if day else None
    cents = int(euros.replace(".", ""))

    made = virtual_barcode(f"FI{digits[1:17]}", cents, reference, due_on)

    assert made == digits


def read(svg: str) -> str:
    [found] = zxingcpp.read_barcodes(picture_of_svg(svg))
    return found.text


def example(**fields) -> str:
    values = {
        "name": "Asiakas T. Meikäläinen", "iban": "FI79 4405 2020 0360 82",
        "bic": "OKOYFIHH", "cents": 15824, "reference": "RF07 6633 2132 8510",
        "due_on": date(2014, 1, 22),
    }  # fmt: skip
    return codes.qr_text(**{**values, **fields})


def test_a4_the_qr_text_is_the_guides_own_example():
    assert example() == EXAMPLE


def test_a4_the_qr_code_says_what_we_wrote():
    assert read(codes.qr_svg(EXAMPLE)) == EXAMPLE


def maximal() -> str:
    """The guide's largest: everything as long as it may be, 300 bytes."""
    name = "Purjehdusseura Bitti ja Paatti".ljust(69, "x") + "y"
    text = "Ä" + "ö" + "x" * 138
    return codes.qr_text(
        name=name, iban="FI73 3131 3001 0000 58", bic="DABAFIHX", cents=99_999_999_999,
        reference="", due_on=date(2014, 1, 2), purpose="BEXP", text=text,
    )  # fmt: skip


def test_a4_the_largest_qr_code_is_13_m_with_300_bytes():
    modules = 17 + 4 * 13 + 2 * codes.QUIET_QR

    assert len(maximal().encode()) == 300
    assert f'viewBox="0 0 {modules} {modules}"' in codes.qr_svg(maximal())
    assert read(codes.qr_svg(maximal())) == maximal()


@given(name=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120))
@settings(max_examples=30, deadline=None)
def test_a4_no_name_makes_a_code_that_is_too_fine(name):
    text = example(name=name, iban="FI7331313001000058", cents=99_999_999_999)

    assert len(text.encode()) <= 331
    assert len(text.split("\n")) == 12
    assert int(re.search(r'viewBox="0 0 (\d+)', codes.qr_svg(text))[1]) <= 77


@pytest.mark.parametrize("digits", [digits for digits, *_rest in EXAMPLES])
def test_a4_the_bars_say_the_digits(digits):
    assert read(codes.bar_svg(digits)) == digits


def test_a4_a_sum_of_twenty_euros_is_written_with_its_cents():
    assert "\nEUR20.00\n" in example(cents=2000)


@given(cents=st.integers(1, 99_999_999), days=st.integers(0, 20_000), body=BODIES)
@settings(max_examples=30, deadline=None)
def test_a4_any_bill_of_ours_is_read_as_itself(cents, days, body):
    reference, due_on = make_reference(body), date(2020, 1, 1) + timedelta(days=days)
    digits = virtual_barcode(IBAN, cents, reference, due_on)
    rf_digits = virtual_barcode(IBAN, cents, make_rf(reference), due_on)

    assert len(digits) == len(rf_digits) == 54
    assert digits[17:25] == rf_digits[17:25] == f"{cents:08}"
    assert digits[28:48].lstrip("0") == rf_digits[27:48].lstrip("0") == reference
    assert read(codes.bar_svg(digits)) == digits
    assert read(codes.bar_svg(rf_digits)) == rf_digits


@given(cents=st.integers(1, 99999))
@settings(max_examples=200)
def test_a4_no_sum_has_the_noise_of_floating_points(cents):
    [amount] = re.findall(r"^EUR(\d+\.\d\d)$", example(cents=cents), re.MULTILINE)

    assert int(amount.replace(".", "")) == cents


def test_a_long_name_is_cut_where_the_banks_cut_it():
    assert "\n" + "ä" * 70 + "\n" in example(name="ä" * 200)


@pytest.fixture
def us(db):
    us = AssociationSettings.current()
    us.name, us.iban, us.bic = "Mentorit ry", IBAN, "NDEAFIHH"
    us.save()


def svg_of(client, path: str) -> str:
    response = client.get(path)
    assert response["Content-Type"] == "image/svg+xml"
    assert "no-store" in response["Cache-Control"]
    assert "style" not in response.content.decode()
    return response.content.decode()


def test_the_bills_pictures_are_read_as_its_own_details(client, us, bill):
    html = client.get(bill.get_absolute_url()).content.decode()
    qr, bar = (f"{bill.get_absolute_url()}{name}.svg" for name in ("qr", "viivakoodi"))
    assert f'src="{qr}"' in html
    assert f'src="{bar}"' in html

    lines = read(svg_of(client, qr)).split("\n")

    assert lines[4:8] == ["NDEAFIHH", "Mentorit ry", IBAN, "EUR20.00"]
    assert lines[9].startswith("RF")
    assert lines[9].endswith(bill.reference)
    assert lines[11] == "ReqdExctnDt/2027-01-29"
    assert read(svg_of(client, bar)) in html


def test_without_an_account_there_is_nothing_to_draw(client, bill):
    for name in ("qr", "viivakoodi"):
        path = f"{bill.get_absolute_url()}{name}.svg"
        assert path not in client.get(bill.get_absolute_url()).content.decode()
        assert client.get(path).status_code == 404


def test_a_bill_that_is_not_to_be_paid_has_no_codes(client, us, bill):
    withdraw_bill(bill, at=bill.created_at)

    assert client.get(f"{bill.get_absolute_url()}qr.svg").status_code == 404
