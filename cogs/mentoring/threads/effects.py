"""What stands in a pair's thread: its first card, and taking somebody, and their name, out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.outbox import Effect, GiveUp
from bot.people.store import PeopleStore
from bot.ui.render import to_edit
from bot.ui.sending import send_once
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.server.language import texts_on
from bot.visibility.server.threads import take_out, thread_on
from cogs.mentoring.following.times import times_for
from cogs.mentoring.notice_cards import first_card, nameless_card
from cogs.mentoring.opening import FIRST_CARD, LEAVE_THREAD
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cards import Card
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House

NAMELESS: Final = "mentoring"  # what a thread is called after somebody in its name was erased
LOOKED_THROUGH = 50  # messages from the beginning of a thread: its first card is among them


async def show_first_card(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post the first card of a pair's thread, if the pair is still there. The row's id is the nonce."""
    async with network.read() as tx:
        found = await _first_card(tx, network, facts["pair_id"], house.clock.now())
    if found is None:
        return
    thread_id, card = found
    thread = await _thread(house, network, thread_id)
    if thread is None:
        raise GiveUp("the thread is gone")
    await send_once(house, thread, card, facts)


async def _first_card(tx: Tx, network: Network, pair_id: int, now: datetime) -> tuple[int, Card] | None:
    pair = await MentoringStore(tx).pair(pair_id)
    if pair is None or pair.state != "open" or pair.channel_id is None:
        return None
    people = await PeopleStore(tx).some({pair.mentee_id, pair.mentor_id})
    mentee, mentor = people[pair.mentee_id], people[pair.mentor_id]
    times = await times_for(tx, pair, network.community, now)
    return pair.channel_id, first_card(texts_for(mentee.locale), pair, mentee, mentor, times, network.community)


async def leave_thread(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Take somebody out of their pair's thread and, if asked, both names off it; run again, it changes nothing."""
    thread = await _thread(house, network, facts["channel_id"])
    if thread is None:
        return
    await take_out(thread, facts["account_id"])
    if facts["is_nameless"]:
        await thread.edit(name=NAMELESS)
        await _unname_first_card(thread)
        async with network.write() as tx:
            await SpaceStore(tx).add("thread", None, thread.id, NAMELESS)


async def _unname_first_card(thread: discord.Thread) -> None:
    """Write the app's own first card anew, without names; nobody else's messages are looked at."""
    async for message in thread.history(limit=LOOKED_THROUGH, oldest_first=True):
        if message.author == thread.guild.me and message.embeds:
            await message.edit(**to_edit(nameless_card(texts_on(thread.guild))))
            return


async def _thread(house: House, network: Network, thread_id: int) -> discord.Thread | None:
    """Return a thread, archived ones too, or None where it was deleted."""
    guild = house.guild_or_retry(network)
    return await thread_on(guild, thread_id)


EFFECTS = {
    FIRST_CARD: Effect(show_first_card),
    LEAVE_THREAD: Effect(leave_thread),
}
