"""What a text is about: its words without masked places and without those that every text has."""

from __future__ import annotations

import re
import sys

from bot.text.words import says_little, stem, words_of

MASK = re.compile(r"\[[^\]]{1,40}\]")  # a masked place, such as [a school]
SHORTEST = 4  # letters of a word that tells something


def unmasked(words: str) -> str:
    """Return a statement without its masked places: what it is about lies in the rest."""
    return MASK.sub(" ", words)


def masks_in(words: str) -> int:
    """Return how many places of a statement are masked."""
    return len(MASK.findall(words))


def content_of(words: str) -> str:
    """Return the words of a statement that tell what it is about, as one text."""
    return " ".join(word for word in words_of(unmasked(words)) if not says_little(word))


def telling_words(words: str) -> list[str]:
    """Return the words of a statement that may stand in a title, as they are written."""
    return [word for word in words_of(unmasked(words)) if len(word) >= SHORTEST and not says_little(word)]


def terms_of(words: str) -> tuple[str, ...]:
    """Return the stems of a statement's telling words, each once; the same stem is kept in memory once."""
    return tuple({sys.intern(stem(word)) for word in telling_words(words)})
