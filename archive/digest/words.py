"""The shape of an edition in words: what every rendering is given. Everything in it is text to be shown as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.suppression.rules import EDGES

STEPS = len(EDGES)  # of a bar


@dataclass(frozen=True)
class Quote:
    """A statement as it is shown. `language` is empty where it is not known."""

    words: str
    language: str = ""


@dataclass(frozen=True)
class Passage:
    """One theme, or one answer: what it is called, a line about it, and the words."""

    title: str
    line: str = ""
    quotes: tuple[Quote, ...] = ()
    key: str = ""  # of the theme, where it is one


@dataclass(frozen=True)
class Row:
    """One theme in the overview. The bar fills steps, because a range is no length: the rest of it may be filled."""

    title: str
    place: str
    people: str
    filled: int  # of STEPS, by the least that the range holds
    possible: int  # of STEPS, by the most
    bar: str  # what the bar shows, in words
    key: str = ""  # of the theme


@dataclass(frozen=True)
class Cell:
    """What one edition published of a theme: a range or a dash, how dark it is, and the same as it is spoken."""

    said: str
    shade: int  # 0 for a dash, else 1 to 4
    spoken: str


@dataclass(frozen=True)
class Strip:
    """One theme over the editions, a cell under each column of its part."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Part:
    """A heading with what stands under it."""

    name: str  # for the style: glance, concerns, suggestions, months, needs, answered, recalls, made
    heading: str
    lead: str = ""
    passages: tuple[Passage, ...] = ()
    points: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    strips: tuple[Strip, ...] = ()


@dataclass(frozen=True)
class Page:
    """A whole edition in words, in reading order."""

    language: str
    subject: str
    kicker: str
    title: str
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: str
    notice: str = ""

    def sentences(self) -> Iterator[str]:
        """Return everything a reader reads, in order; every rendering carries all of it."""
        yield self.kicker
        yield self.title
        if self.notice:
            yield self.notice
        yield from self.opening
        for part in self.parts:
            yield from _of_part(part)
        yield self.closing


def _of_part(part: Part) -> Iterator[str]:
    yield part.heading
    if part.lead:
        yield part.lead
    yield from part.columns
    for row in part.rows:
        yield row.title
        if row.place:
            yield row.place
        yield row.people
    for strip in part.strips:
        yield strip.title
        yield from (cell.said for cell in strip.cells)
    for passage in part.passages:
        yield passage.title
        if passage.line:
            yield passage.line
        for quote in passage.quotes:
            yield quote.words
    yield from part.points
