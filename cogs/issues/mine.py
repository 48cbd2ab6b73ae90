"""One's own issues: where they are, and whether policymakers may see them counted. A yes to that can be taken back."""

from __future__ import annotations

from archive.consent.counting import count_again, count_me_out, counted_by_words, counted_issues
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.cards import Card
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.issues import render

actions = Actions("issues")


async def mine_card(visit: Visit) -> Card:
    """Return what a member raised, the newest first."""
    person = await visit.person()
    async with visit.network.read() as tx:
        issues = await IssueStore(tx).mine(person.id)
        titles = await ThemeStore(tx).titles([issue.theme_id for issue in issues if issue.theme_id is not None])
        counted, told = await counted_issues(tx, person.id), await counted_by_words(tx, person.id)
    return render.mine(visit.t, issues, titles, counted=counted, told=told)


@actions.on("count_out")
async def stop_counting(visit: Visit, target: str) -> None:
    """Take *count me* back, at once and for good."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await count_me_out(tx, await _own(tx, person.id, target), person_id=person.id)
    await visit.update(await mine_card(visit))


@actions.on("count_in")
async def count(visit: Visit, target: str) -> None:
    """Say *count me* again. Raises `CountedByWords`."""
    person = await visit.person()
    key = visit.house.keys.person_key(visit.network.id, person.id)
    async with visit.network.write() as tx:
        await count_again(tx, await _own(tx, person.id, target), key=key, person_id=person.id, now=visit.now)
    await visit.update(await mine_card(visit))


async def _own(tx: Tx, person_id: int, target: str) -> int:
    issue = await IssueStore(tx).issue(read_id(target))
    if issue is None or issue.person_id != person_id or issue.for_policymakers != "count":
        raise Gone
    return issue.id
