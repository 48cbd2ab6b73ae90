"""Somebody who holds every edition of every recipient and knows how it is made, and subtracts.

The attacker is a solver by possible worlds. It knows the districts, the thresholds and the whole procedure, and lists
every number of people in every district that would have led to exactly what was published: which cells there are,
which there are not, in which bands, and after which taking back each of them disappeared. A set of districts is
*narrowed* where all of these worlds agree that somebody there spoke and that they are fewer than k.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

Counts = tuple[int, ...]  # people who wait or speak, by district
Covered = tuple[int, ...]  # districts, by number
Told = Hashable
Publish = Callable[[Counts], Mapping[Covered, Told]]  # what a month's counts lead to: cell -> what is told of it
After = Callable[[Covered, int, int], Told]  # cell, people left, people who took back -> what is told; None: gone


@dataclass(frozen=True)
class Look:
    """What is to be seen of one month: its cells, and what became of some of them each time a person took back."""

    cells: frozenset[tuple[Covered, Told]]
    steps: tuple[tuple[Covered, tuple[Told, ...]], ...] = ()


@dataclass(frozen=True)
class Narrowed:
    """A set of districts in which fewer than k people are known to be, and some."""

    month: int
    what: str
    districts: Covered
    people: tuple[int, int]


class Attacker:
    """Follows a network from month to month; what waited in one is part of the next."""

    def __init__(self, publish: Publish, districts: int, k: int, most: int) -> None:
        self._k, self._districts = k, districts
        self.begin()
        self._by_cells: dict[frozenset[tuple[Covered, Told]], list[Counts]] = {}
        for counts in product(range(most + 1), repeat=districts):
            self._by_cells.setdefault(frozenset(publish(counts).items()), []).append(counts)

    def begin(self) -> None:
        """Forget every month: nobody waits yet."""
        self._waiting: set[Counts] = {(0,) * self._districts}
        self._month = 0

    def every_look(self) -> Iterator[Look]:
        """Return every month that can be seen, without anybody taking words back."""
        yield from map(Look, self._by_cells)

    def pools(self, look: Look) -> list[Counts]:
        """Return every month's people that would look like this."""
        return self._by_cells.get(look.cells, [])

    def look(self, look: Look, after: After) -> list[Narrowed]:
        """Take in a month; return every set of districts that is narrowed by now."""
        pools = [pool for pool in self.pools(look) if _fits(pool, look, after)]
        worlds = [(before, pool) for pool in pools for before in self._waiting if _grew(before, pool)]
        assert worlds, "what was published must be possible"
        told = {district for cell, _ in look.cells for district in cell}
        found = list(self._narrowed("people", (pool for _, pool in worlds)))
        found += self._narrowed("new people", (_minus(pool, before) for before, pool in worlds))
        found += self._narrowed("people left", _left(pools, look))
        self._waiting = {tuple(0 if d in told else pool[d] for d in range(self._districts)) for pool in pools}
        self._month += 1
        return found

    def _narrowed(self, what: str, worlds: Iterable[Counts]) -> Iterator[Narrowed]:
        known = set(worlds)
        for size in range(1, self._districts + 1):
            for chosen in combinations(range(self._districts), size):
                people = [sum(world[d] for d in chosen) for world in known]
                if min(people) >= 1 and max(people) < self._k:
                    yield Narrowed(self._month, what, chosen, (min(people), max(people)))


def _fits(pool: Counts, look: Look, after: After) -> bool:
    """Say whether so many people would have led to every step that was seen."""
    for cell, steps in look.steps:
        people = sum(pool[d] for d in cell)
        if any(people < back or after(cell, people - back, back) != told for back, told in enumerate(steps, 1)):
            return False
    return True


def _left(pools: Sequence[Counts], look: Look) -> Iterator[Counts]:
    """Return who may be left in each world: those who took back may have come from any district of their cell."""
    for pool in pools:
        left: list[Counts] = [pool]
        for cell, steps in look.steps:
            for _ in steps:
                left = [_less(world, d) for world in left for d in cell if world[d]]
        yield from set(left)


def _less(world: Counts, district: int) -> Counts:
    return tuple(people - (place == district) for place, people in enumerate(world))


def _grew(before: Counts, pool: Counts) -> bool:
    return all(old <= now for old, now in zip(before, pool, strict=True))


def _minus(pool: Counts, before: Counts) -> Counts:
    return tuple(now - old for now, old in zip(pool, before, strict=True))
