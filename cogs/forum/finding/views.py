"""What somebody finds in the forum, and what the buttons under it do: turn the page."""

from __future__ import annotations

from bot.cards import Card
from bot.search.rules import words_in
from bot.ui.actions import Actions
from bot.ui.turning import page_in, words_looked_for
from bot.ui.visit import Visit
from cogs.forum.entries import BOUND
from cogs.forum.finding.finding import NothingAsked, Wanted, find
from cogs.forum.finding.render import found_card
from cogs.forum.gate import reader_of

actions = Actions("forum")


@actions.on("found")
async def turn(visit: Visit, target: str) -> None:
    """Show another page of what was looked for."""
    page, _, topic = target.partition(".")
    await visit.update(await found_page(visit, Wanted(words_looked_for(visit), topic, page_in(page))))


async def found_page(visit: Visit, wanted: Wanted) -> Card:
    """Return a page of the posts that have every word, to whoever reads the forum; raises `NothingAsked`."""
    reader = await reader_of(visit)
    if not words_in(wanted.words):
        raise NothingAsked
    async with visit.network.read() as tx:
        found = await find(tx, wanted, visit.network.community, visit.t, now=visit.now)
    guild_id, cut = reader.forum.guild.id, BOUND if found.is_cut else None
    return found_card(visit.t, found, wanted, guild_id, visit.network.community, cut=cut)
