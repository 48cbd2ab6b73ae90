"""From what somebody typed to words that can be looked up. Whatever was typed, nothing here raises."""

from __future__ import annotations

import re
import unicodedata

MOST_WORDS = 12  # of a query; more say nothing more
_WORD = re.compile(r"[^\W_]+")
_MASK = re.compile(r"\[[^\]\n]{1,30}\]")  # what stands for a name says nothing about the text
_VOWELS = frozenset("aeiou")


def words_in(text: str) -> list[str]:
    """Return a text's words without case and accents, masks left out."""
    plain = unicodedata.normalize("NFKD", _MASK.sub(" ", text))
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return _WORD.findall(bare.casefold())


def asked_words(query: str) -> list[str]:
    """Return the words of a query, each once, at most `MOST_WORDS`."""
    return list(dict.fromkeys(words_in(query)))[:MOST_WORDS]


def singular(word: str) -> str:
    """Return a word without a plural ending: "buses" and "autobuses" are where stemmers of either language miss."""
    if len(word) > 4 and word.endswith("es") and word[-3] not in _VOWELS:
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] in _VOWELS else word
