"""Picking an issue for a command, by a word of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from archive.issues.listing import Filters, newest
from archive.issues.model import Issue
from bot.errors import Refusal
from bot.ui.visit import Visit
from bot.ui.vocabulary import MOST_CHOICES
from cogs.issues.render import excerpt

if TYPE_CHECKING:
    from bot.ui.bot import StaffroomBot

AT_ONCE = 50
SEARCHED = 500  # the newest issues, among which a word is looked for while it is typed


async def issue_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> list[app_commands.Choice[str]]:
    """Offer issues that the member may read and that hold what was typed, the newest first."""
    try:
        visit = await Visit.of(interaction)
        person = await visit.person()
    except Refusal:  # a list has no place for a sentence; the command itself says it
        return []
    typed, fitting = current.casefold(), list[Issue]()
    async with visit.network.read() as tx:
        for skipped in range(0, SEARCHED, AT_ONCE):  # mostly the first few hold enough; each has to be unsealed
            recent = await newest(tx, person.id, Filters(), most=AT_ONCE, skip=skipped)
            fitting += [issue for issue in recent if typed in issue.text.casefold()]
            if len(fitting) >= MOST_CHOICES or len(recent) < AT_ONCE:
                break
    return [app_commands.Choice(name=excerpt(issue.text, 100), value=str(issue.id)) for issue in fitting[:MOST_CHOICES]]
