"""Speaking without a name: raising and supporting. Every step is authorised again.

Limits and repeats are remembered in this process only; no row, log or button here leads to who spoke.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import discord

from archive.issues.anonymous.holding import held_by, take_back
from archive.issues.anonymous.speaking import check_enough, raise_without_name, site_to_keep, support_without_name
from archive.issues.rules import Draft
from archive.issues.similar import similar_issues
from archive.issues.sites import sites_behind
from bot.cards import Address
from bot.database.ids import read_id
from bot.people.model import Person
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.issues import unnamed_cards
from cogs.issues.rules import SpokeOften, unpack

MOST_AN_HOUR = 5

actions = Actions("issues")


async def before_speaking(visit: Visit, person: Person) -> bool:
    """Say whether the member's site would be kept; raises `TooFewMembers`, so that nobody writes in vain."""
    async with visit.network.read() as tx:
        await check_enough(tx, visit.network.community)
        return await site_to_keep(tx, visit.network.community, person) is not None


async def take_in(visit: Visit, person: Person, draft: Draft) -> None:
    """Take checked words in: what others say alike comes first, and the words stand on that card only."""
    await before_speaking(visit, person)
    similar = await similar_issues(visit.house, visit.network, person.id, draft.text)
    if not similar:
        await _raise(visit, person, draft)
        return
    async with visit.network.read() as tx:
        sites = await sites_behind(tx, [issue.id for issue in similar])
    await visit.reply(unnamed_cards.offer_card(visit.t, draft, similar, sites, person.id))


@actions.on("post_unnamed")
async def post(visit: Visit, target: str) -> None:
    """Raise the words on the card."""
    person, words = await visit.person(), await returned_words(visit)
    await visit.wait()
    async with giving_back(visit, words, Address("issues", "write", target)):
        await _raise(visit, person, unpack(target, words))


@actions.on("support_unnamed")
async def support(visit: Visit, target: str) -> None:
    """Add a voice to an issue. Words of one's own that wait on the card stay there, whatever is refused."""
    await add_nameless_voice(visit, target)


async def add_nameless_voice(visit: Visit, written: str) -> None:
    """Add a voice without a name. Raises `Gone`, `OwnIssue`, `SupportedBefore`, `TooFewMembers` or `SpokeOften`."""
    person, issue_id = await visit.person(), read_id(written)
    await visit.wait()
    speak = partial(support_without_name, visit.network, visit.house.keys, person, issue_id, now=visit.now)
    await _hand_over(visit, person, speak, is_support=True)


async def _raise(visit: Visit, person: Person, draft: Draft) -> None:
    speak = partial(raise_without_name, visit.network, visit.house.keys, person, draft, now=visit.now)
    await _hand_over(visit, person, speak, is_support=False)


async def _hand_over(visit: Visit, person: Person, speak: Callable[[], Awaitable[str]], *, is_support: bool) -> None:
    """Count it, let it happen, give the receipt; what nobody could be given a receipt for is taken back."""
    who = ("issue", visit.network.id, person.id, visit.now)
    with visit.house.memory.counting(*who, most=MOST_AN_HOUR, refusal=SpokeOften):
        receipt = await speak()
    line = visit.network.community.safety.line
    try:
        await visit.reply(unnamed_cards.receipt_card(visit.t, receipt, is_support=is_support, safety_line=line))
    except discord.HTTPException:
        async with visit.network.write() as tx:
            found = await held_by(tx, receipt)
            if found is not None:
                await take_back(tx, found[1])
        raise
