"""Strips of cells: a row for a thing, a column for a time, darker for more; and the same in words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.charts.bars import LONGEST_WORDS

DARKEST = 4


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and how dark it is: from 1 to `DARKEST`, 0 where there is nothing to be shown."""

    said: str
    shade: int


@dataclass(frozen=True)
class Strips:
    """A whole chart: plain data, ready to be sent to a worker process. `rows` are names with a cell a column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    key: str  # what shades and empty cells mean, in a sentence

    def __post_init__(self) -> None:
        if any(len(cells) != len(self.columns) for _, cells in self.rows):
            raise ValueError("every row needs a cell for each column")


def strips_in_words(chart: Strips, longest: int = LONGEST_WORDS) -> str:
    """Return all that a chart shows, row by row, cut after a whole row: at Discord's limit for a description."""
    words = f"{chart.title}. {chart.key}"
    for name, cells in chart.rows:
        said = ", ".join(f"{column} {cell.said}" for column, cell in zip(chart.columns, cells, strict=True))
        line = f" {name}: {said}."
        if len(words) + len(line) > longest - 1:
            return words + "…"
        words += line
    return words
