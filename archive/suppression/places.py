"""Where people work, as a tree: districts in regions in the state. A network's state is all of its sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Level = Literal["district", "region", "state"]


class District(NamedTuple):
    """A district of the roster. Two regions may each have one of the same name."""

    region: str
    name: str


@dataclass(frozen=True)
class Place:
    """Where the people behind a figure work: exactly the districts it names, together.

    `hidden_among` is 0 where the place speaks for itself. Otherwise it is how many places, none of them enough alone,
    stand in for each other here: each of them may have no voice at all.
    """

    level: Level = "state"
    name: str = ""  # of the district or region; empty for the state
    is_rest: bool = False  # other districts of the same place speak for themselves
    districts: tuple[District, ...] = ()
    hidden_among: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What is the same place in another month."""
        return self.level, self.name

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Place:
        """Return the place that a kept edition holds."""
        return cls(**{**data, "districts": tuple(District(*pair) for pair in data["districts"])})


EVERYWHERE = Place()


@dataclass(frozen=True)
class Branch:
    """A place with the places in it. A district has none in it."""

    place: Place
    parts: tuple[Branch, ...] = ()


def tree_of(districts: Iterable[District]) -> Branch:
    """Return the tree of a network's districts. A place with one part only is that part: nothing is told twice."""
    by_region: dict[str, list[District]] = defaultdict(list)
    for district in sorted(set(districts)):
        by_region[district.region].append(district)
    regions = [_region(name, inside) for name, inside in by_region.items()]
    if len(regions) == 1:
        return Branch(Place(districts=tuple(by_region.popitem()[1])), regions[0].parts)
    everywhere = tuple(district for inside in by_region.values() for district in inside)
    return Branch(Place(districts=everywhere), tuple(regions))


def _region(name: str, inside: list[District]) -> Branch:
    leaves = tuple(Branch(Place("district", each.name, districts=(each,))) for each in inside)
    return leaves[0] if len(leaves) == 1 else Branch(Place("region", name, districts=tuple(inside)), leaves)
