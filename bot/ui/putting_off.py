"""Telling Discord that an answer takes a moment: once, and never beside the answer itself."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
import discord

from bot.ui.gate import DiscordRests, NotDiscord

log = logging.getLogger(__name__)

ANSWERING = "answering"
UNREACHED = (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError, DiscordRests, NotDiscord)


def answering(interaction: discord.Interaction[Any]) -> asyncio.Lock:
    """Return what is held while a first reply is on its way: Discord takes one."""
    lock: asyncio.Lock = interaction.extras.setdefault(ANSWERING, asyncio.Lock())
    return lock


def is_answered(interaction: discord.Interaction[Any]) -> bool:
    """Say whether a first reply has come, or is on its way."""
    return interaction.response.is_done() or answering(interaction).locked()


async def put_off(interaction: discord.Interaction[Any]) -> None:
    """Acknowledge an interaction, unless its answer has come. Nobody else sees it; either kind of answer may follow.

    Under a message, that may be changed or followed by something private, so nothing is shown; elsewhere the person
    reads that we think. What Discord does not take is left to the answer.
    """
    try:
        async with answering(interaction):
            if interaction.response.is_done():
                return
            if interaction.message is not None:
                await interaction.response.defer()
            else:
                await interaction.response.defer(ephemeral=True, thinking=True)
    except UNREACHED as error:
        log.warning("nobody could be told that an answer takes a moment: %s", type(error).__name__)
