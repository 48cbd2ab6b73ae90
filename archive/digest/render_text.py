"""An edition as plain text: the same sentences for readers and programs that want no more."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from archive.digest.answering import Answering
from archive.digest.words import Page, Part, Passage

WIDTH = 72


def render_text(page: Page, answering: Answering | None = None) -> str:
    """Return the page as text, lines of at most 72 characters where words allow it."""
    return "\n".join(_lines(page, answering)).rstrip() + "\n"


def _lines(page: Page, answering: Answering | None) -> Iterator[str]:
    yield "STAFFROOM"
    yield from _wrapped(page.kicker)
    yield ""
    yield from _wrapped(page.title)
    yield "=" * min(WIDTH, len(page.title))
    yield ""
    if page.notice:
        yield from _wrapped(page.notice, "! ")
        yield ""
    for sentence in page.opening:
        yield from _wrapped(sentence)
        yield ""
    if answering and any(passage.key for part in page.parts for passage in part.passages):
        yield from _wrapped(answering.heading)
        yield from _wrapped(answering.line)
        yield from ([answering.url] if answering.url else [])
        yield ""
    for part in page.parts:
        yield from _part(part)
    yield from _wrapped(page.closing)


def _part(part: Part) -> Iterator[str]:
    yield ""
    yield from _wrapped(part.heading)
    yield "-" * min(WIDTH, len(part.heading))
    yield from _wrapped(part.lead)
    yield ""
    yield from _table(part)
    for passage in part.passages:
        yield from _passage(passage)
    for point in part.points:
        yield from _wrapped(point, "* ", "  ")
    if part.points:
        yield ""


def _table(part: Part) -> Iterator[str]:
    if part.rows or part.strips:
        yield " · ".join(part.columns)
    for row in part.rows:
        where = f" ({row.place})" if row.place else ""
        yield from _wrapped(f"{row.title}{where}: {row.people}", "* ", "  ")
    for strip in part.strips:
        yield from _wrapped(f"{strip.title}: " + " · ".join(cell.said for cell in strip.cells), "* ", "  ")
    if part.rows or part.strips:
        yield ""


def _passage(passage: Passage) -> Iterator[str]:
    yield from _wrapped(passage.title)
    yield from _wrapped(passage.line)
    yield ""
    for quote in passage.quotes:
        yield from _wrapped(quote.words, "> ")
        yield ""


def _wrapped(text: str, first: str = "", rest: str | None = None) -> Iterator[str]:
    for number, line in enumerate(text.splitlines()):
        begin = first if number == 0 or rest is None else rest
        yield from textwrap.wrap(
            line,
            WIDTH,
            initial_indent=begin,
            subsequent_indent=first if rest is None else rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
