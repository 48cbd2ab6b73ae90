"""The command of the archive: find."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from archive.finding.store import Asked
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from bot.ui.vocabulary import topic_choices, topic_meant
from cogs.archive.rules import checked_month
from cogs.archive.views import found_page
from config.texts import N_

KINDS = [
    app_commands.Choice(name=N_("Something gets in the way"), value="concern"),
    app_commands.Choice(name=N_("Something that would help"), value="suggestion"),
]


@app_commands.guild_only()
class ArchiveCog(commands.GroupCog, group_name="archive", group_description=N_("What colleagues let others find.")):
    """Commands on the members' archive."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="find", description=N_("Find what colleagues said, in words they let members find."))
    @app_commands.describe(
        words=N_("Words to look for; each of them must be there."),
        topic=N_("Only about this."),
        kind=N_("Only what gets in the way, or only what would help."),
        month=N_("Only from this month, such as 2026-03."),
    )
    @app_commands.choices(kind=KINDS)
    @app_commands.autocomplete(topic=topic_choices)
    async def find(
        self,
        interaction: discord.Interaction[StaffroomBot],
        words: app_commands.Range[str, 1, 200],
        topic: str = "",
        kind: str = "",
        month: str = "",
    ) -> None:
        """Show what has all of the words, newest month first, to members only."""
        visit = await Visit.of(interaction)
        await visit.person()
        await visit.reply(await found_page(visit, Asked(words, topic_meant(visit, topic), kind, checked_month(month))))
