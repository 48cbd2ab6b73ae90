"""How a month's people are told: as this project does it, and as it must not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.suppression.partition import Present, partition
from archive.suppression.places import District, tree_of
from archive.suppression.rules import Seen, band, may_stay
from config.community import Publication
from tests.archive.suppression.attacker import After, Counts, Covered, Told

Regions = Sequence[int]  # the region of each district


def districts_of(regions: Regions) -> list[District]:
    return [District(f"region {region}", f"district {place}") for place, region in enumerate(regions)]


class Protected:
    """The partition itself."""

    def __init__(self, regions: Regions, rule: Publication) -> None:
        self._districts, self._rule = districts_of(regions), rule
        self._tree = tree_of(self._districts)

    def __call__(self, counts: Counts) -> Mapping[Covered, Told]:
        people = [
            Present(100 * place + number, district, frozenset({100 * place + number}))
            for place, (district, count) in enumerate(zip(self._districts, counts, strict=True))
            for number in range(count)
        ]
        return {
            tuple(sorted(self._districts.index(each) for each in cell.place.districts)): (
                cell.place.is_rest,
                cell.place.hidden_among,
                str(band(len(cell.people), self._rule, Seen(cell.place.hidden_among))),
            )
            for cell in partition(people, self._tree, self._rule)
        }

    def after(self, cells: Mapping[Covered, Told], *, was_sent: bool) -> After:
        """What is told of these cells as people take back: before sending the band follows, then it stays."""

        def told(cell: Covered, left: int, back: int) -> Told:
            seen = Seen(cells[cell][1], back)  # type: ignore[index]  # as told above
            if not may_stay(left, self._rule, seen):
                return None
            return "there" if was_sent else str(band(left, self._rule, seen))

        return told


class TotalsBesideParts:
    """Every district and every region that reaches k is told, and the state: nobody is told of under k people."""

    def __init__(self, regions: Regions, rule: Publication, *, exact: bool = False) -> None:
        self._regions, self._rule, self._exact = regions, rule, exact

    def __call__(self, counts: Counts) -> Mapping[Covered, Told]:
        everywhere = tuple(range(len(counts)))
        inside = [tuple(d for d in everywhere if self._regions[d] == region) for region in sorted(set(self._regions))]
        found: dict[Covered, Told] = {}
        for cell in [*((d,) for d in everywhere), *inside, everywhere]:
            people = sum(counts[d] for d in cell)
            if people >= self._rule.people:
                found[cell] = people if self._exact else str(band(people, self._rule))
        return found


class RestWithoutComplement:
    """Disjoint cells, but whatever is left is told wherever it reaches k together: two may stand in for each other."""

    def __init__(self, regions: Regions, rule: Publication) -> None:
        self._regions, self._rule = regions, rule

    def __call__(self, counts: Counts) -> Mapping[Covered, Told]:
        alone: dict[Covered, int] = {(d,): counts[d] for d in range(len(counts)) if counts[d] >= self._rule.people}
        rest = tuple(d for d in range(len(counts)) if (d,) not in alone)
        people = sum(counts[d] for d in rest)
        cells = {**alone, rest: people} if people >= self._rule.people else alone
        return {cell: str(band(count, self._rule)) for cell, count in cells.items()}
