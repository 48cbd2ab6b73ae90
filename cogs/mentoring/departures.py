"""Whoever leaves the server leaves mentoring, as if they had stopped: for an hour all of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.people.store import PeopleStore
from cogs.mentoring.holding import holding
from cogs.mentoring.store import MentoringStore

if TYPE_CHECKING:
    import discord

    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House


async def note_departure(network: Network, account_id: int, now: datetime) -> None:
    """Stop the mentoring of whoever has just left the server with this account, if they take part."""
    async with network.write() as tx:
        person = await PeopleStore(tx).by_account(account_id)
        if person is not None and await _takes_part(tx, person.id):
            await holding.stop(tx, person.id, now)


async def note_departures(house: House, network: Network, now: datetime) -> None:
    """Stop the mentoring of everybody who left while nobody listened; does nothing before all members are known."""
    guild = house.guild(network)
    if guild is None or not guild.chunked:
        return
    async with network.read() as tx:
        gone = await _departed(tx, _is_here(guild))
    for account_id in gone:
        await note_departure(network, account_id, now)


def _is_here(guild: discord.Guild) -> Callable[[int], bool]:
    return lambda account_id: guild.get_member(account_id) is not None


async def _departed(tx: Tx, is_here: Callable[[int], bool]) -> list[int]:
    """Return the accounts of those who take part and are not on the server."""
    taking_part = await MentoringStore(tx).taking_part()
    people = [person for person in await PeopleStore(tx).people() if person.id in taking_part]
    return [each.account_id for each in people if each.account_id is not None and not is_here(each.account_id)]


async def _takes_part(tx: Tx, person_id: int) -> bool:
    return person_id in await MentoringStore(tx).taking_part()
