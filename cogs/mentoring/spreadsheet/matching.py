"""One round from files to files: read everything, stop at the first fault of any, match, write everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from bot.errors import Refusal
from bot.matching.model import Pool
from bot.matching.rounds import match
from cogs.mentoring.spreadsheet import report
from cogs.mentoring.spreadsheet.files import write_all
from cogs.mentoring.spreadsheet.pool import pool_of
from cogs.mentoring.spreadsheet.reading import Say, Sheets, read_sheets
from config.community import Community
from config.texts import N_, Texts


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
        "Nobody can be paired: no line of the wishes has the side mentee, so everyone would be a mentor. "
        "Nothing was written. Add a line for somebody who asks, then run the command again."
    )


def round_from_files(
    sheets: Sheets, community: Community, *, seed: int, now: datetime, t: Texts, say: Say
) -> dict[str, Any]:
    """Match what the files say, write the pairs and who is left, and return the figures.

    Raises SheetUnreadable, SheetsFaulty, NobodyOffers, NobodyAsks or SheetUnwritable, with nothing written.
    """
    listing, rows, remarks = read_sheets(sheets, community, now, say)
    sides = {row.side for row in rows}
    if "mentor" not in sides:
        raise NobodyOffers
    if "mentee" not in sides:
        raise NobodyAsks
    pool = pool_of(listing, rows, community, now)
    say(t("Asking: {mentees}. Offering: {mentors}, places in all: {places}. Matching …", **_sizes(pool)))
    outcome = match(pool, seed)
    people = {person.id: person for person in listing.people.values()}
    texts = {sheets.out: report.pairs_table(t, outcome, people, community)}
    if sheets.unmatched is not None:
        texts[sheets.unmatched] = report.left_table(t, outcome, people)
    write_all(texts)
    say(t.many("One pair.", "{count} pairs.", len(outcome.matches)))
    say(t.many("One mentee is left over.", "{count} mentees are left over.", len(outcome.left)))
    return report.figures(pool, outcome, remarks)


def _sizes(pool: Pool) -> dict[str, int]:
    places = sum(mentor.capacity for mentor in pool.mentors)
    return {"mentees": len(pool.mentees), "mentors": len(pool.mentors), "places": places}
