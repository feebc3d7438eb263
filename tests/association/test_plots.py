"""Plots: bars stand on zero, reach their number and keep to the drawing."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from association.plots import HEIGHT, LINES, WIDTH, Plot, Series, round_step

COUNTS = st.integers(min_value=0, max_value=10**7)


def make_plot(*numbers):
    series = [Series(f"Sarja {place}", row) for place, row in enumerate(numbers)]
    groups = [str(2020 + place) for place in range(len(numbers[0]) if numbers else 0)]
    return Plot("test", "Jäsenet", "Vuosi", groups, series)


@pytest.mark.parametrize(
    ("highest", "step"), [(0, 1), (4, 1), (5, 2), (8, 2), (9, 5), (21, 10), (81, 50)]
)
def test_lines_stand_at_round_numbers(highest, step):
    assert round_step(highest) == step


@given(COUNTS)
def test_the_highest_line_is_no_lower_than_any_number(number):
    assert round_step(number) * LINES >= number


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=12))
def test_no_bar_leaves_the_drawing_and_higher_numbers_are_higher(pairs):
    plot = make_plot([one for one, _other in pairs], [other for _one, other in pairs])

    bars = plot.bars
    assert all(bar.width > 0 and bar.height >= 0 for bar in bars)
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in bars)
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT for bar in bars)
    in_order = sorted(bars, key=lambda bar: bar.number)
    heights = [bar.height for bar in in_order]
    assert heights == sorted(heights)


def test_a_plot_of_nothing_is_still_drawn():
    assert "<svg" in render_to_string("components/plot.html", {"plot": make_plot()})


def test_a_drawing_writes_numbers_as_svg_reads_them_in_any_language():
    drawn = render_to_string(
        "components/plot_drawing.html", {"plot": make_plot([3, 7])}
    )

    assert 'height="2' in drawn
    assert ',"' not in drawn
    assert "," not in drawn.split("font-family")[0]
