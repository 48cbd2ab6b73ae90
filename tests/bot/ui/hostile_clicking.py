"""Clicking buttons whose addresses claim what is not there: the suite does it briefly, `make soak` with every claim."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import to_discord_message

from bot.cards import Address, Button, Card
from bot.outbox import Outbox
from tests.kit.pressing import newest
from tests.kit.town import Town

ON_A_CARD = 25  # buttons: Discord's limit
TOO_LARGE = "9999999999999999999"  # as many digits as the largest id that a database holds
CLAIMS = ("", "0", TOO_LARGE, "1.x", "-1.-1", "a_b.c")
VISITORS = ("stranger", "steward")


def every_action(town: Town) -> list[tuple[str, str]]:
    """Return the feature and the name of each action there is."""
    return [
        (feature, action) for feature, actions in sorted(town.bot._actions.items()) for action in sorted(actions.names)
    ]


def every_claim(town: Town) -> list[Address]:
    """Each action with each claim."""
    return [Address(*action, claim) for action in every_action(town) for claim in CLAIMS]


def one_claim_each(town: Town, shift: int) -> list[Address]:
    """Each action with one claim, the claims in turn from `shift` on."""
    return [
        Address(*action, CLAIMS[(number + shift) % len(CLAIMS)]) for number, action in enumerate(every_action(town))
    ]


async def click_all(town: Town, who: str, addresses: Sequence[Address]) -> int:
    """Click a button for each address as one of `VISITORS`; asserts an answer to each and no incident."""
    hall, actor = town.guild.create_text_channel("hall"), await _visitor(town, who)
    buttons = [Button(f"b{number}", address) for number, address in enumerate(addresses)]
    card = await _posted(town, hall, buttons[:ON_A_CARD])
    for at, button in enumerate(buttons):
        message = _as_it_is_now(town, card)
        if message is None or button.label not in _labels(message):  # a click may have changed the card
            message = card = await _posted(town, hall, buttons[at : at + ON_A_CARD])
        result = await actor.click(message, label=button.label)
        assert result.acknowledged, f"not answered: {button.address}"
    town.assert_no_incident()
    return len(buttons)


async def _posted(town: Town, hall: ChannelHandle, buttons: Sequence[Button]) -> discord.Message:
    async with town.network.write() as tx:
        await Outbox(tx).post(hall.id, Card(text="Press them.", buttons=tuple(buttons)), now=town.clock.now())
    assert town.house.courier is not None
    await town.house.courier.drain()
    posted = newest(town, hall)
    assert posted is not None
    return posted


def _as_it_is_now(town: Town, card: discord.Message) -> discord.Message | None:
    kept = town.env.backend.messages[card.channel.id].get(card.id)
    return to_discord_message(town.env, kept) if kept else None


def _labels(message: discord.Message) -> set[str | None]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return {each.label for row in rows for each in row.children if isinstance(each, discord.Button)}


async def _visitor(town: Town, who: str) -> MemberActor:
    if who == "stranger":
        return town.stranger("Mallory")
    return await town.join("Ana Ruiz", position="coordinator", steward=who == "steward")
