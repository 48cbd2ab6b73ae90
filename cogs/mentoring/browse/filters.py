"""What somebody who browses looks for, as the address of a button carries it: after a restart nothing is lost. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.errors import Gone
from bot.people.model import Site
from bot.text.languages import language_key
from cogs.mentoring.browse.offers import Offer

Mark = Literal["weekly", "fortnightly", "monthly", "level_same", "level_other", "district_same", "district_other"]

MARKS: dict[Mark, str] = {
    "weekly": "w",
    "fortnightly": "f",
    "monthly": "m",
    "level_same": "s",
    "level_other": "o",
    "district_same": "d",
    "district_other": "e",
}
PAGE = 5
WRITTEN = re.compile(r"(\d{1,4})\.([\w-]{1,20})\.([0-9a-f]{8}|-)\.([a-z]{1,7}|-)", re.ASCII)


@dataclass(frozen=True)
class Filters:
    """A page, and what is looked for: a topic's key, a language's mark, and marks of rhythm, level and district."""

    page: int = 0
    topic: str = ""
    language: str = ""
    marks: frozenset[Mark] = frozenset()

    def __str__(self) -> str:
        letters = "".join(letter for mark, letter in MARKS.items() if mark in self.marks)
        return f"{self.page}.{self.topic or '-'}.{self.language or '-'}.{letters or '-'}"

    @classmethod
    def parse(cls, text: str) -> Filters:
        """Return what an address says; raises `Gone` where it says nothing of the kind."""
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise Gone
        page, topic, language, letters = found.groups()
        marks = frozenset(mark for mark, letter in MARKS.items() if letter in letters)
        return cls(int(page), topic if topic != "-" else "", language if language != "-" else "", marks)

    @property
    def are_any(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.topic or self.language or self.marks)

    def at(self, page: int) -> Filters:
        """Return the same at another page."""
        return replace(self, page=page)


def language_mark(name: str) -> str:
    """Return what an address carries for a language: names hold letters that an address can't."""
    return hashlib.sha256(language_key(name).encode()).hexdigest()[:8]


def fitting(offers: Iterable[Offer], wanted: Filters, own: Site | None) -> list[Offer]:
    """Return the offers that are as wanted; `own` is the site of whoever looks."""
    return [offer for offer in offers if _fits(offer, wanted, own)]


def _fits(offer: Offer, wanted: Filters, own: Site | None) -> bool:
    wish, marks = offer.wish, wanted.marks
    rhythms = marks & {"weekly", "fortnightly", "monthly"}
    return (
        (not wanted.topic or wanted.topic in wish.topics)
        and (not wanted.language or wanted.language in map(language_mark, wish.languages))
        and (not rhythms or wish.rhythm is None or wish.rhythm in rhythms)
        and _is_alike(own.level if own else "", offer.site.level if offer.site else "", "level", marks)
        and _is_alike(own.district if own else "", offer.site.district if offer.site else "", "district", marks)
    )


def _is_alike(own: str, other: str, what: str, marks: frozenset[Mark]) -> bool:
    """Tell whether two places are as alike as wanted; what is not known is neither the same nor another."""
    wanted = {mark for mark in marks if mark.startswith(what)}
    if not wanted:
        return True
    if not (own and other):
        return False
    return f"{what}_{'same' if own.casefold() == other.casefold() else 'other'}" in wanted


def page_of(offers: Sequence[Offer], wanted: Filters) -> tuple[Sequence[Offer], Filters, int]:
    """Return the offers of the wanted page, the filters at a page that exists, and how many pages there are."""
    pages = max(1, -(-len(offers) // PAGE))
    at = wanted.at(min(wanted.page, pages - 1))
    return offers[at.page * PAGE : (at.page + 1) * PAGE], at, pages
