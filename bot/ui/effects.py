"""Carrying out what the outbox owes to Discord: posts in channels, direct messages to members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from bot.cards import Card
from bot.database.network import Network
from bot.house import House
from bot.notices import DELIVER, Notices
from bot.outbox import Effect
from bot.outbox.outbox import POST
from bot.people.store import PeopleStore
from bot.ui.sending import channel_on, send_once
from bot.visibility.server.snapshot import know_everybody
from config.texts import texts_for


async def post(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post a card, once however often it is tried."""
    guild = house.guild_or_retry(network)
    async with channel_on(guild, facts["channel_id"]) as channel:
        message = await send_once(house, channel, _card_for(guild, facts), facts)
        if facts.get("pin"):
            await message.pin()


def _card_for(guild: discord.Guild, facts: Mapping[str, Any]) -> Card:
    """Return the card in the server's language, where it was written in several."""
    said = facts.get("in", {}).get(texts_for(str(guild.preferred_locale)).language, facts["card"])
    return Card.from_json(said)


async def deliver_notice(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Send a notice as a direct message; where that is not possible, keep it for `/inbox`."""
    await know_everybody(house.guild_or_retry(network))
    async with network.read() as tx:
        notice = await Notices(tx).notice(facts["notice_id"])
        person = await PeopleStore(tx).person(notice.person_id) if notice else None
    if notice is None:
        return
    sent = person is not None and await _send(house, person.account_id, notice.card, facts)
    async with network.write() as tx:
        await (Notices(tx).finish(notice.id) if sent else Notices(tx).keep(notice.id))


async def _send(house: House, account_id: int | None, card: Card, facts: Mapping[str, Any]) -> bool:
    if account_id is None or house.client is None:
        return False
    user = house.client.get_user(account_id)
    if user is None:
        return False
    try:
        await send_once(house, user, card, facts)
    except discord.Forbidden:  # 50007: the member takes no direct messages from here
        return False
    return True


EFFECTS = {POST: Effect(post), DELIVER: Effect(deliver_notice)}
