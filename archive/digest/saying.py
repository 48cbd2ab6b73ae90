"""What a text is about: its words without masked places and without those that every text has."""

from __future__ import annotations

import re
from functools import lru_cache

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
    return [word for word in words_of(unmasked(words)) if _term(word)]


def terms_of(words: str) -> tuple[str, ...]:
    """Return the stems of a statement's telling words, each once."""
    return tuple({term for word in words_of(unmasked(words)) if (term := _term(word))})


@lru_cache(maxsize=50_000)  # 100,000 texts have a few thousand words, each many times; one string for each saves memory
def _term(word: str) -> str:
    """Return a word's stem; empty where it tells nothing."""
    return stem(word) if len(word) >= SHORTEST and not says_little(word) else ""
