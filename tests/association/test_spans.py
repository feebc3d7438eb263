from association.templatetags.look import WORD_JOINER, unbroken


def test_a_span_an_editor_wrote_stays_on_one_line_and_words_do_not():
    assert unbroken("10.00–10.30") == f"10.00–{WORD_JOINER}10.30"
    assert unbroken("koulu–koti, 3 – 4") == "koulu–koti, 3 – 4"
