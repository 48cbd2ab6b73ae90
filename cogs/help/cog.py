"""/help and /inbox."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import Card
from bot.notices import Notices
from bot.people.rules import audiences
from bot.people.store import PeopleStore
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.help import render
from cogs.help.rules import lines_for, readers_of
from config.texts import N_


class HelpCog(commands.Cog):
    """Where to begin, and what could not be delivered."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="help", description=N_("What you can do here"))
    async def help(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show what this person can do, linked or not."""
        visit = await Visit.of(interaction)
        await visit.reply(await _help_card(visit, self._commands()))

    @app_commands.command(name="inbox", description=N_("Read what could not reach you as a direct message"))
    async def inbox(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show what was kept for this member, and note that it was read."""
        visit = await Visit.of(interaction)
        person = await visit.person()
        async with visit.network.read() as tx:
            waiting = (await Notices(tx).waiting(person.id))[: render.MOST_SHOWN]
        if not waiting:
            await visit.reply(render.empty_inbox(visit.t))
            return
        for notice in waiting:
            await visit.reply(render.inbox_card(visit.t, notice))
        # Shown first, then noted: if a reply fails, the rest is still there the next time.
        async with visit.network.write() as tx:
            for notice in waiting:
                await Notices(tx).finish(notice.id)

    def _commands(self) -> frozenset[str]:
        """Return what can be typed or right-clicked in this house, however it is filed."""
        kinds = (discord.AppCommandType.chat_input, discord.AppCommandType.message, discord.AppCommandType.user)
        return frozenset(command.qualified_name for kind in kinds for command in self.bot.tree.walk_commands(type=kind))


async def _help_card(visit: Visit, commands_here: frozenset[str]) -> Card:
    async with visit.network.read() as tx:
        people = PeopleStore(tx)
        person = await people.by_account(visit.account_id)
        if person is None or person.state != "active":
            readers = readers_of(is_member=False, is_steward=False, audiences=())
            return render.help_card(visit.t, None, (), lines_for(readers, commands_here))
        groups = sorted(audiences(person, await people.graph(), visit.network.community))
        readers = readers_of(is_member=True, is_steward=await people.is_steward(person.id), audiences=groups)
    return render.help_card(visit.t, person.name, groups, lines_for(readers, commands_here))
