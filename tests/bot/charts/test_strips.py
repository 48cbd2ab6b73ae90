"""Strips say the same as a picture and in words, and are told apart by light and dark alone."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageColor

from bot.charts.bars import LONGEST_WORDS
from bot.charts.drawing import INK, QUIET
from bot.charts.shading import SHADES, shaded_png_of
from bot.charts.strips import Cell, Strips, strips_in_words

FEW, MANY, NOTHING = Cell("5-9", 1), Cell("50+", 4), Cell("\N{EN DASH}", 0)
CHART = Strips("What comes back", ("Sep", "Oct", "Nov"), (("Staffing", (FEW, NOTHING, MANY)),), "People, in ranges.")


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_in_words_they_say_every_cell_and_what_it_means() -> None:
    assert strips_in_words(CHART) == (
        "What comes back. People, in ranges. Staffing: Sep 5-9, Oct \N{EN DASH}, Nov 50+."
    )


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(1, 40))
def test_words_fit_a_description_on_discord_and_end_after_a_whole_row(rows: int, length: int) -> None:
    words = strips_in_words(Strips("Chart", ("Oct",), (("x" * length, (FEW,)),) * rows, "People."))
    assert len(words) <= LONGEST_WORDS
    assert words.endswith((".", ".…"))


def test_a_row_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="every row"):
        Strips("Chart", ("Sep", "Oct"), (("Staffing", (FEW,)),), "People.")


def test_each_shade_is_darker_than_the_one_before_and_what_stands_on_it_is_read() -> None:
    assert all(contrast(one, other) >= 1.25 for one, other in pairwise(SHADES))
    for shade, colour in enumerate(SHADES):
        assert contrast(colour, QUIET if not shade else "white" if shade > 2 else INK) >= 4.5, colour


def test_a_cell_without_a_range_has_no_shade_in_the_picture() -> None:
    def drawn(chart: Strips) -> set[tuple[int, ...]]:
        with Image.open(BytesIO(shaded_png_of(chart))) as picture:
            counted: Any = picture.convert("RGB").getcolors(2**24)
        return {colour for dots, colour in counted if dots > 1000}

    shades = {ImageColor.getrgb(colour)[:3] for colour in SHADES[1:]}
    assert drawn(CHART) & shades == {ImageColor.getrgb(SHADES[each])[:3] for each in (1, 4)}
    empty = Strips("Chart", ("Oct",), (("Staffing", (NOTHING,)),), "People.")
    assert drawn(empty) & shades == set()
