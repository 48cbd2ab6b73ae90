from __future__ import annotations

import pytest

from bot.matching.model import Reason
from bot.matching.reasons import reasons_for
from bot.matching.words import Reader, Telling, listed, sentences
from bot.text.languages import language_key
from config.texts import texts_for
from tests.bot.matching.pools import wish

REASONS = (
    Reason("topics", ("family", "data")),
    Reason("experience", ("6",)),
    Reason("level", ("middle",)),
    Reason("languages", ("es",)),
    Reason("hours", ("3 morning", "3 afternoon")),
    Reason("rhythm", ("weekly",)),
    Reason("other_site"),
)


def told(reader: Reader, *reasons: Reason) -> list[str]:
    labels = {"family": "Family engagement", "data": "Data culture"}
    return sentences(Telling(texts_for("en"), reader, "Ana", "Ben", labels), reasons)


def test_the_mentee_reads_three_sentences_by_their_own_clock() -> None:
    assert told("mentee", *REASONS) == [
        "You asked for Family engagement and Data culture, which Ben offers.",
        "Ben has 6 years in the role, at the same level of school (middle).",
        "You share Spanish and Thursday mornings.",
    ]


def test_the_mentor_reads_the_same_from_the_other_side_and_by_theirs() -> None:
    assert told("mentor", *REASONS) == [
        "Ana asked for Family engagement and Data culture, which you offer.",
        "You have 6 years in your role, at the same level of school (middle).",
        "You share Spanish and Thursday afternoons.",
    ]


def test_whoever_reads_about_both_reads_names() -> None:
    assert told("other", REASONS[5], REASONS[6]) == [
        "Both would like to meet every week.",
        "They work at different sites, so they bring each other another view.",
    ]


@pytest.mark.parametrize("reader", ["mentee", "mentor", "other"])
def test_there_are_never_fewer_than_two_sentences_but_where_nothing_speaks_for_a_pair(reader: Reader) -> None:
    for number in range(len(REASONS)):
        assert 2 <= len(told(reader, REASONS[number])) <= 3 or REASONS[number].kind == "level"
    assert len(told(reader)) == 1


def test_hours_are_told_by_each_ones_clock_and_only_where_both_can() -> None:
    # Quarter 32 of the week is Monday 08:00 UTC: 03:00 in one place, 13:00 in the other.
    west = wish(1, hours=frozenset(range(32, 40)), clock=-20, rhythm="weekly", level="high")
    east = wish(2, hours=frozenset(range(36, 44)), clock=20, rhythm="weekly", level="high")
    reasons = {reason.kind: reason.facts for reason in reasons_for(west, east)}
    assert reasons["hours"] == ("0 morning", "0 afternoon")
    assert (reasons["rhythm"], reasons["level"]) == (("weekly",), ("high",))
    assert "hours" not in {reason.kind for reason in reasons_for(west, wish(3, hours=frozenset({500})))}


@pytest.mark.parametrize("word", ["es", "ES", "Spanish", " spanish ", "español", "es-MX"])
def test_a_language_has_one_key_however_it_is_written(word: str) -> None:
    assert language_key(word) == "es"


def test_a_language_nobody_has_listed_keeps_its_own_word() -> None:
    assert language_key("Mam (Todos Santos)") == "mam (todos santos)"


def test_a_list_is_joined_as_the_language_joins_it() -> None:
    assert listed(texts_for("en"), ["a", "b", "c"]) == "a, b and c"
    assert listed(texts_for("es"), ["español", "inglés"]) == "español e inglés"
    assert listed(texts_for("es"), ["nieve", "agua", "hielo"]) == "nieve, agua y hielo"
    assert listed(texts_for("es"), ["equidad"]) == "equidad"
