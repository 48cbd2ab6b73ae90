"""Texts that belong together, however many: average linkage of texts that were drawn towards their nearest.

Up to `EXACT_UP_TO` different texts are each compared with each (`pairs`); more of them along the edges between nearest
ones, in a space of fewer dimensions (`graph`). docs/decisions/0017-themes.md says what was tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.text.embeddings import middled, open_embeddings
from bot.text.graph import graph_pool, moved_rows
from bot.text.linkage import P, Places, Tell, begin_with, link, say_nothing
from bot.text.names import names_of_everybody, without
from bot.text.pairs import likeness_of, pair_pool
from bot.text.rules import readable
from bot.text.space import learn
from config.texts import N_

EXACT_UP_TO = 5_000  # different texts: 400 MB, and half a minute of work at most
LEARNING = N_("{count} different texts: learning their words")
LOOKING = N_("Looking for the nearest of each")
HOLDING = 0.08  # how much more alike two themes must be to become one, or less alike within to be taken apart


@dataclass(frozen=True)
class Measure:
    """How far texts are drawn towards how many neighbours, and how alike groups must be to be joined."""

    neighbours: int
    pull: float
    least: float


BY_MEANING = 0.226  # how much more alike texts are where a sentence model has most of the say
MANY_BY_MEANING = Measure(neighbours=10, pull=0.5, least=0.45)  # for its rows alone
MANY = Measure(neighbours=10, pull=0.5, least=0.42)  # for the rows of `space`, which are more alike than pairs


def measure_for(count: int, *, by_meaning: bool = False) -> Measure:
    """Return what was measured to fit so many texts compared in pairs: few have few true neighbours."""
    neighbours = min(10, count // 28)
    cut = 0.22 - 0.13 / (1 + 0.4 * neighbours)
    return Measure(neighbours, pull=0.5, least=cut + (BY_MEANING if by_meaning else 0))


def group_crowd(
    texts: Sequence[str],
    before: Sequence[int | None] | None = None,
    *,
    exact_up_to: int = EXACT_UP_TO,
    model: Path | None = None,
    tell: Tell = say_nothing,
) -> list[list[int]]:
    """Return the positions of texts that belong together; each text is in exactly one group, singletons included.

    With `before`, the theme that each text had, a theme stays together and apart from others unless it has changed
    clearly. A text without a letter outside links and marks stays alone. The largest group comes first; the same texts
    in the same order give the same groups. `model` is the folder of a sentence model (`bot.text.embeddings`), whose
    refusals it raises. `tell` is told how far it has come where there are many.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    names = names_of_everybody(texts)
    for place, text in enumerate(texts):
        alike[without(readable(text), names)].append(place)
    groups = [[place] for place in alike.pop("", [])]
    contents, places = list(alike), list(alike.values())
    themes = [before[own[0]] if before else None for own in places]
    together: dict[int, list[int]] = defaultdict(list)
    for label, own in zip(_labels(contents, themes, exact_up_to, model, tell).tolist(), places, strict=True):
        together[label] += own
    groups += [sorted(own) for own in together.values()]
    return sorted(groups, key=lambda members: (-len(members), members[0]))


def _labels(contents: list[str], themes: list[int | None], exact_up_to: int, model: Path | None, tell: Tell) -> Places:
    if len(contents) < 2:
        return np.arange(len(contents))
    meaning = middled(open_embeddings(model).rows(contents)) if model is not None else None
    if len(contents) <= exact_up_to:
        measure = measure_for(len(contents), by_meaning=meaning is not None)
        likeness = likeness_of(contents, measure.neighbours, measure.pull, meaning)
        return _linked(pair_pool(likeness, HOLDING), themes, measure)
    measure = MANY if meaning is None else MANY_BY_MEANING
    tell(LEARNING.format(count=len(contents)))
    rows = learn(contents).rows(contents) if meaning is None else meaning
    tell(LOOKING)
    rows = moved_rows(rows, measure.neighbours, measure.pull)
    return _linked(graph_pool(rows, HOLDING), themes, measure, tell)


def _linked(pool: P, themes: Sequence[int | None], measure: Measure, tell: Tell = say_nothing) -> Places:
    """Return the label of each text, beginning with the themes there were."""
    names = {theme: place for place, theme in enumerate(themes)}
    groups = np.array([place if theme is None else names[theme] for place, theme in enumerate(themes)])
    begun, labels = begin_with(pool, groups, measure.least - HOLDING)
    return link(begun, measure.least, tell)[labels]
