"""The attacker of the survey's reports: lists every world that leads to what is seen, and looks what is certain.

A world says how many people of each kind answered. Somebody is found out where all worlds of one sight agree that a set
of people has somebody in it, and fewer than k.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from archive.needs.model import Group
from archive.needs.tally import Answer
from config.community import Publication

K2 = Publication(people=2, sites=1)
Picks = Literal["X", "Y", ""]


class Kind(NamedTuple):
    """Who is alike for the attacker: their group, what they chose, whether they agreed to be told."""

    group: Group
    picks: Picks
    told: bool


World = Mapping[Kind, int]
See = Callable[[list[Answer]], Hashable]


def answers_of(world: World) -> list[Answer]:
    """Return the answers of a world; everybody works at the same site, which makes what is missing tell most."""
    return [
        Answer(kind.group, 1, {"learn": (kind.picks,)} if kind.picks else {}, kind.told)
        for kind, count in world.items()
        for _ in range(count)
    ]


def found_out(
    kinds: Sequence[Kind], most: int, see: See, known: World | None = None
) -> list[tuple[Hashable, frozenset[Kind]]]:
    """Return what is seen, and of whom it makes certain that there are some and fewer than k.

    Worlds have up to `most` people of these kinds, beside those `known`: how many could answer is no secret.
    """
    sights: dict[Hashable, list[World]] = defaultdict(list)
    for world in _worlds(kinds, most):
        sights[see(answers_of({**(known or {}), **world}))].append(world)
    return [
        (sight, wanted)
        for sight, possible in sights.items()
        for wanted in _sets(kinds)
        if (counts := [sum(world[kind] for kind in wanted) for world in possible])
        and min(counts) >= 1
        and max(counts) < K2.people
    ]


def _worlds(kinds: Sequence[Kind], most: int) -> Iterator[World]:
    """Yield every way to have up to so many people of some kinds."""
    if len(kinds) == 1:
        yield from ({kinds[0]: count} for count in range(most + 1))
        return
    for count in range(most + 1):
        for rest in _worlds(kinds[1:], most - count):
            yield {kinds[0]: count, **rest}


def _sets(kinds: Sequence[Kind]) -> list[frozenset[Kind]]:
    """Return whom somebody might look for: all that share some of group, choice and yes."""
    ways = [
        frozenset(kind for kind in kinds if _fits(kind, group, picks, told))
        for group in ("practice", "lead", None)
        for picks in ("X", "Y", "", None)
        for told in (True, False, None)
    ]
    return [each for each in dict.fromkeys(ways) if each]


def _fits(kind: Kind, group: str | None, picks: str | None, told: bool | None) -> bool:
    pattern = zip(kind, (group, picks, told), strict=True)
    return all(wanted is None or own == wanted for own, wanted in pattern)
