"""Grouping more texts than can be compared with each other: some are grouped, the others join who is nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.text.grouping import group_vectors
from bot.text.vectors import vectors_of

COMPARED = 2000  # texts that are compared with each other: time and memory grow with the square
AT_ONCE = 5000  # texts that are held against the groups together
NEAREST = 0.2  # cosine from which a text joins a group; below it stays alone
FEWEST = 3  # texts that make a group others can join


def group_crowd(texts: Sequence[str], compared: int = COMPARED) -> list[list[int]]:
    """Return the positions of texts that belong together; each text is in exactly one group, singletons included.

    Up to `compared` texts are grouped as `bot.text.grouping` does. Of more, that many, evenly spread, are grouped so,
    and each of the others joins the group whose middle it is nearest to. The same texts give the same groups.
    """
    if len(texts) <= compared:
        return group_vectors(vectors_of(texts))
    chosen = np.linspace(0, len(texts) - 1, compared).astype(int).tolist()
    groups = [[chosen[place] for place in members] for members in group_vectors(vectors_of([texts[i] for i in chosen]))]
    seeds = [members for members in groups if len(members) >= FEWEST]
    known = set(chosen)
    others = [place for place in range(len(texts)) if place not in known]
    alone = [[place] for place in _join(texts, seeds, others)]
    grown = [sorted(members) for members in seeds] + [members for members in groups if len(members) < FEWEST] + alone
    return sorted(grown, key=lambda members: (-len(members), members[0]))


def _join(texts: Sequence[str], groups: list[list[int]], others: Sequence[int]) -> list[int]:
    """Put each of the others into the group it is nearest to; return those that are near to none."""
    if not groups:
        return list(others)
    view = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    view.fit([texts[place] for members in groups for place in members])
    middles = np.vstack([_unit(view.transform([texts[place] for place in members]).mean(axis=0)) for members in groups])
    alone: list[int] = []
    for start in range(0, len(others), AT_ONCE):
        part = others[start : start + AT_ONCE]
        nearness = np.asarray(view.transform([texts[place] for place in part]) @ middles.T)
        for place, row in zip(part, nearness, strict=True):
            best = int(row.argmax())
            (groups[best] if row[best] >= NEAREST else alone).append(place)
    return alone


def _unit(row: Any) -> Any:  # noqa: ANN401 -- numpy's matrix of one row
    values = np.asarray(row)
    return values / max(float(np.linalg.norm(values)), 1e-9)
