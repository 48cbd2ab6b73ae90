"""How a rewording shows what it changes."""

from __future__ import annotations

import pytest

from cogs.digest.review.rules import difference


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("buses are late", "buses are late", "buses are late"),
        ("buses are late", "buses are very late", "buses are **very** late"),
        ("buses are very late", "buses are late", "buses are ~~very~~ late"),
        ("our two buses", "our three vans", "our ~~two buses~~ **three vans**"),
        ("", "words", "**words**"),
    ],
)
def test_what_goes_is_crossed_out_and_what_is_new_is_bold(before: str, after: str, shown: str) -> None:
    assert difference(before, after) == shown


def test_a_word_that_stands_everywhere_is_compared_too() -> None:
    many = "the " * 300
    assert difference(many + "end", many + "start") == many + "~~end~~ **start**"
