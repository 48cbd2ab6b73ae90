"""Picking an issue for a command, by a word of it."""

from __future__ import annotations

from archive.issues.listing import holding
from bot.ui.offering import LONGEST_OFFER, MOST_OFFERED, Offer, offered
from bot.ui.visit import Visit
from cogs.issues.render import excerpt

SEARCHED = 500  # the newest issues, among which a word is looked for while it is typed


@offered
async def issue_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer issues that the member may read and that hold what was typed, the newest first."""
    person = await visit.person()
    async with visit.network.read() as tx:
        fitting = await holding(tx, person.id, typed, most=MOST_OFFERED, among=SEARCHED)
    return [(excerpt(issue.text, LONGEST_OFFER), str(issue.id)) for issue in fitting]
