"""English word formation, the other way round: compounds and derived words that a word list does not spell out."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

_SUFFIXES = (
    "ness",
    "less",
    "able",
    "ful",
    "ment",
    "ship",
    "like",
    "wide",
    "ings",
    "ing",
    "ers",
    "er",
    "ed",
    "ly",
    "es",
    "s",
)
_PREFIXES = (
    "under",
    "inter",
    "multi",
    "after",
    "super",
    "cyber",
    "over",
    "anti",
    "self",
    "tele",
    "non",
    "pre",
    "sub",
    "mis",
)
_LONGEST = 30
_SHORTEST = 4  # of a piece: shorter ones are found in any name


@lru_cache(maxsize=1 << 14)
def is_english_form(word: str, words: Container[str]) -> bool:
    """Say whether a folded word is put together from these words: "whiteboard", "wellness", "preassigned"."""
    if len(word) > _LONGEST:
        return False
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) >= _SHORTEST and (stem in words or stem + "e" in words):
            return True
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= _SHORTEST and rest in words:
            return True
    for british, american in (("is", "iz"), ("our", "or"), ("lled", "led"), ("lling", "ling")):
        if british in word[_SHORTEST - 1 :] and word.replace(british, american) in words:
            return True
    cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
    return any(word[:cut] in words and _singular(word[cut:], words) for cut in cuts)


def _singular(word: str, words: Container[str]) -> bool:
    return word in words or word.removesuffix("s") in words
