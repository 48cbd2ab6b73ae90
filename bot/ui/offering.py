"""What is offered while somebody types an option of a command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from itertools import islice
from typing import Any

import discord
from discord import app_commands

from bot.errors import Refusal
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit

Offer = tuple[str, str]  # what is shown, and what the option holds once it is picked
Choices = list[app_commands.Choice[str]]
MOST_OFFERED = 25  # Discord: choices while somebody types
LONGEST_OFFER = 100  # Discord: a choice's name


def offered(
    find: Callable[[Visit, str], Awaitable[Iterable[Offer]]],
) -> Callable[[discord.Interaction[StaffroomBot], str], Coroutine[Any, Any, Choices]]:
    """Make of a function (the visit, what was typed so far → offers) what discord.py asks while somebody types.

    Whoever is refused is offered nothing: a list has no place for a sentence, and the command itself says it.
    """

    async def offer(interaction: discord.Interaction[StaffroomBot], current: str) -> Choices:
        try:
            found = await find(await Visit.of(interaction), current)
        except Refusal:
            return []
        first = islice(found, MOST_OFFERED)
        return [app_commands.Choice(name=shown[:LONGEST_OFFER], value=held) for shown, held in first]

    return offer


def holding(typed: str, offers: Iterable[Offer]) -> list[Offer]:
    """Return the offers that show what was typed so far, anywhere and however it is capitalised."""
    return [offer for offer in offers if typed.casefold() in offer[0].casefold()]
