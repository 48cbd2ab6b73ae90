"""The control: a command as one would write it without an outbox, which a crash must be able to leave half done."""

from __future__ import annotations

import discord

from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from tests.kit.town import Town


async def suspend_and_tell(town: Town) -> None:
    """Write, then post, then write again: three steps with nothing that remembers the way between them."""
    async with town.network.write() as tx:
        [person, *_] = await PeopleStore(tx).people()
        await PeopleStore(tx).suspend(person.id)
    lobby = town.bot.get_channel(town.channel("lobby").id)
    assert isinstance(lobby, discord.TextChannel)
    await lobby.send("Somebody's place is closed for now.")
    async with town.network.write() as tx:
        await StewardStore(tx).log(person.id, "closed a place", None, town.clock.now())
