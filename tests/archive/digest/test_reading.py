"""The digest's own sentences are easy to read; members' words are left as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from archive.digest.answering import by_page, by_reply
from archive.digest.page import page
from archive.digest.reading import MOST_GRADE, grade_of, hard_to_read, syllables_of
from config.texts import texts_for
from tests.archive.digest.editions import EMPTY, FULL, TWENTY

T = texts_for("en")
HARD = (
    "Interdisciplinary institutional accountability considerations necessitate comprehensive intergovernmental "
    "coordination."
)


def own_sentences() -> set[str]:
    """Everything that editions say in their own words: no titles, no statements, no names of places."""
    said: set[str] = set()
    for edition in (FULL, TWENTY, replace(TWENTY, is_part=True), EMPTY):
        written = page(replace(edition, notice=""), T)
        said.update(written.opening)
        for part in written.parts:
            said.update([part.heading, part.lead.split("In short")[0]])
            said.update(part.points if part.name == "made" else ())
    for answering in (by_page("https://example.org", date(2027, 1, 31), T), by_reply(T)):
        said.update(answering.sentences())
    return {each.strip() for each in said if len(re.findall(r"[A-Za-z]+", each)) >= 5}


@pytest.mark.parametrize("sentence", sorted(own_sentences()))
def test_each_of_its_own_sentences_is_at_grade_nine_or_below(sentence: str) -> None:
    assert grade_of(sentence) <= MOST_GRADE


@pytest.mark.parametrize(
    ("word", "count"),
    [("bus", 1), ("people", 2), ("made", 1), ("the", 1), ("community", 4), ("raised", 1), ("wanted", 2), ("table", 2),
     ("school", 1), ("statement", 2), ("don't", 1), ("range", 1), ("whole", 1)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables_of(word) == count


def test_the_grade_follows_the_published_formula() -> None:
    assert grade_of("") == 0
    assert grade_of("The cat sat on the mat.") == 0  # 6 words, 6 syllables: 0.39 * 6 + 11.8 - 15.59 < 0
    assert grade_of(HARD) > 20


def test_a_steward_is_warned_of_what_is_hard_and_not_of_members_words() -> None:
    hard = replace(FULL, notice=HARD)
    assert hard_to_read(hard) == [HARD]
    assert hard_to_read(replace(hard, language="es")) == []
    said = replace(FULL.themes[0], statements=(replace(FULL.themes[0].statements[0], words=HARD),))
    assert hard_to_read(replace(FULL, themes=(said,))) == []
