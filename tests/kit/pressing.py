"""Pressing a button by its address, whoever it was meant for: ids are claims."""

from __future__ import annotations

from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import to_discord_message

from bot.cards import Address, Button, Card
from bot.outbox import Outbox
from tests.kit.town import Town


def newest(town: Town, channel: ChannelHandle) -> discord.Message | None:
    """Return a channel's last message; the simulation's own look at it builds every one before it, too."""
    kept = town.env.backend.messages.get(channel.id)
    return to_discord_message(town.env, kept[max(kept)]) if kept else None


async def press(town: Town, actor: MemberActor, address: Address) -> Any:
    """Post a card with this button where everybody is, press it as somebody, and let everything happen."""
    hall = town.guild.channels.get("hall") or town.guild.create_text_channel("hall")
    async with town.network.write() as tx:
        await Outbox(tx).post(
            hall.id, Card(text="Press it.", buttons=(Button("Press", address),)), now=town.clock.now()
        )
    assert town.house.courier is not None
    await town.house.courier.drain()
    pressed = newest(town, hall)
    assert pressed is not None
    result = await actor.click(pressed, label="Press")
    await town.settle()
    return result
