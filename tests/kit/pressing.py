"""Pressing a button by its address, whoever it was meant for: ids are claims."""

from __future__ import annotations

from typing import Any

from simcord.actors import MemberActor

from bot.cards import Address, Button, Card
from bot.outbox import Outbox
from tests.kit.town import Town


async def press(town: Town, actor: MemberActor, address: Address) -> Any:
    """Post a card with this button where everybody is, press it as somebody, and let everything happen."""
    hall = town.guild.channels.get("hall") or town.guild.create_text_channel("hall")
    async with town.network.write() as tx:
        await Outbox(tx).post(
            hall.id, Card(text="Press it.", buttons=(Button("Press", address),)), now=town.clock.now()
        )
    assert town.house.courier is not None
    await town.house.courier.drain()
    assert hall.last_message is not None
    result = await actor.click(hall.last_message, label="Press")
    await town.settle()
    return result
