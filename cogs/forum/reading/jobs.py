"""The sweep that sends the week's reading list to whoever wants it, once, however many processes look."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.notices import Notices
from bot.people.school import school_of
from bot.people.store import PeopleStore
from bot.pulse import Sweep
from bot.visibility.admission.access import Roster
from cogs.forum.place import board_on
from cogs.forum.readers import readers_among, related_to
from cogs.forum.reading.gathering import items_of
from cogs.forum.reading.render import list_card
from cogs.forum.reading.rules import covered_from, list_for, week_due
from cogs.forum.reading.store import ReaderStore, key_of
from config.texts import texts_for

if TYPE_CHECKING:
    import discord

    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House
    from bot.people.model import Person


async def send_lists(house: House, network: Network, now: datetime) -> None:
    """Tell every reader whose list is due what the forum had; in a quiet week nothing is told."""
    board = await board_on(network, house.guild(network))
    if board is None:
        return
    async with network.read() as tx:
        is_due = bool(await _due(tx, network, board.forum, now))
    if not is_due:
        return
    items = await items_of(network, board, now)
    async with network.write() as tx:
        roster = await Roster.read(tx, network.community)
        for person, week, since in await _due(tx, network, board.forum, now):
            if not await ReaderStore(tx).claim(person.id, week):
                continue
            found = list_for(person.id, items, related_to(roster, person.id), since)
            if found:
                card = list_card(texts_for(person.locale), found, network.community, board.forum.guild.id)
                await Notices(tx).tell(person.id, "forum.reading", card, now=now, key=key_of(person.id, week))


async def _due(
    tx: Tx, network: Network, forum: discord.ForumChannel, now: datetime
) -> list[tuple[Person, str, datetime]]:
    """Return who is to get which week's list now, and since when it covers what happened.

    That is whoever wants it and reads the forum at this moment.
    """
    wanted = await ReaderStore(tx).all()
    if not wanted:
        return []
    sites = {site.id: site for site in await PeopleStore(tx).sites()}
    school = school_of(network.community, list(sites.values()))
    due = []
    for person in readers_among(await Roster.read(tx, network.community), forum):
        site = sites.get(person.site_id or 0)
        district = site.district or None if site is not None else None
        week = week_due(now, school, district)
        if person.id in wanted and week is not None and week != wanted[person.id]:
            due.append((person, week, covered_from(wanted[person.id], now, school, district)))
    return due


SWEEPS = (Sweep("forum.reading", every=timedelta(minutes=30), run=send_lists, needs_server=True),)
