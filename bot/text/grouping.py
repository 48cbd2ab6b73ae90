"""Texts that belong together: average linkage on cosine distance, cut at a fixed height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.cluster.hierarchy import fcluster, linkage

from bot.text.keywords import keywords_of
from bot.text.similarity import distances
from bot.text.vectors import Vectors, vectors_of

THRESHOLD = 0.86  # goes with the vectors' dimensions; measured together


@dataclass(frozen=True)
class TextGroup:
    """The positions of texts that belong together, and the words that tell them from the rest."""

    members: list[int]
    keywords: list[str]


def group_texts(texts: list[str]) -> list[TextGroup]:
    """Group texts, the largest group first; every text is in exactly one group, singletons included.

    Plain data in and out, so that it can run in the worker process. Memory grows with the square of the number of
    texts: 5,000 take some 200 MB.
    """
    groups = group_vectors(vectors_of(texts))
    words = keywords_of(texts, groups)
    return [TextGroup(members, own) for members, own in zip(groups, words, strict=True)]


def group_vectors(vectors: Vectors, threshold: float = THRESHOLD) -> list[list[int]]:
    """Return the rows that belong together, the largest group first; a row of zeros stays alone.

    `threshold` is the average cosine distance at which two groups are still joined. Never raises on empty input.
    """
    known = [row for row in range(len(vectors)) if vectors[row].any()]
    groups = [[row] for row in range(len(vectors)) if not vectors[row].any()]
    groups += _cut(vectors, known, threshold)
    return sorted(groups, key=lambda members: (-len(members), members[0]))


def _cut(vectors: Vectors, rows: Sequence[int], threshold: float) -> list[list[int]]:
    if len(rows) < 2:
        return [[row] for row in rows]
    labels = fcluster(linkage(distances(vectors[list(rows)]), "average"), threshold, "distance")
    groups: dict[int, list[int]] = {}
    for row, label in zip(rows, labels, strict=True):
        groups.setdefault(int(label), []).append(row)
    return list(groups.values())
