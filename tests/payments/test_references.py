from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from association import formats
from payments.references import (
    is_reference,
    is_rf,
    make_reference,
    make_rf,
    new_reference,
    plain,
    virtual_barcode,
)

IBAN = "FI3715903000000776"


@pytest.mark.parametrize(
    ("base", "reference"),
    [
        ("123456", "1234561"),
        ("1234", "12344"),
        ("234823", "2348236"),
        ("1111", "11112"),
        ("123456790", "1234567907"),
        ("23409678", "234096783"),
        ("100", "1009"),
        ("21801", "218012"),
    ],
)
def test_a1_the_check_digit_of_a_reference_number_is_the_banks(base, reference):
    assert make_reference(base) == reference
    assert is_reference(reference)


@pytest.mark.parametrize("text", ["12 34561", "00000000000001234561", "1234561"])
def test_a1_a_reference_number_may_be_grouped_or_padded(text):
    assert is_reference(text)
    assert plain(text) == "1234561"


@pytest.mark.parametrize("text", ["1234562", "123", "1" * 21, "", "12a4", "٣٤٥٦"])
def test_a1_a_wrong_reference_number_is_seen(text):
    assert not is_reference(text)


@pytest.mark.parametrize("base", ["12", "1" * 20, "12x", "", "-123"])
def test_a1_a_base_of_the_wrong_length_is_refused(base):
    with pytest.raises(ValueError, match="digits"):
        make_reference(base)


@pytest.mark.parametrize(
    ("body", "rf"),
    [
        ("2348236", "RF332348236"),
        ("00002348236", "RF332348236"),
        ("101", "RF90101"),
        ("123912", "RF07123912"),
        ("201401291104131234", "RF75201401291104131234"),
        ("KD89LOHDM7837744KI", "RF19KD89LOHDM7837744KI"),
        ("123ABCZ", "RF35123ABCZ"),
    ],
)
def test_a2_the_rf_reference_is_that_of_iso_11649(body, rf):
    assert make_rf(body) == rf
    assert is_rf(rf)


@pytest.mark.parametrize(
    "text", ["RF33 2348 236", "rf332348236", "RF18539007547034", "RF33 0000 2348 236"]
)
def test_a2_an_rf_reference_may_be_grouped_and_in_small_letters(text):
    assert is_rf(text)


@pytest.mark.parametrize("text", ["RF342348236", "2348236", "RF33", "RFxx2348236", ""])
def test_a2_a_wrong_rf_reference_is_seen(text):
    assert not is_rf(text)


def test_a2_an_rf_body_of_more_than_21_signs_is_refused():
    with pytest.raises(ValueError, match="21"):
        make_rf("1" * 22)
    assert not is_rf("RF33" + "1" * 22)


@given(st.from_regex(r"[1-9][0-9]{2,18}", fullmatch=True))
def test_one_wrong_digit_never_passes(base):
    reference = make_reference(base)
    wrong = str((int(reference[0]) + 1) % 10) + reference[1:]

    assert is_reference(reference)
    assert not is_reference(wrong)
    assert is_rf(make_rf(reference))


def test_a5_ten_thousand_new_references_are_right_and_ten_digits_long():
    references = {new_reference() for _ in range(10_000)}

    assert len(references) > 9_990  # of the rare twin, the database refuses the second
    assert all(is_reference(each) and len(each) == 10 for each in references)


@given(base=st.from_regex(r"[0-9]{3,19}", fullmatch=True))
def test_a5_whatever_the_digits_a_reference_is_of_4_to_20_digits(base):
    reference = make_reference(base)

    assert 4 <= len(reference) <= 20
    assert reference[:-1] == base


def test_a1_printed_and_for_machines_a_reference_is_the_same():
    assert formats.in_fives(plain("00000000000001234561")) == "12 34561"
    assert virtual_barcode(IBAN, 1, "12 34561", None)[28:48] == "00000000000001234561"


@pytest.mark.parametrize(
    ("digits", "iban", "cents", "reference", "due_on"),
    [
        (
            "479440520200360820048831500000000868516259619897100612",
            "FI7944052020036082", 488315, "868516259619897", date(2010, 6, 12),
        ),
        (
            "483330100011007751500002000092125374252539897737160525",
            "FI8333010001100775", 15000020, "92125374252539897737", date(2016, 5, 25),
        ),
        (
            "492393900010033910000000200000000000000001357914991224",
            "FI9239390001003391", 2, "1357914", date(1999, 12, 24),
        ),
        (
            "437159030000007760000122500000000000000000011112161221",
            "FI37 1590 3000 0007 76", 1225, "11112", date(2016, 12, 21),
        ),
        (
            "537159030000007760000011098000000000000000011112170101",
            "FI37 1590 3000 0007 76", 110, "RF98 1111 2", date(2017, 1, 1),
        ),
        (
            "437159030000007760000000000000000000000000011112000000",
            "FI37 1590 3000 0007 76", 0, "11112", None,
        ),
        (
            "449500094200287300001002000000000000001234567907221212",
            "FI4950009420028730", 10020, "1234567907", date(2022, 12, 12),
        ),
    ],
)  # fmt: skip
def test_a3_the_virtual_bar_code_is_that_of_the_guide(
    digits, iban, cents, reference, due_on
):
    assert virtual_barcode(iban, cents, reference, due_on) == digits


@pytest.mark.parametrize(
    ("cents", "field"), [(99_999_999, "99999999"), (100_000_000, "00000000")]
)
def test_a3_a_sum_of_a_million_is_left_open(cents, field):
    code = virtual_barcode("FI3715903000000776", cents, "11112", date(2027, 1, 29))

    assert code[17:25] == field


@pytest.mark.parametrize("iban", ["SE4550000000058398257466", "FI3715903000000777", ""])
def test_a3_a_foreign_or_wrong_account_is_refused(iban):
    with pytest.raises(ValueError, match=r"account|check"):
        virtual_barcode(iban, 2000, "11112", date(2027, 1, 29))
