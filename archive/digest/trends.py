"""Themes over the editions, drawn only from ranges that were published (decision 47). Pure.

A cell is a published range or nothing. Nothing is one thing: whether nobody raised it, too few did, or it was taken
back since, looks the same here as it does in the editions themselves.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.digest.model import Edition
from archive.digest.told import Earlier, Told
from archive.suppression.rules import EDGES, Band

MOST_MONTHS = 12
MOST_LINES = 12
FEWEST_EDITIONS = 2  # that told of a theme, for it to have a line


@dataclass(frozen=True)
class Line:
    """One kind of theme on one topic: its published range in each month, None where none was published."""

    kind: str
    topic: str
    label: str
    bands: tuple[Band | None, ...]

    @property
    def editions(self) -> int:
        """How many editions told of it."""
        return sum(band is not None for band in self.bands)


@dataclass(frozen=True)
class Trends:
    """Months, the oldest first, and a line for each theme that at least two of them told of."""

    months: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def trends_of(earlier: Earlier, most: int = MOST_MONTHS) -> Trends:
    """Return the newest months with what they told; those told of most often first. Empty for fewer than two months.

    Where an edition told of a topic from several places, the highest of their ranges stands for them: ranges are
    never added up.
    """
    found: dict[tuple[str, str], dict[str, Told]] = defaultdict(dict)
    months = earlier.months[-most:]
    for each in sorted(earlier.told, key=lambda told: _height(told.band)):  # the highest last, and so it stays
        if each.month in months:
            found[each.kind, each.topic][each.month] = each
    lines = [_line(cells, months) for cells in found.values() if len(cells) >= FEWEST_EDITIONS]
    lines.sort(key=lambda line: (-line.editions, line.label.casefold(), line.topic, line.kind))
    return Trends(months, tuple(lines[:MOST_LINES])) if lines else Trends()


def _line(cells: Mapping[str, Told], months: Sequence[str]) -> Line:
    newest = cells[max(cells)]
    bands = tuple(cells[month].band if month in cells else None for month in months)
    return Line(newest.kind, newest.topic, newest.label, bands)


def _height(band: Band) -> tuple[int, float]:
    return band.least, math.inf if band.most is None else band.most


def with_own(edition: Edition) -> Earlier:
    """Return what an edition's reader was told before, with what this edition tells itself."""
    labels = {each.topic: each.label for each in edition.earlier.told}
    own = tuple(
        Told(edition.month, theme.kind, theme.topic, labels[theme.topic], theme.band, theme.place)
        for theme in edition.themes
        if theme.topic in labels  # else it is told of for the first time and has no line yet
    )
    return Earlier((*edition.earlier.months, edition.month), (*edition.earlier.told, *own))


def shade_of(band: Band | None) -> int:
    """Return how dark a cell is, from 1 to 4 by the least that its range is sure of; 0 where nothing is published."""
    return 0 if band is None else max(1, sum(edge <= band.least for edge in EDGES))
