"""Reading a programme's files whole: every fault of any stops everything before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from bot.errors import Refusal
from bot.people.graph import SupervisionGraph
from bot.people.roster_table import Fault
from cogs.mentoring.spreadsheet.files import SheetUnwritable, content_of
from cogs.mentoring.spreadsheet.model import Listing, WishRow
from cogs.mentoring.spreadsheet.people import read_listing
from cogs.mentoring.spreadsheet.wishes import read_wishes
from config.community import Community
from config.texts import N_

MOST_SHOWN = 30

Say = Callable[[str], None]


@dataclass
class SheetsFaulty(Refusal):
    """A file has faults."""

    lines: str
    says: ClassVar[str] = N_("{lines}\nNothing was written. Correct this and run the command again.")


@dataclass(frozen=True)
class Sheets:
    """Which files are read and which are written."""

    people: Path
    wishes: Path
    sites: Path | None
    out: Path
    unmatched: Path | None


def read_sheets(sheets: Sheets, community: Community, now: datetime, say: Say) -> tuple[Listing, list[WishRow], int]:
    """Return who there is, what they wish, and how many remarks were said.

    Raises SheetUnreadable, SheetsFaulty, or SheetUnwritable where what is written would be written over.
    """
    _check_places(sheets)
    sites = content_of(sheets.sites) if sheets.sites is not None else None
    people, wishes = content_of(sheets.people), content_of(sheets.wishes)
    listing, faults, remarks = read_listing(people, sites, community=community, today=now.date())
    rows, more, others = read_wishes(wishes, listing.people, community, now.date())
    if any(fault.is_fatal for fault in faults):  # then nobody is known, and every wish would be told as a fault
        more = [fault for fault in more if fault.is_fatal]
    if faults or more:
        raise SheetsFaulty("\n".join(_shown([*faults, *more])))
    remarks += [*others, *_on_the_whole(listing, rows, sheets, community)]
    _tell(remarks, say)
    return listing, rows, len(remarks)


def _check_places(sheets: Sheets) -> None:
    """Refuse to write over what is read, or twice over the same file."""
    read = {file.resolve() for file in (sheets.people, sheets.wishes, sheets.sites) if file is not None}
    written = [file for file in (sheets.out, sheets.unmatched) if file is not None]
    for number, file in enumerate(written):
        if file.resolve() in read | {other.resolve() for other in written[:number]}:
            raise SheetUnwritable(str(file), N_("it is named twice on the command line"))


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
