"""What a roster file would change: the difference between what stands in the database and what the file says.

Pure. The outcome is computed whole (`Plan.after`), the difference is read off it; so a plan that was carried out leaves
nothing to plan.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, Protocol, TypeVar

from bot.errors import Refusal
from bot.people.graph import Supervision, SupervisionGraph
from bot.people.model import Person, Site, name_key
from bot.people.roster import PersonRow, RosterRows, SiteRow
from bot.text.languages import reading_language
from config.texts import N_


@dataclass
class SupervisionCycle(Refusal):
    """People supervise each other in a circle, so nobody could be said to be above anybody."""

    circle: str
    says: ClassVar[str] = N_(
        "These people supervise each other in a circle: {circle}. Nothing was changed. Correct supervisor_emails for "
        "one of them; whoever is not in the file needs a row of their own."
    )


@dataclass(frozen=True)
class Standing:
    """The roster as it stands: in the database, or after a plan."""

    sites: tuple[Site, ...] = ()
    people: tuple[Person, ...] = ()
    supervisions: frozenset[Supervision] = frozenset()
    recorded: frozenset[Supervision] = frozenset()  # of these, what stewards recorded and no file has named since

    def graph(self, principals: Collection[str] = frozenset()) -> SupervisionGraph:
        """Return who stands above whom."""
        return SupervisionGraph(self.supervisions, self.people, principals)


class _Stored(Protocol):
    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=_Stored)


@dataclass(frozen=True)
class Change(Generic[R]):
    """One row before (None: it is new) and after."""

    before: R | None
    after: R

    def fields(self) -> list[str]:
        """Return the names of what differs; empty for a new row."""
        if self.before is None:
            return []
        return [name for name, value in vars(self.after).items() if vars(self.before)[name] != value]


@dataclass(frozen=True)
class Plan:
    """What would be written. `outside` are the supervisors who are on no roster, new or known."""

    sites: tuple[Change[Site], ...]
    people: tuple[Change[Person], ...]
    added: frozenset[Supervision]
    removed: frozenset[Supervision]
    confirmed: frozenset[Supervision]  # recorded by a steward, and named by the file now
    outside: tuple[Person, ...]
    before: Standing
    after: Standing

    @property
    def is_empty(self) -> bool:
        """Whether the database says what the file says already."""
        return not (self.sites or self.people or self.added or self.removed or self.confirmed)

    @property
    def steps(self) -> int:
        """How many rows carrying it out writes."""
        return len(self.sites) + len(self.people) + len(self.added) + len(self.removed) + len(self.confirmed)


def plan_roster(standing: Standing, roster: RosterRows, *, complete: bool, make_id: Callable[[], int]) -> Plan:
    """Return what the file changes; `complete` retires whoever it leaves out. Raises `SupervisionCycle`.

    Whoever is left out and still supervises somebody who stays becomes outside instead: without access, but above.
    What stewards recorded after a flag stays, whatever the file leaves out; once a file names it, files decide.
    """
    sites = _sites_after(standing.sites, roster.sites, make_id)
    site_ids = {name_key(site.name): site.id for site in sites}
    known = {person.email: person for person in standing.people if person.email is not None}
    people = {person.id: person for person in standing.people}
    for row in roster.people:
        person = _person_after(known.get(row.email), row, site_ids, make_id)
        known[row.email] = people[person.id] = person
    for email in sorted({email for row in roster.people for email in row.supervisors} - known.keys()):
        person = Person(make_id(), email, email, "", state="outside")
        known[email] = people[person.id] = person
    listed = {_id(known, row.email): row for row in roster.people}
    named = frozenset((_id(known, email), person_id) for person_id, row in listed.items() for email in row.supervisors)
    unlisted = frozenset(pair for pair in standing.supervisions if pair[1] not in listed)
    supervisions = unlisted | named | standing.recorded
    settled = _settle_the_rest(people, supervisions, listed, complete=complete)
    after = Standing(tuple(sites), tuple(settled), supervisions, standing.recorded - named)
    _refuse_cycle(after)
    return _difference(standing, after)


def _sites_after(standing: Iterable[Site], rows: Iterable[SiteRow], make_id: Callable[[], int]) -> list[Site]:
    known = {name_key(site.name): site for site in standing}
    for row in rows:
        site_id = known[row.key].id if row.key in known else make_id()
        about = (row.district, row.region, row.level, row.opened_on, row.time_zone, row.initiatives)
        size = row.size if row.tells_size or row.key not in known else known[row.key].size
        known[row.key] = Site(site_id, row.name, *about, size)
    return list(known.values())


def _person_after(
    before: Person | None, row: PersonRow, site_ids: dict[str, int], make_id: Callable[[], int]
) -> Person:
    reads = reading_language(row.languages)
    person = before or Person(make_id(), row.name, row.email, row.position, locale=reads)
    return replace(
        person,
        name=row.name,
        position=row.position,
        site_id=site_ids[row.site] if row.site else None,
        started_on=row.started_on,
        languages=row.languages,
        topics=row.topics,
        state="suspended" if person.state == "suspended" else "active",
    )


def _settle_the_rest(
    people: dict[int, Person], supervisions: frozenset[Supervision], listed: Collection[int], *, complete: bool
) -> list[Person]:
    """Return everyone in the state that follows from being listed or not."""
    named = SupervisionGraph(supervisions)
    staying = set(listed)
    if not complete:
        staying |= {person.id for person in people.values() if person.state in {"active", "suspended"}}
    needed = {above for person_id in staying for above in named.above(person_id)} - staying
    settled = []
    for person in people.values():
        if person.id in needed and person.state != "suspended":
            settled.append(replace(person, state="outside"))
        elif complete and person.id not in staying and person.state != "suspended":
            settled.append(replace(person, state="retired"))
        else:
            settled.append(person)
    return settled


def _refuse_cycle(after: Standing) -> None:
    cycle = after.graph().cycle()
    if cycle is not None:
        names = {person.id: person.email or person.name for person in after.people}
        raise SupervisionCycle(" → ".join(names[person_id] for person_id in [*cycle, cycle[0]]))


def _difference(before: Standing, after: Standing) -> Plan:
    return Plan(
        sites=_changes(before.sites, after.sites),
        people=_changes(before.people, after.people),
        added=after.supervisions - before.supervisions,
        removed=before.supervisions - after.supervisions,
        confirmed=before.recorded - after.recorded,
        outside=tuple(person for person in after.people if person.state == "outside"),
        before=before,
        after=after,
    )


def _changes(before: Iterable[R], after: Iterable[R]) -> tuple[Change[R], ...]:
    known = {row.id: row for row in before}
    return tuple(Change(known.get(row.id), row) for row in after if known.get(row.id) != row)


def _id(known: dict[str, Person], email: str) -> int:
    return known[email].id
