"""The roster's two files, read for one round: nothing is stored, so what is unknown is kept where no rule needs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.people.model import Person, Site, name_key
from bot.people.roster import (
    ADDRESS_TWICE,
    ALIASES,
    PEOPLE,
    PEOPLE_COLUMNS,
    PersonRow,
    SiteRow,
    listed_once,
    read_sites,
)
from bot.people.roster_cells import Cells
from bot.people.roster_table import Fault, read_table, shown
from cogs.mentoring.spreadsheet.model import Listing
from config.community import Community


def read_listing(
    people: bytes, sites: bytes | None, *, community: Community, today: date
) -> tuple[Listing, list[Fault], list[Fault]]:
    """Return who there is, what is wrong with the files, and what is worth a remark.

    Whoever is named as a supervisor and has no line becomes an *outside* person: part of who stands above whom.
    """
    site_rows, faults = read_sites(sites, today) if sites is not None else ([], [])
    rows, more, remarks = _read_people(people, community, today)
    faults += more
    known = {row.key for row in site_rows}
    if sites is not None:
        remarks += [
            Fault(
                PEOPLE, row.line, f"{shown(row.site)} is not in the file of sites, so its level and clock are unknown"
            )
            for row in rows
            if row.site and row.site not in known
        ]
    return _listing(rows, site_rows), faults, remarks


def _read_people(content: bytes, community: Community, today: date) -> tuple[list[PersonRow], list[Fault], list[Fault]]:
    table = read_table(PEOPLE, content, PEOPLE_COLUMNS, ALIASES)
    positions = {position.casefold(): position for position in community.positions.known}
    faults, remarks, good = list(table.faults), [], []
    for row in table.rows:
        cells = Cells(row)
        position = cells.text("position")
        person = PersonRow(
            line=row.line,
            name=cells.text("name"),
            email=cells.address("email"),
            position=positions.get(position.casefold(), position),
            site=name_key(cells.text("site")),
            supervisors=cells.addresses("supervisor_emails"),
            started_on=cells.day("started_on", today),
            languages=cells.words("languages"),
            topics=cells.words("topics"),
        )
        faults += [Fault(PEOPLE, row.line, reason) for reason in cells.faults]
        good += [person] if not cells.faults else []
        if position and position.casefold() not in positions:
            told = f"{shown(position)} is not a position this community knows; it counts as nobody's principal"
            remarks.append(Fault(PEOPLE, row.line, told))
    kept, faults = listed_once(PEOPLE, ADDRESS_TWICE, good, faults)
    return kept, faults, remarks


def _listing(rows: list[PersonRow], site_rows: list[SiteRow]) -> Listing:
    named = {row.site for row in rows if row.site} | {row.key for row in site_rows}
    number = {key: place for place, key in enumerate(sorted(named), start=1)}
    addresses = sorted({row.email for row in rows} | {each for row in rows for each in row.supervisors})
    ids = {email: place for place, email in enumerate(addresses, start=1)}
    people = {row.email: _person(row, ids, number) for row in rows}
    for email in addresses:
        people.setdefault(email, Person(ids[email], email, email, "", state="outside"))
    supervisions = frozenset((ids[above], ids[row.email]) for row in rows for above in row.supervisors)
    return Listing(people, {number[row.key]: _site(row, number) for row in site_rows}, supervisions)


def _person(row: PersonRow, ids: Mapping[str, int], sites: Mapping[str, int]) -> Person:
    return Person(
        id=ids[row.email],
        name=row.name or row.email,
        email=row.email,
        position=row.position,
        site_id=sites[row.site] if row.site else None,
        started_on=row.started_on,
        languages=row.languages,
        topics=row.topics,
    )


def _site(row: SiteRow, sites: Mapping[str, int]) -> Site:
    about = (row.district, row.region, row.level, row.opened_on, row.time_zone, row.initiatives, row.size)
    return Site(sites[row.key], row.name, *about)
