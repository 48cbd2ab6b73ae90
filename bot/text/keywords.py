"""The words that tell one group of texts from the rest, taken from the group's own vocabulary."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.text.words import says_little, stem, words_of

MOST = 4
_PAIR_BONUS = 1.5  # "school bus" says more than "school" and "bus" apart
_BY_COUNT = 0.1  # where a group is all there is, the commonest words name it

_BREAK = re.compile(r"[.,;:!?…)\]]+[”»\"]*(?:\s+|$)|\s[(\[\u2013\u2014-]|\n")  # a pair never reaches over one

Term = tuple[str, ...]  # one stem, or two that stand side by side


def keywords_of(texts: Sequence[str], groups: Sequence[Sequence[int]], *, most: int = MOST) -> list[list[str]]:
    """Return up to `most` words or pairs of words for each group, the most telling first.

    They are written as the group writes them. In a group of several texts, what only one of them says counts only
    where nothing is shared.
    """
    spoken = [_terms(text) for text in texts]
    everywhere = Counter(term for terms in spoken for term in terms)
    return [_telling([spoken[index] for index in group], everywhere, len(texts), most) for group in groups]


def _terms(text: str) -> Mapping[Term, str]:
    """Return what a text says: each term with the way it is first written."""
    found: dict[Term, str] = {}
    for part in _BREAK.split(text):
        before: str | None = None
        for word in words_of(part):
            if says_little(word):
                before = None
                continue
            found.setdefault((stem(word),), word)
            if before is not None and stem(before) != stem(word):
                found.setdefault((stem(before), stem(word)), f"{before} {word}")
            before = word
    return found


def _telling(group: Sequence[Mapping[Term, str]], everywhere: Mapping[Term, int], texts: int, most: int) -> list[str]:
    inside = Counter(term for terms in group for term in terms)
    shared = {term: count for term, count in inside.items() if count > 1} or inside

    said = {term: place for place, term in enumerate(inside)}  # in the order in which the group says it

    def worth(term: Term) -> tuple[float, int]:
        lift = (shared[term] / len(group)) / (everywhere[term] / texts)
        return (-shared[term] * (_BY_COUNT + math.log(lift)) * (_PAIR_BONUS if len(term) > 1 else 1), said[term])

    chosen: list[Term] = []
    for term in sorted(shared, key=worth):
        if len(chosen) == most:
            break
        if not any(set(term) & set(other) for other in chosen):
            chosen.append(term)
    return [_as_written(term, group) for term in chosen]


def _as_written(term: Term, group: Sequence[Mapping[Term, str]]) -> str:
    """Return the way most texts of the group write a term; sentence-initial capitals lose against lower case."""
    ways = Counter(terms[term] for terms in group if term in terms)
    lower = {way: ways[way] for way in ways if way == way.lower()}
    if lower and not all(way[1:] != way[1:].lower() for way in ways):
        ways = Counter(lower)
    return min(ways, key=lambda way: (-ways[way], way))
