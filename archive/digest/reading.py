"""How hard a sentence of the digest's own is to read: the Flesch-Kincaid grade, for English.

Kincaid et al. 1975: 0.39 words per sentence + 11.8 syllables per word - 15.59. Syllables are counted by groups of
vowels, which is right for nine words in ten and good enough to warn.
"""

from __future__ import annotations

import re

from archive.digest.model import Edition

MOST_GRADE = 9
FEWEST_WORDS = 8  # the formula means nothing for a title of three words
_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)?")
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:(?<![^aeiouy]l)(?<=[^aeiouy])e|(?<=[^aeiouytd])ed)$")  # whole, raised; not table, wanted
_BEFORE_ENDING = re.compile(r"(?<=[^aeiouyl])e(?=(?:ment|less|ful|ly)s?$)")  # statement


def grade_of(text: str) -> int:
    """Return the US school grade from which a text is read with ease; 0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0
    sentences = max(1, len(_SENTENCE.findall(text)))
    syllables = sum(map(syllables_of, words))
    return max(0, round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59))


def syllables_of(word: str) -> int:
    """Return about how many syllables an English word has, at least one."""
    plain = _BEFORE_ENDING.sub("", re.sub(r"['\u2019].*", "", word.lower()))
    return max(1, len(_VOWELS.findall(plain)) - bool(_SILENT.search(plain)))


def hard_to_read(edition: Edition) -> list[str]:
    """Return what a steward should look at before approving: titles and a notice above the grade. Never statements."""
    if edition.language.split("-")[0] != "en":
        return []
    own = dict.fromkeys([edition.notice, *(theme.title for theme in edition.themes)])
    return [text for text in own if len(_WORD.findall(text)) >= FEWEST_WORDS and grade_of(text) > MOST_GRADE]
