"""Whatever a button, list or form claims, and whoever clicks: a sentence, never a surprise."""

from __future__ import annotations

from collections.abc import Sequence

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.cards import Address, Button, Card
from bot.outbox import Outbox
from tests.kit.town import Town

ON_A_CARD = 25  # buttons: Discord's limit
CLAIMS = ("", "0", "99999999999999999999", "1.x", "-1.-1", "a_b.c")


def _buttons(town: Town) -> list[Button]:
    addresses = [
        Address(feature, action, claim)
        for feature, actions in sorted(town.bot._actions.items())
        for action in sorted(actions.names)
        for claim in CLAIMS
    ]
    return [Button(f"b{number}", address) for number, address in enumerate(addresses)]


@pytest.mark.parametrize("who", ["stranger", "steward"])
async def test_every_action_survives_every_claim(town: Town, who: str) -> None:
    hall = town.guild.create_text_channel("hall")
    buttons = _buttons(town)
    assert len(buttons) > 100
    actor = await _visitor(town, who)
    for at, button in enumerate(buttons):
        message = hall.last_message
        if message is None or button.label not in _labels(message):  # a click may have changed the card
            message = await _posted(town, hall, buttons[at : at + ON_A_CARD])
        result = await actor.click(message, label=button.label)
        assert result.acknowledged, button.address
    assert [record.getMessage() for record in town.incidents.records] == []


async def _posted(town: Town, hall: ChannelHandle, buttons: Sequence[Button]) -> discord.Message:
    async with town.network.write() as tx:
        await Outbox(tx).post(hall.id, Card(text="Press them.", buttons=tuple(buttons)), now=town.clock.now())
    assert town.house.courier is not None
    await town.house.courier.drain()
    assert hall.last_message is not None
    return hall.last_message


def _labels(message: discord.Message) -> set[str | None]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return {each.label for row in rows for each in row.children if isinstance(each, discord.Button)}


async def _visitor(town: Town, who: str) -> MemberActor:
    if who == "stranger":
        return town.stranger("Mallory")
    return await town.join("Ana Ruiz", position="coordinator", steward=who == "steward")
