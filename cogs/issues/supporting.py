"""Adding one's voice to an issue, and taking it back: one voice a person, counted by site."""

from __future__ import annotations

from archive.issues.anonymous.speaking import check_no_part
from archive.issues.readers import issue_for
from archive.issues.sites import sites_behind
from archive.issues.store import IssueStore
from bot.cards import Card
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.visit import Visit
from cogs.issues import render
from cogs.issues.rules import NotSupported


async def add_voice(visit: Visit, written: str) -> Card:
    """Add the member's voice, and with it their site's. Raises `Gone`, `OwnIssue` or `SupportedBefore`."""
    person = await visit.person()
    async with visit.network.write() as tx:
        issue = await issue_for(tx, person.id, read_id(written))
        if issue is None:
            raise Gone
        await check_no_part(tx, issue, person.id)
        await IssueStore(tx).support(issue.id, person.id, person.site_id, now=visit.now)
        sites = (await sites_behind(tx, [issue.id]))[issue.id]
    return render.supported(visit.t, issue.id, sites)


async def take_voice_back(visit: Visit, written: str) -> Card:
    """Take the member's voice back; raises `NotSupported`. What one may no longer read can be left all the same."""
    person, issue_id = await visit.person(), read_id(written)
    async with visit.network.write() as tx:
        if not await IssueStore(tx).take_back(issue_id, person.id):
            raise NotSupported
        sites = (await sites_behind(tx, [issue_id]))[issue_id]
    return render.unsupported(visit.t, issue_id, sites)
