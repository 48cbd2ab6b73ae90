"""Picking an issue for a command, by a word of it."""

from __future__ import annotations

from archive.issues.listing import Filters, newest
from archive.issues.model import Issue
from bot.ui.offering import LONGEST_OFFER, MOST_OFFERED, Offer, offered
from bot.ui.visit import Visit
from cogs.issues.render import excerpt

AT_ONCE = 50
SEARCHED = 500  # the newest issues, among which a word is looked for while it is typed


@offered
async def issue_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer issues that the member may read and that hold what was typed, the newest first."""
    person = await visit.person()
    word, fitting = typed.casefold(), list[Issue]()
    async with visit.network.read() as tx:
        for skipped in range(0, SEARCHED, AT_ONCE):  # mostly the first few hold enough; each has to be unsealed
            recent = await newest(tx, person.id, Filters(), most=AT_ONCE, skip=skipped)
            fitting += [issue for issue in recent if word in issue.text.casefold()]
            if len(fitting) >= MOST_OFFERED or len(recent) < AT_ONCE:
                break
    return [(excerpt(issue.text, LONGEST_OFFER), str(issue.id)) for issue in fitting]
