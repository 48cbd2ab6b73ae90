"""A few short texts compared on the spot, by the weights that `bot.text.vectors.weighted` gives them, term by term.

scikit-learn gives the same weights, and is 80 MB and a second to load: for the worker, not for a process that answers.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

_WORD = re.compile(r"\b\w\w+\b")
_PIECES = range(3, 6)  # letters, a space on each side of a word included


def most_alike(text: str, others: Sequence[str], *, most: int, least: float = 0.0) -> list[int]:
    """Return which of some texts are most like one, the closest first; those no more alike than `least` are left out.

    Alike is 0 to 1: the mean of the cosines of words and of character n-grams. For up to some hundred texts; nothing
    is reduced, so texts that share nothing are never brought together.
    """
    alike = [0.0] * len(others)
    for terms_of in (_words, _pieces):
        own, *rows = _weighted([terms_of(each.lower()) for each in (text, *others)])
        for place, row in enumerate(rows):
            alike[place] += sum(weight * own[term] for term, weight in row.items() if term in own) / 2
    order = sorted(range(len(others)), key=lambda place: (-alike[place], place))
    return [place for place in order[:most] if alike[place] > least]


def _weighted(texts: Sequence[Iterator[str]]) -> list[Mapping[str, float]]:
    """Return each text's terms with their TF-IDF (logarithmic counts, smoothed), as a row of unit length."""
    counts = [Counter(terms) for terms in texts]
    having = Counter(term for row in counts for term in row)
    rarity = {term: 1 + math.log((1 + len(counts)) / (1 + texts_with)) for term, texts_with in having.items()}
    rows = [{term: (1 + math.log(times)) * rarity[term] for term, times in row.items()} for row in counts]
    return [_unit(row) for row in rows]


def _unit(row: Mapping[str, float]) -> Mapping[str, float]:
    length = math.hypot(*row.values()) or 1.0
    return {term: weight / length for term, weight in row.items()}


def _words(text: str) -> Iterator[str]:
    """Yield a text's words, and the pairs that stand side by side."""
    words = _WORD.findall(text)
    yield from words
    yield from map(" ".join, pairwise(words))


def _pieces(text: str) -> Iterator[str]:
    """Yield the pieces of each word; a word shorter than a piece is one."""
    for word in text.split():
        padded = f" {word} "
        for size in _PIECES:
            yield from (padded[start : start + size] for start in range(max(1, len(padded) - size + 1)))
            if len(padded) <= size:
                break
