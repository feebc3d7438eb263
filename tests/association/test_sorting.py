from hypothesis import given
from hypothesis import strategies as st

from association.sorting import KEY_LENGTH, name_key


def test_names_are_in_the_order_of_the_finnish_alphabet():
    names = ["Öhman", "Ålander", "Äijälä", "Zacharias", "Aalto", "Édouard", "Eskola"]

    assert sorted(names, key=name_key) == [
        "Aalto", "Édouard", "Eskola", "Zacharias", "Ålander", "Äijälä", "Öhman",
    ]  # fmt: skip


def test_a_name_is_found_in_any_case_and_however_its_letters_are_composed():
    decomposed = "a\u0308ija\u0308la\u0308"

    assert name_key("ÄIJÄLÄ") == name_key("äijälä") == name_key(decomposed)


@given(st.text())
def test_any_text_has_a_key_that_fits(text):
    assert len(name_key(text)) <= KEY_LENGTH
