"""The roster as two CSV files: sites and people. Reading changes nothing and needs nothing but the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from bot.people.model import name_key
from bot.people.reasons import Reason
from bot.people.roster_cells import Cells
from bot.people.roster_table import Fault, Row, read_table, shown
from config.community import Community
from config.texts import N_

SITES, PEOPLE = "sites", "people"
SITE_COLUMNS = ("name", "district", "region", "level", "opened_on", "time_zone", "initiatives")
SIZE = "size"  # of a site; a file may do without this column
PEOPLE_COLUMNS = ("name", "email", "position", "site", "supervisor_emails", "started_on", "languages", "topics")
ALIASES = {"supervisor_email": "supervisor_emails"}
LONGEST_LEVEL = 40
SITE_TWICE = N_("the site {key} is on line {lines} too")
ADDRESS_TWICE = N_("the address {key} is on line {lines} too")


@dataclass(frozen=True)
class SiteRow:
    """What one line says about a site. `tells_size` says whether the file has a column for it at all."""

    line: int
    name: str
    district: str
    region: str
    level: str
    opened_on: date | None
    time_zone: str
    initiatives: tuple[str, ...]
    size: int | None = None
    tells_size: bool = False

    @property
    def key(self) -> str:
        """What makes it the same site as another line's."""
        return name_key(self.name)


@dataclass(frozen=True)
class PersonRow:
    """What one line says about a person. `site` is the key of a site's name, empty for none."""

    line: int
    name: str
    email: str
    position: str
    site: str
    supervisors: tuple[str, ...]
    started_on: date | None
    languages: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def key(self) -> str:
        """What makes it the same person as another line's."""
        return self.email


@dataclass(frozen=True)
class RosterRows:
    """Every line of the two files that could be read, and what is wrong with the others."""

    sites: tuple[SiteRow, ...]
    people: tuple[PersonRow, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether both files could be read at all, so that their good lines can be used without the bad ones."""
        return not any(fault.is_fatal for fault in self.faults)


class _Keyed(Protocol):
    @property
    def line(self) -> int: ...
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=_Keyed)


def read_roster(
    sites: bytes, people: bytes, *, community: Community, known_sites: Collection[str], today: date
) -> RosterRows:
    """Read both files. `known_sites` are names of sites that the network has already; a person may work there too."""
    site_rows, faults = read_sites(sites, today)
    keys = {row.key for row in site_rows} | {name_key(name) for name in known_sites}
    people_rows, more = _read_people(people, community, keys, today)
    return RosterRows(
        tuple(site_rows), tuple(people_rows), tuple(sorted(faults, key=_place)) + tuple(sorted(more, key=_place))
    )


def read_sites(content: bytes, today: date) -> tuple[list[SiteRow], list[Fault]]:
    """Read the file of sites alone: every good line, and what is wrong with the others."""
    table = read_table(SITES, content, SITE_COLUMNS, ALIASES)
    faults, good = list(table.faults), []
    for row in table.rows:
        cells = Cells(row)
        site = _site(cells, today)
        faults += [Fault(SITES, row.line, reason) for reason in cells.faults]
        good += [site] if not cells.faults else []
    return listed_once(SITES, SITE_TWICE, good, faults)


def _site(cells: Cells, today: date) -> SiteRow:
    return SiteRow(
        line=cells.line,
        name=cells.needed("name"),
        district=cells.text("district"),
        region=cells.text("region"),
        level=cells.text("level", most=LONGEST_LEVEL),
        opened_on=cells.day("opened_on", today),
        time_zone=cells.zone("time_zone"),
        initiatives=cells.words("initiatives"),
        size=cells.students(SIZE),
        tells_size=cells.has(SIZE),
    )


def _read_people(
    content: bytes, community: Community, sites: Collection[str], today: date
) -> tuple[list[PersonRow], list[Fault]]:
    table = read_table(PEOPLE, content, PEOPLE_COLUMNS, ALIASES)
    positions = {position.casefold(): position for position in community.positions.known}
    topics = {topic.key.casefold(): topic.key for topic in community.topics}
    topics |= {topic.label.casefold(): topic.key for topic in community.topics}
    faults, good = list(table.faults), []
    for row in table.rows:
        cells = Cells(row)
        person = PersonRow(
            line=row.line,
            name=cells.needed("name"),
            email=cells.address("email"),
            position=cells.one_of("position", positions),
            site=_site_of(cells, row, sites),
            supervisors=cells.addresses("supervisor_emails"),
            started_on=cells.day("started_on", today),
            languages=cells.words("languages"),
            topics=cells.several_of("topics", topics),
        )
        faults += [Fault(PEOPLE, row.line, reason) for reason in cells.faults]
        good += [person] if not cells.faults else []
    return listed_once(PEOPLE, ADDRESS_TWICE, good, faults)


def _site_of(cells: Cells, row: Row, sites: Collection[str]) -> str:
    key = name_key(cells.text("site"))
    if key and key not in sites:
        unknown = N_("{value} is neither in the file of sites nor known already")
        cells.faults.append(Reason(unknown, value=shown(row.cells["site"])))
    return key


def listed_once(file: str, what: str, rows: Iterable[K], faults: list[Fault]) -> tuple[list[K], list[Fault]]:
    """Leave out every line that shares its key with another: which of them is right, the file does not say."""
    lines: dict[str, list[int]] = defaultdict(list)
    kept = list(rows)
    for row in kept:
        lines[row.key].append(row.line)
    for key, found in lines.items():
        for line in found if len(found) > 1 else ():
            others = ", ".join(str(other) for other in found if other != line)
            faults.append(Fault(file, line, Reason(what, key=shown(key), lines=others)))
    return [row for row in kept if len(lines[row.key]) == 1], faults


def _place(fault: Fault) -> int:
    return fault.line
