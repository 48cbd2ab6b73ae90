"""Saying a place or a person more broadly: "[a school]" becomes "a middle school in Upper", where several are.

A broader wording must not narrow anything down: a level and a region are offered only where enough sites share them, a
role only where enough people have it. The wordings stand among the author's words, so they are in their language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.consent.model import Held
from bot.database.transaction import Tx
from bot.people.model import Person, Site, name_key
from bot.people.store import PeopleStore
from config.community import Publication

SHORTEST = 3  # letters: what was typed for a site names it by its beginning, too

_SCHOOLS: Mapping[str, Mapping[str, str]] = {
    "en": {"elementary": "an elementary school", "middle": "a middle school", "high": "a high school"},
    "es": {"elementary": "una escuela primaria", "middle": "una escuela secundaria", "high": "una preparatoria"},
}
_IN: Mapping[str, str] = {"en": "{school} in {region}", "es": "{school} en {region}"}
_GENERAL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "[student]": ("a student", "one of our students"),
        "[a colleague]": ("a colleague", "somebody on our team"),
        "[someone]": ("somebody", "a student", "a colleague", "a family"),
        "[a school]": ("a school",),
        "[a place]": ("a place nearby", "a school"),
        "[date]": ("recently", "last year"),
        "": ("[someone]", "[a place]", "a student", "a colleague", "a family"),
    },
    "es": {
        "[student]": ("un estudiante", "uno de nuestros estudiantes"),
        "[a colleague]": ("un colega", "alguien de nuestro equipo"),
        "[someone]": ("alguien", "un estudiante", "un colega", "una familia"),
        "[a school]": ("una escuela",),
        "[a place]": ("un lugar cercano", "una escuela"),
        "[date]": ("hace poco", "el año pasado"),
        "": ("[someone]", "[a place]", "un estudiante", "un colega", "una familia"),
    },
}
# A role as it stands in a sentence; a position that is not here is not offered.
_ROLES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "coordinator": "a coordinator",
        "teacher": "a teacher",
        "school staff": "somebody on the school's staff",
        "partner staff": "somebody at a partner agency",
        "principal": "a principal",
    },
    "es": {
        "coordinator": "alguien que coordina",
        "teacher": "alguien que enseña",
        "school staff": "alguien del personal escolar",
        "partner staff": "alguien de una agencia asociada",
        "principal": "alguien de la dirección",
    },
}
_SITES, _PEOPLE = frozenset({"[a school]", "[a place]"}), frozenset({"[a colleague]", "[someone]"})


@dataclass(frozen=True)
class Spot:
    """A stretch of the words that may be said more broadly: a mask with what was typed, or held words with why."""

    start: int
    end: int
    shown: str
    typed: str = ""
    why: str = ""

    @property
    def is_held(self) -> bool:
        """Whether it is only suspected, not masked."""
        return not self.typed


@dataclass(frozen=True)
class Known:
    """Who and what a network knows, and how many must share something before it is said."""

    people: Sequence[Person]
    sites: Sequence[Site]
    rule: Publication

    @classmethod
    async def load(cls, tx: Tx, rule: Publication) -> Known:
        """Read the roster."""
        store = PeopleStore(tx)
        active = [person for person in await store.people() if person.state == "active"]
        return cls(active, await store.sites(), rule)


def spots_in(words: str, masked: Sequence[tuple[str, str]], held: Sequence[Held]) -> list[Spot]:
    """Return what stands masked or held in these words, in their order."""
    found = [*_masks(words, masked), *_held(words, held)]
    return sorted(found, key=lambda spot: spot.start)


def wordings(spot: Spot, language: str, known: Known) -> list[str]:
    """Return the broader wordings for a spot, the closest first."""
    spoken = language if language in _GENERAL else "en"
    mask = spot.shown if not spot.is_held else ""
    close: list[str] = []
    if mask in _SITES:
        close = _of_site(spot.typed, spoken, known)
    elif mask in _PEOPLE:
        close = _of_person(spot.typed, spoken, known)
    return [*close, *(each for each in _GENERAL[spoken].get(mask, ()) if each != spot.shown)]


def said_broadly(words: str, spot: Spot, wording: str) -> str:
    """Return the words with this wording in the spot, with a capital where a sentence begins."""
    before = words[: spot.start].rstrip()
    begins = not before or before[-1] in ".!?¿¡\n"
    written = wording[0].upper() + wording[1:] if begins and not wording.startswith("[") else wording
    return words[: spot.start] + written + words[spot.end :]


def left_after(spots: Sequence[Spot], said: Spot, wording: str) -> tuple[list[tuple[str, str]], list[Held]]:
    """Return what is still masked and held once this spot says `wording`, which may be a mask itself."""
    masked: list[tuple[str, str]] = []
    held: list[Held] = []
    for spot in spots:
        if spot == said:
            masked += [(spot.typed or spot.shown, wording)] if wording.startswith("[") else []
        elif spot.is_held:
            held.append((spot.shown, spot.why))
        else:
            masked.append((spot.typed, spot.shown))
    return masked, held


def _masks(words: str, masked: Sequence[tuple[str, str]]) -> Iterator[Spot]:
    at = 0
    for typed, mask in masked:
        start = words.find(mask, at)
        if start >= 0:
            at = start + len(mask)
            yield Spot(start, at, mask, typed=typed)


def _held(words: str, held: Sequence[Held]) -> Iterator[Spot]:
    next_at: dict[str, int] = {}
    for text, why in held:
        start = words.find(text, next_at.get(text, 0)) if text else -1
        if start >= 0:
            next_at[text] = start + len(text)
            yield Spot(start, start + len(text), text, why=why)


def _of_site(typed: str, language: str, known: Known) -> list[str]:
    key = name_key(typed)
    named = [site for site in known.sites if name_key(site.name) == key]
    if not named and len(key) >= SHORTEST:
        named = [site for site in known.sites if name_key(site.name).startswith(f"{key} ")]
    if len(named) != 1:
        return []
    site = named[0]
    school = _SCHOOLS[language].get(name_key(site.level))
    if school is None:
        return []
    level = [other for other in known.sites if name_key(other.level) == name_key(site.level)]
    region = [other for other in level if site.region and other.region == site.region]
    offered = [_IN[language].format(school=school, region=site.region)] if len(region) >= known.rule.sites else []
    return offered + ([school] if len(level) >= known.rule.sites else [])


def _of_person(typed: str, language: str, known: Known) -> list[str]:
    positions = {person.position for person in known.people if name_key(person.name) == name_key(typed)}
    if len(positions) != 1:
        return []
    [position] = positions
    role = _ROLES[language].get(position)
    many = sum(person.position == position for person in known.people) >= known.rule.people
    return [role] if role is not None and many else []
