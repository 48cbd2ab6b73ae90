"""One partition of a theme's people by place: disjoint cells, each in company, and nothing to subtract.

A cell is published or it is not; no total stands beside its parts. What a reader may conclude from a cell that is
*not* there counts as published too, so a place that misses the thresholds is told together with others only where
each of them might as well have no voice. docs/decisions/0012-one-partition-by-place.md holds the argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.suppression.places import Branch, District, Place
from archive.suppression.rules import Company, may_publish
from config.community import Publication

FEWEST_TO_HIDE_AMONG = 3  # of two places under k that together reach it, each has a voice: that is certain
PAIR = 2


@dataclass(frozen=True)
class Present:
    """One person behind a theme: the district they count in (None: they work at no site) and their sites."""

    person_id: int
    district: District | None
    sites: frozenset[int]


@dataclass(frozen=True)
class Cell:
    """A place and the people who are counted there, and nowhere else."""

    place: Place
    people: tuple[Present, ...]


@dataclass(frozen=True)
class _Unit:
    """What waits in one piece: everybody can tell that it misses the thresholds, nobody whether it is empty."""

    districts: tuple[District, ...]
    people: tuple[Present, ...]


@dataclass(frozen=True)
class _Found:
    cells: tuple[Cell, ...] = ()
    left: tuple[_Unit, ...] = ()


def partition(present: Iterable[Present], tree: Branch, rule: Publication) -> list[Cell]:
    """Return the cells in which these people may be told; who is in none of them waits.

    Districts that reach k people and m sites stand alone. What is left of a region, then of the state, is one cell
    where it reaches them together and consists of three places or more. Two places that make up a whole are told as
    one where only one of them, or neither, can stand alone.
    """
    at: dict[District | None, list[Present]] = {}
    for each in sorted(present, key=lambda one: one.person_id):
        at.setdefault(each.district, []).append(each)
    known = set(tree.place.districts)
    nowhere = tuple(one for district, people in at.items() if district not in known for one in people)
    return list(_divide(tree, at, rule, nowhere).cells)


def company_of(people: Sequence[Present]) -> Company:
    """Count people and their sites."""
    return Company(len(people), len({site for one in people for site in one.sites}))


def _divide(
    branch: Branch, at: Mapping[District | None, Sequence[Present]], rule: Publication, extra: tuple[Present, ...] = ()
) -> _Found:
    place = branch.place
    if not branch.parts:
        people = (*(one for district in place.districts for one in at.get(district, ())), *extra)
        if may_publish(company_of(people), rule):
            return _Found((Cell(place, people),))
        return _Found(left=(_Unit(place.districts, people),))
    parts = [_divide(part, at, rule) for part in branch.parts]
    cells = tuple(cell for part in parts for cell in part.cells)
    left = tuple(unit for part in parts for unit in part.left)
    waiting = (*(one for unit in left for one in unit.people), *extra)
    if len(parts) == PAIR and _is_a_pair(cells, waiting, rule):
        return _whole(place, cells, waiting, rule)
    return _with_the_rest(place, cells, left, waiting, rule)


def _is_a_pair(cells: Sequence[Cell], waiting: Sequence[Present], rule: Publication) -> bool:
    """Tell whether two parts are told as one, so that nobody can tell which of them misses the thresholds.

    With 2 k people and more, one part would be enough alone whatever the other has.
    """
    if not cells:
        return True
    return bool(waiting) and sum(len(cell.people) for cell in cells) + len(waiting) < 2 * rule.people


def _whole(place: Place, cells: Sequence[Cell], waiting: Sequence[Present], rule: Publication) -> _Found:
    people = (*(one for cell in cells for one in cell.people), *waiting)
    if may_publish(company_of(people), rule):
        return _Found((Cell(place, people),))
    return _Found(left=(_Unit(place.districts, people),))


def _with_the_rest(
    place: Place, cells: tuple[Cell, ...], left: tuple[_Unit, ...], waiting: tuple[Present, ...], rule: Publication
) -> _Found:
    """Tell what is left as one cell, or let it go up: in one piece where it could have been told and was not."""
    if len(left) < FEWEST_TO_HIDE_AMONG:
        return _Found(cells, left)
    districts = tuple(district for unit in left for district in unit.districts)
    if may_publish(company_of(waiting), rule):
        rest = replace(place, districts=districts, is_rest=bool(cells), hidden_among=len(left))
        return _Found((*cells, Cell(rest, waiting)))
    return _Found(cells, (_Unit(districts, tuple(one for unit in left for one in unit.people)),))
