"""Who stands above whom: directly, through others, and through people who are not on the roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

Supervision = tuple[int, int]  # (supervisor, supervised)


class Placed(Protocol):
    """What the graph looks at of a person."""

    @property
    def id(self) -> int: ...  # noqa: D102 -- as `Person` has it
    @property
    def position(self) -> str: ...  # noqa: D102 -- the same
    @property
    def site_id(self) -> int | None: ...  # noqa: D102 -- the same
    @property
    def state(self) -> str: ...  # noqa: D102 -- the same


class SupervisionGraph:
    """The supervisions of one network, followed through any number of steps.

    A principal counts as above everyone at their site, except other principals and whoever the roster places above
    that principal. People who have retired pass a supervision on (the one above them stays above those below them)
    but are themselves above and below nobody.
    """

    def __init__(
        self,
        supervisions: Iterable[Supervision] = (),
        people: Iterable[Placed] = (),
        principals: Collection[str] = frozenset(),
    ) -> None:
        self._named: dict[int, set[int]] = defaultdict(set)
        self._up: dict[int, set[int]] = defaultdict(set)
        self._down: dict[int, set[int]] = defaultdict(set)
        self._above: dict[int, frozenset[int]] = {}
        self._below: dict[int, frozenset[int]] = {}
        known = list(people)
        self._principals = frozenset(each.id for each in known if each.position in principals)
        self._gone = frozenset(person.id for person in known if person.state == "retired")
        for supervisor, supervised in supervisions:
            self._named[supervisor].add(supervised)
            self._join(supervisor, supervised)
        for supervisor, supervised in self._at_sites(known, principals):
            self._join(supervisor, supervised)

    def above(self, person_id: int) -> frozenset[int]:
        """Return everyone who supervises this person, directly or through others."""
        return self._reach(person_id, self._up, self._above)

    def below(self, person_id: int) -> frozenset[int]:
        """Return everyone whom this person supervises, directly or through others."""
        return self._reach(person_id, self._down, self._below)

    def directly_below(self, person_id: int) -> frozenset[int]:
        """Return those whom this person supervises without anyone between."""
        return frozenset(self._down.get(person_id, ()))

    def directly_above(self, person_id: int) -> frozenset[int]:
        """Return those who supervise this person without anyone between."""
        return frozenset(self._up.get(person_id, ()))

    def supervises_somebody(self, person_id: int) -> bool:
        """Say whether anyone is below this person."""
        return bool(self.below(person_id))

    def is_under_a_principal(self, person_id: int) -> bool:
        """Say whether a principal is above this person."""
        return not self._principals.isdisjoint(self.above(person_id))

    def are_related(self, one: int, other: int) -> bool:
        """Say whether one of the two stands above the other."""
        return one in self.above(other) or other in self.above(one)

    def cycle(self) -> list[int] | None:
        """Return people who supervise each other in a circle: each the next, the last the first; None if nobody does.

        Only what the roster names is looked at, not what follows from a principal's site.
        """
        return _find_cycle(self._named)

    def _join(self, supervisor: int, supervised: int) -> None:
        self._down[supervisor].add(supervised)
        self._up[supervised].add(supervisor)

    def _at_sites(self, people: Iterable[Placed], principals: Collection[str]) -> list[Supervision]:
        """Return the supervisions that follow from being principal of a site; looks at the named ones only."""
        at_site: dict[int, list[Placed]] = defaultdict(list)
        for person in people:
            if person.site_id is not None and person.state != "retired":
                at_site[person.site_id].append(person)
        found: list[Supervision] = []
        for staff in at_site.values():
            others = [person.id for person in staff if person.position not in principals]
            for principal in (person.id for person in staff if person.position in principals):
                higher = _spread(principal, self._up)
                found += [(principal, other) for other in others if other not in higher]
        return found

    def _reach(self, start: int, steps: Mapping[int, set[int]], known: dict[int, frozenset[int]]) -> frozenset[int]:
        if start in self._gone:
            return frozenset()
        if start not in known:
            known[start] = frozenset(_spread(start, steps) - self._gone)
        return known[start]


def _spread(start: int, steps: Mapping[int, set[int]]) -> set[int]:
    """Return all that is reached from `start`, without itself."""
    seen, waiting = {start}, [start]
    while waiting:
        for following in steps.get(waiting.pop(), ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen - {start}


def _find_cycle(steps: Mapping[int, set[int]]) -> list[int] | None:
    """Walk depth first without recursion (a chain may be long as the roster); a step back onto the path is a cycle."""
    finished: set[int] = set()
    for start in sorted(steps):
        path: dict[int, None] = {}
        trail = [(start, iter(sorted(steps[start])))] if start not in finished else []
        path.update(dict.fromkeys(node for node, _ in trail))
        while trail:
            node, following = trail[-1]
            child = next((each for each in following if each not in finished), None)
            if child is None:
                trail.pop()
                del path[node]
                finished.add(node)
            elif child in path:
                order = list(path)
                return order[order.index(child) :]
            else:
                path[child] = None
                trail.append((child, iter(sorted(steps.get(child, ())))))
    return None
