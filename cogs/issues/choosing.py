"""Picking an issue for a command, by a word of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from archive.issues.listing import Filters, newest
from bot.errors import Refusal
from bot.ui.visit import Visit
from bot.ui.vocabulary import MOST_CHOICES
from cogs.issues.render import excerpt

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot

SEARCHED = 500  # the newest issues, among which a word is looked for while it is typed


async def issue_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> list[app_commands.Choice[str]]:
    """Offer issues that the member may read and that hold what was typed, the newest first."""
    try:
        visit = await Visit.of(interaction)
        person = await visit.person()
    except Refusal:  # a list has no place for a sentence; the command itself says it
        return []
    async with visit.network.read() as tx:
        recent = await newest(tx, person.id, Filters(), most=SEARCHED)
    typed = current.casefold()
    fitting = [issue for issue in recent if typed in issue.text.casefold()]
    return [app_commands.Choice(name=excerpt(issue.text, 100), value=str(issue.id)) for issue in fitting[:MOST_CHOICES]]
