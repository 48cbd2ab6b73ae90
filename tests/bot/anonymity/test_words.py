from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.anonymity.words import LONGEST, NothingToRead, SameAgain, TooLong, clean
from bot.errors import Refusal

INVISIBLE = "\u200b\u200e\u202e\u2066\u2060\ufeff\u00ad\u3164\u2800\x00\x07\U000e0041\U000e0101\u115f"


@pytest.mark.parametrize("written", ["", "   ", "\n\n\t", INVISIBLE, "…!?", "\u0301\u0301", "**__**"])
def test_what_nobody_can_read_is_refused(written: str) -> None:
    with pytest.raises(NothingToRead):
        clean(written)


def test_ordinary_words_stay_exactly_as_they_are() -> None:
    for words in (
        "Our site lost its aide.\n\nWhat did you do? See https://example.org/a?b=c (page 2).",
        "Nuestra reunión fue a las 18:30; vinieron 40 familias. ¡Gracias!",
        "نمی‌خواهم",  # a joiner inside a Persian word
        "👩🏽‍🏫 taught 👨‍👩‍👧 well ❤️",
        "नमस्ते",
        "<#123> `code` **bold**",
    ):
        assert clean(words) == words


def test_characters_that_nobody_sees_are_taken_out() -> None:
    assert clean(f"He{INVISIBLE}llo") == "Hello"


@pytest.mark.parametrize(
    ("written", "posted"),
    [
        ("@everyone look", "＠everyone look"),  # noqa: RUF001 -- the sign that pings nobody
        ("@HERE look", "＠HERE look"),  # noqa: RUF001 -- the same
        ("<@123> and <@!123> and <@&9>", "<＠123> and <＠!123> and <＠&9>"),  # noqa: RUF001 -- the same
        ("@\u200beveryone", "＠everyone"),  # noqa: RUF001 -- the same
        ("[our district](https://elsewhere.example)", "[our district] (https://elsewhere.example)"),
    ],
)
def test_what_would_ping_or_hide_an_address_shows_instead(written: str, posted: str) -> None:
    assert clean(written) == posted


def test_accents_do_not_pile_up() -> None:
    assert len(clean("Z" + "\u0300\u0301" * 500 + "algo")) <= 10


def test_four_thousand_characters_fit_and_one_more_is_told_with_the_number() -> None:
    words = " ".join(f"word{number}" for number in range(900))[: LONGEST - 1] + "."
    assert len(words) == LONGEST
    assert clean(words) == words
    with pytest.raises(TooLong) as refused:
        clean(f"{words}.")
    assert refused.value.most == LONGEST


@pytest.mark.parametrize("written", ["a" * 1000, "ha " * 1000, "Call me now. " * 300, "🔥" * 1000, "x\n" * 1000])
def test_thousandfold_repeats_are_refused(written: str) -> None:
    with pytest.raises(SameAgain):
        clean(written)


def test_a_list_that_repeats_itself_a_little_is_fine() -> None:
    rows = "\n".join(
        f"- Week {number}: {number * 3 % 17} families came, {number * 7 % 23} stayed" for number in range(60)
    )
    assert clean(rows) == rows


def test_a_thousand_empty_lines_become_one() -> None:
    assert clean("One." + "\n \n" * 1000 + "Two.") == "One.\n\nTwo."


@given(st.text(max_size=600))
def test_whatever_is_typed_comes_out_harmless_or_is_refused(written: str) -> None:
    try:
        words = clean(written)
    except Refusal:
        return
    assert 0 < len(words) <= LONGEST
    assert "@everyone" not in words.lower()
    assert "@here" not in words.lower()
    assert "<@" not in words
    assert not {unicodedata.category(mark) for mark in words.replace("\n", "")} & {"Cc", "Cs", "Co", "Cn"}
    assert clean(words) == words, "cleaning twice changes nothing more"
