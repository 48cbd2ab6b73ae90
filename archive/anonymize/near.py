"""Misspellings: is an unknown word one slip away from a known one?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LEAST = 4  # shorter words are one slip from anything
MOST = 24  # longer ones are no misspelling of anything, and trying would take long


def slips(word: str) -> Iterator[str]:
    """Yield every word that is one dropped, swapped, changed or added letter away."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in LETTERS)


def is_near(word: str, words: Collection[str]) -> bool:
    """Say whether one of these words is one slip away."""
    return LEAST <= len(word) <= MOST and any(slip in words for slip in slips(word))


def names_near(names: Collection[str]) -> frozenset[str]:
    """Return the words that are one dropped letter away from a name, and the names: see `is_near_name`."""
    shorter = {name[:at] + name[at + 1 :] for name in names if len(name) > LEAST for at in range(len(name))}
    return frozenset(shorter | set(names))


def is_near_name(word: str, near: frozenset[str]) -> bool:
    """Say whether a word is at most a slip or two from a name in `names_near`."""
    if not LEAST < len(word) <= MOST:
        return False
    return word in near or any(word[:at] + word[at + 1 :] in near for at in range(len(word)))
