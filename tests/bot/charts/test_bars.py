"""Charts say the same as a picture and in words."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.charts.bars import LONGEST_WORDS, Bar, Bars, Panel, in_words, longest_in
from bot.charts.drawing import COLOUR, png_of

CHART = Bars(
    "How it went",
    ("North", "A place with a rather long name"),
    (
        Panel("Met", (Bar(12, "12 times"), Bar(None, "too few to show"))),
        Panel("Helped", (Bar(None, "too few to show"), Bar(5, "5\N{EN DASH}9 people"))),
    ),
)


def test_in_words_a_chart_says_every_row_and_figure() -> None:
    assert in_words(CHART) == (
        "How it went. North: met 12 times, helped too few to show. "
        "A place with a rather long name: met too few to show, helped 5\N{EN DASH}9 people."
    )


@given(st.integers(0, 60), st.integers(1, 40))
def test_words_fit_a_description_on_discord_and_end_after_a_whole_row(rows: int, length: int) -> None:
    chart = Bars("Chart", ("x" * length,) * rows, (Panel("Met", (Bar(1, "once"),) * rows),))
    words = in_words(chart)
    assert len(words) <= LONGEST_WORDS
    assert words.endswith((".", ".…"))


def test_a_panel_has_a_bar_for_every_row() -> None:
    with pytest.raises(ValueError, match="every panel"):
        Bars("Chart", ("one", "two"), (Panel("Met", (Bar(1, "once"),)),))


def test_panels_that_count_the_same_are_drawn_on_one_scale() -> None:
    panels = (
        Panel("Helped", (Bar(5, "5"),), "people"),
        Panel("Did not", (Bar(20, "20"),), "people"),
        Panel("Met", (Bar(2, "twice"),), "times"),
        Panel("Other", (Bar(None, "too few"),), "schools"),
    )
    chart = Bars("Chart", ("one",), panels)
    assert [longest_in(chart, panel.unit) for panel in panels] == [20, 20, 2, 1]


def test_a_picture_is_drawn_where_there_is_a_figure_and_nothing_where_there_is_none() -> None:
    with Image.open(BytesIO(png_of(CHART))) as picture:
        pixels = picture.convert("RGB")
    red, green, blue = (int(COLOUR[place : place + 2], 16) for place in (1, 3, 5))
    drawn = [(x, y) for x in range(0, pixels.width, 4) for y in range(0, pixels.height, 4)]
    bars = {place for place in drawn if pixels.getpixel(place) == (red, green, blue)}
    middle_of_panels = pixels.width * 0.65
    upper = {y for x, y in bars if x < middle_of_panels}
    lower = {y for x, y in bars if x > middle_of_panels}
    assert upper
    assert lower
    assert max(upper) < min(lower), "the first panel has only the first row's bar, the second only the second's"
    assert png_of(CHART) == png_of(CHART)
