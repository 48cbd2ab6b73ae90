"""Pressing through the wizard in the simulated Discord, and reading its cards."""

from __future__ import annotations

from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult, ResponseMessage

from tests.cogs.setup.replies import told
from tests.kit.town import Town


def shown(card: InteractionResult) -> ResponseMessage:
    """The card that stands there after an interaction."""
    found = card.response or card.followups[-1]
    assert found is not None
    return found


def labels(card: InteractionResult) -> list[str]:
    """What the buttons under a card say."""
    rows = [row for row in shown(card).message.components if isinstance(row, discord.ActionRow)]
    return [each.label or "" for row in rows for each in row.children if isinstance(each, discord.Button)]


async def open_setup(town: Town, actor: MemberActor, **options: Any) -> InteractionResult:
    channel = town.guild.channels.get("general") or town.guild.create_text_channel("general")
    result: InteractionResult = await actor.slash(channel, "setup", **options)
    return result


async def press(actor: MemberActor, card: InteractionResult, label: str) -> InteractionResult:
    result: InteractionResult = await actor.click(shown(card).message, label=label)
    return result


async def choose(actor: MemberActor, card: InteractionResult, value: str, address: str) -> InteractionResult:
    """Choose from the list whose address begins so."""
    rows = [row for row in shown(card).message.components if isinstance(row, discord.ActionRow)]
    lists = [each for row in rows for each in row.children if isinstance(each, discord.SelectMenu)]
    [custom_id] = [each.custom_id for each in lists if (each.custom_id or "").startswith(address)]
    result: InteractionResult = await actor.select(shown(card).message, [value], custom_id=custom_id)
    return result


def title(card: InteractionResult) -> str:
    return told(card).splitlines()[0]
