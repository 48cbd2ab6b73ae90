"""One round from files to files: read everything, stop at the first fault of any, match, write everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from bot.errors import Refusal
from bot.matching.model import Pool
from bot.matching.rounds import match
from bot.people.graph import SupervisionGraph
from bot.people.roster_table import Fault
from cogs.mentoring.spreadsheet import report
from cogs.mentoring.spreadsheet.files import SheetUnwritable, content_of, write_all
from cogs.mentoring.spreadsheet.model import Listing, WishRow
from cogs.mentoring.spreadsheet.people import read_listing
from cogs.mentoring.spreadsheet.pool import pool_of
from cogs.mentoring.spreadsheet.wishes import read_wishes
from config.community import Community
from config.texts import N_, Texts

MOST_SHOWN = 30

Say = Callable[[str], None]


@dataclass
class SheetsFaulty(Refusal):
    """A file has faults."""

    lines: str
    says: ClassVar[str] = N_("{lines}\nNothing was written. Correct this and run the command again.")


@dataclass
class NobodyOffers(Refusal):
    """No line of the wishes offers."""

    says: ClassVar[str] = N_(
        "Nobody can be paired: no line of the wishes has the side mentor. Nothing was written. Ask somebody to offer a "
        "place, then run the command again."
    )


@dataclass
class NobodyAsks(Refusal):
    """No line of the wishes asks."""

    says: ClassVar[str] = N_(
        "Nobody can be paired: no line of the wishes has the side mentee, so everyone would be a mentor. Nothing was "
        "written."
    )


@dataclass(frozen=True)
class Sheets:
    """Which files are read and which are written."""

    people: Path
    wishes: Path
    sites: Path | None
    out: Path
    unmatched: Path | None


def round_from_files(
    sheets: Sheets, community: Community, *, seed: int, now: datetime, t: Texts, say: Say
) -> dict[str, Any]:
    """Match what the files say, write the pairs and who is left, and return the figures.

    Raises SheetUnreadable, SheetsFaulty, NobodyOffers, NobodyAsks or SheetUnwritable, with nothing written.
    """
    _check_places(sheets)
    listing, rows, remarks = _read(sheets, community, now)
    _tell(remarks, say)
    pool = pool_of(listing, rows, community, now)
    say(t("{mentees} ask, {mentors} offer {places} places. Matching …", **_sizes(pool)))
    outcome = match(pool, seed)
    people = {person.id: person for person in listing.people.values()}
    texts = {sheets.out: report.pairs_table(t, outcome, people, community)}
    if sheets.unmatched is not None:
        texts[sheets.unmatched] = report.left_table(t, outcome, people)
    write_all(texts)
    say(t.many("One pair.", "{count} pairs.", len(outcome.matches)))
    say(t.many("One mentee is left over.", "{count} mentees are left over.", len(outcome.left)))
    return report.figures(pool, outcome, len(remarks))


def _check_places(sheets: Sheets) -> None:
    """Refuse to write over what is read, or twice over the same file."""
    read = {file.resolve() for file in (sheets.people, sheets.wishes, sheets.sites) if file is not None}
    written = [file for file in (sheets.out, sheets.unmatched) if file is not None]
    for number, file in enumerate(written):
        if file.resolve() in read | {other.resolve() for other in written[:number]}:
            raise SheetUnwritable(str(file), N_("it is named twice on the command line"))


def _read(sheets: Sheets, community: Community, now: datetime) -> tuple[Listing, list[WishRow], list[Fault]]:
    sites = content_of(sheets.sites) if sheets.sites is not None else None
    people, wishes = content_of(sheets.people), content_of(sheets.wishes)
    listing, faults, remarks = read_listing(people, sites, community=community, today=now.date())
    rows, more, others = read_wishes(wishes, listing.people, community, now.date())
    if any(fault.is_fatal for fault in faults):  # then nobody is known, and every wish would be told as a fault
        more = [fault for fault in more if fault.is_fatal]
    if faults or more:
        raise SheetsFaulty("\n".join(_shown([*faults, *more])))
    sides = {row.side for row in rows}
    if "mentor" not in sides:
        raise NobodyOffers
    if "mentee" not in sides:
        raise NobodyAsks
    return listing, rows, [*remarks, *others, *_on_the_whole(listing, rows, sheets, community)]


def _on_the_whole(listing: Listing, rows: Sequence[WishRow], sheets: Sheets, community: Community) -> list[Fault]:
    found = []
    graph = SupervisionGraph(listing.supervisions, listing.people.values(), community.positions.principals)
    if cycle := graph.cycle():
        names = {person.id: person.email or person.name for person in listing.people.values()}
        circle = " → ".join(names[each] for each in [*cycle, cycle[0]])
        found.append(
            Fault(
                N_("people"), 1, f"supervise each other in a circle, so none of them is paired with another: {circle}"
            )
        )
    if sheets.sites is None and any(row.hours for row in rows):
        found.append(Fault(N_("wishes"), 1, "without --sites all hours are read as if in one time zone"))
    asked = {hour for row in rows if row.side == "mentee" for hour in row.hours}
    offered = [row.hours for row in rows if row.side == "mentor"]
    if asked and all(hours and asked.isdisjoint(hours) for hours in offered):
        found.append(
            Fault(N_("wishes"), 1, "no hour that a mentee names is one that a mentor names; hours count for nobody")
        )
    return found


def _tell(remarks: Sequence[Fault], say: Say) -> None:
    for line in _shown(remarks):
        say(line)


def _shown(faults: Sequence[Fault]) -> list[str]:
    more = len(faults) - MOST_SHOWN
    return [str(fault) for fault in faults[:MOST_SHOWN]] + ([f"… and {more} more"] if more > 0 else [])


def _sizes(pool: Pool) -> dict[str, int]:
    places = sum(mentor.capacity for mentor in pool.mentors)
    return {"mentees": len(pool.mentees), "mentors": len(pool.mentors), "places": places}
