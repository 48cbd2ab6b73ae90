"""Circles from files: four to six peers of different sites on one topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.errors import Refusal
from bot.matching.circles import form_circles
from cogs.mentoring.spreadsheet.files import write_all
from cogs.mentoring.spreadsheet.pool import pool_of
from cogs.mentoring.spreadsheet.reading import Say, Sheets, read_sheets
from cogs.mentoring.spreadsheet.report import table
from config.community import Community
from config.texts import N_, Texts


@dataclass
class NobodyNamesIt(Refusal):
    """No wish names the topic."""

    topic: str
    says: ClassVar[str] = N_(
        "Nobody names “{topic}” among their topics, so no circle can be formed. Nothing was written. Write a topic as "
        "in the wishes: its key or its label."
    )


def circles_from_files(
    sheets: Sheets, topic: str, community: Community, *, seed: int, now: datetime, t: Texts, say: Say
) -> None:
    """Seat everybody who named a topic, whether they ask or offer, and write the circles and who is left.

    Raises what `read_sheets` does, NobodyNamesIt or SheetUnwritable, with nothing written.
    """
    listing, rows, _ = read_sheets(sheets, community, now, say)
    pool, key = pool_of(listing, rows, community, now), _key_of(topic, community)
    wishes = {wish.person_id: wish for wish in (*pool.mentors, *pool.mentees) if key in wish.topics}
    if not wishes:
        raise NobodyNamesIt(topic)
    found = form_circles(wishes.values(), key, apart=pool.apart, weights=pool.weights, seed=seed)
    emails = {person.id: person.email for person in listing.people.values()}
    seats = [(str(n), emails[each]) for n, circle in enumerate(found.formed, start=1) for each in circle.person_ids]
    texts = {sheets.out: table(("circle", "email"), seats)}
    if sheets.unmatched is not None:
        why = t("No circle of four people of different sites could take them this time.")
        texts[sheets.unmatched] = table(("email", "why"), [(emails[each], why) for each in found.left])
    write_all(texts)
    say(t.many("One circle.", "{count} circles.", len(found.formed)))
    say(t.many("One person is left over.", "{count} people are left over.", len(found.left)))


def _key_of(topic: str, community: Community) -> str:
    written = topic.strip().casefold()
    known = (each.key for each in community.topics if written in (each.key.casefold(), each.label.casefold()))
    return next(known, written)
