"""Folding and cutting a text into words, with offsets that stay true to the original."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

Shape = Literal["lower", "capital", "all", "mixed"]

_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['\u2019`\u00b4-][^\W\d_]+)*(?:(?<=s)['\u2019](?!\w))?")
_POSSESSIVE = re.compile(r"(?<=\w)(?:['\u2019`\u00b4][sS]|(?<=[sS])['\u2019])$")
_ENDS, _OPENERS = (
    frozenset(".!?\u2026:;\n"),
    frozenset(" \t\r\u00a0\"'\u201c\u201d\u2018\u2019([*_>\u00a1\u00bf\u2022-"),
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mrs?|ms|dr|sra?|srta|st|mt|supt|sgt|rev|prof|vs|re|no|apt|jr)|\b[A-Za-z])\.\s*$", re.IGNORECASE
)


@lru_cache(maxsize=1 << 15)
def fold_character(character: str) -> str:
    """Return one character, lower case and without its accent; one for one, so offsets stay."""
    base = unicodedata.normalize("NFKD", character)[0]
    lowered = base.lower()
    return lowered if len(lowered) == 1 else character


def fold(text: str) -> str:
    """Return the text in lower case without accents, as long as it was."""
    if text.isascii():
        return text.lower()
    return "".join(map(fold_character, text.replace("\u2019", "'")))


class Token(NamedTuple):
    """A word: where it stands and how it is written. `end` leaves a possessive ending out."""

    text: str
    start: int
    end: int
    folded: str
    shape: Shape
    is_first: bool  # of its sentence
    is_possessive: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is written as a name is: a capital first."""
        return self.shape in {"capital", "mixed"} and self.text[0].isupper()


def _shape(word: str) -> Shape:
    if word.islower():
        return "lower"
    if len(word) > 1 and word.isupper():
        return "all"
    if word[0].isupper() and word[1:].islower():
        return "capital"
    return "mixed"


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text. In a text that is all capitals every word counts as lower case."""
    shouted = _is_shouted(text)
    tokens = []
    for match in _WORD.finditer(text):
        start = match.start()
        bare, folded, shape, is_possessive = _written(match.group())
        is_first = _opens_sentence(text, start)
        tokens.append(
            Token(bare, start, start + len(bare), folded, "lower" if shouted else shape, is_first, is_possessive)
        )
    return tokens


def _is_shouted(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 12 and sum(map(str.isupper, text)) > 0.7 * letters


@lru_cache(maxsize=1 << 15)
def _written(word: str) -> tuple[str, str, Shape, bool]:
    """Return a word without its possessive ending, that folded, its shape, and whether it had such an ending."""
    ending = None if word.isalpha() else _POSSESSIVE.search(word)
    bare = word[: ending.start()] if ending else word
    return bare, fold(bare), _shape(bare), ending is not None


def _opens_sentence(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and text[at] in _OPENERS:
        at -= 1
    if at < 0:
        return True
    if text[at] not in _ENDS:
        return False
    return text[at] != "." or not _ABBREVIATION.search(text[max(0, start - 12) : start])
