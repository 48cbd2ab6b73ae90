"""Names and sites that are known: found by an Aho-Corasick automaton over the folded text.

Every name is known as a whole, by its parts, by the nicknames of its first name, and by first name and initial;
every site as a whole, without its generic words, and by its initials.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import ahocorasick

from archive.anonymize.lexicon import Lexicon, nicknames
from archive.anonymize.tokens import fold

Kind = Literal["person", "site"]

_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_INITIALS_LEAST = 3


@dataclass(frozen=True)
class Hit:
    """A known form in a text. A *weak* one is also an ordinary word, or short: case and neighbours must confirm it."""

    start: int
    end: int
    kind: Kind
    is_weak: bool


@dataclass(frozen=True)
class Roster:
    """Who and what is known to the community: names of people, names of sites."""

    people: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


def _pieces(name: str) -> list[str]:
    return _PIECE.findall(fold(name))


def person_forms(name: str, lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """Yield the folded forms of a person's name and whether each is weak."""
    pieces = [piece for piece in _pieces(name) if not lexicon.has("titles", piece)]
    if not pieces:
        return
    if len(pieces) > 1:
        yield " ".join(pieces), False
        yield f"{pieces[0]} {pieces[-1]}", False
        yield f"{pieces[0]} {pieces[-1][0]}", lexicon.is_ordinary(pieces[0])
        yield f"{pieces[-1]} {pieces[0]}", False
    for first, second in pairwise(pieces):
        yield f"{first} {second}", False
    for piece in {*pieces, *nicknames().get(pieces[0], frozenset())}:
        if len(piece) > 1 and not lexicon.has("never", piece):
            yield piece, lexicon.is_ordinary(piece) or len(piece) <= 2


def site_forms(name: str, lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """Yield the folded forms of a site's name and whether each is weak."""
    pieces = _pieces(name)
    yield " ".join(pieces), len(pieces) == 1 and lexicon.is_ordinary(pieces[0])
    own = [piece for piece in pieces if not lexicon.has("generic_site", piece) and len(piece) > 1]
    if own:
        short = " ".join(own)
        is_weak = len(own) == 1 and lexicon.is_ordinary(short)
        yield short, is_weak
        if len(own) > 1 and not lexicon.is_ordinary(own[0]):
            yield own[0], False
    initials = "".join(piece[0] for piece in pieces)
    if len(initials) >= _INITIALS_LEAST:
        yield initials, True


class RosterFinder:
    """Finds the roster's people and sites in a text."""

    def __init__(self, roster: Roster, lexicon: Lexicon) -> None:
        forms: dict[str, tuple[Kind, bool]] = {}
        for form, is_weak in _all(person_forms(name, lexicon) for name in roster.people):
            forms[form] = ("person", is_weak and forms.get(form, ("person", True))[1])
        for form, is_weak in _all(site_forms(name, lexicon) for name in roster.sites):
            forms[form] = ("site", is_weak and forms.get(form, ("site", True))[1])
        self.words = frozenset(word for form in forms for word in form.split())
        self.people = frozenset(form for form, (kind, _) in forms.items() if kind == "person" and " " not in form)
        self._automaton = ahocorasick.Automaton()
        for form, (kind, is_weak) in forms.items():
            if form:
                self._automaton.add_word(f" {form} ", (len(form), kind, is_weak))
        self._is_empty = not forms
        if forms:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[Hit]:
        """Yield every known form; stretches may overlap. Punctuation between the words of a form does not hide it."""
        if self._is_empty:
            return
        padded, places = _spaced(text)
        for last, (length, kind, is_weak) in self._automaton.iter(padded):
            yield Hit(_place(last - length, places), _place(last - 1, places) + 1, kind, is_weak)


def _all(groups: Iterable[Iterator[tuple[str, bool]]]) -> Iterator[tuple[str, bool]]:
    for group in groups:
        yield from group


def _spaced(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the folded words between single spaces, and where each begins: there, and in the text."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    at = 1
    for match in _PIECE.finditer(fold(text)):
        word = match.group().removesuffix("'s")
        words.append(word)
        places.append((at, match.start()))
        at += len(word) + 1
    return f" {' '.join(words)} ", places


def _place(at: int, places: list[tuple[int, int]]) -> int:
    """Return where a character of the spaced words stands in the text."""
    begins, start = places[bisect_right(places, (at, sys.maxsize)) - 1]
    return start + at - begins
