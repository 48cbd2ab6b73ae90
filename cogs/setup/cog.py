"""`/setup`: says what it found, makes what is missing, puts right what drifted."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar

import discord
from discord import app_commands
from discord.ext import commands

from bot.cards import Card
from bot.database.network import Network
from bot.errors import Refusal
from bot.outbox import Outbox
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from bot.visibility.access import request_sync_of_everyone
from bot.visibility.exposures import request_look
from bot.visibility.language import texts_on
from bot.visibility.snapshot import guild_of, know_everybody
from bot.visibility.spaces import SpaceStore
from cogs.setup.apply import Builder, Outcome, Progress
from cogs.setup.findings import Findings, Off, ServerRole, look_around
from cogs.setup.link import belongs_to
from cogs.setup.mending import tell_of_gone
from cogs.setup.needs import named
from cogs.setup.plan import plan
from cogs.setup.render import done_card, found_card, progress_card
from config.settings import Settings
from config.texts import N_

RAN = N_("{actor} ran /setup, which made and put right roles and channels: {about}.")
OWNER_RAN = N_("The server's owner ran /setup, which made and put right roles and channels: {about}.")
SHOW_EVERY = 4  # steps: each sight of the progress is a request, and Discord allows few in a row


@dataclass
class LacksPermissions(Refusal):
    """The bot may not do on this server what it needs to."""

    names: str
    says: ClassVar[str] = N_(
        "I still need these permissions here: {names}. Give them to my role under Server Settings, Roles, "
        "then run /setup again; nothing was changed."
    )


@dataclass
class AlreadyRunning(Refusal):
    """Somebody else is setting this server up at this moment."""

    says: ClassVar[str] = N_("Somebody is running /setup here right now. Wait a minute, then look again.")


def switched_off(settings: Settings) -> list[Off]:
    """Return what this deployment has not switched on."""
    off: list[Off] = []
    if not (settings.can_mail and settings.reply_to):
        off.append("mail")
    if not settings.public_url:
        off.append("pages")
    return off


class SetupCog(commands.Cog):
    """The command, and a lock for each server: two at once would make things twice."""

    def __init__(self, bot: StaffroomBot) -> None:
        self._bot = bot
        self._running: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @app_commands.command(name="setup", description=N_("Set this server up, or put right what was moved or deleted"))
    @app_commands.guild_only()
    async def setup(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Set the server up."""
        assert interaction.guild is not None  # noqa: S101 -- guild_only
        await belongs_to(self._bot, interaction.guild, interaction.user.id)
        visit = await Visit.of(interaction)
        await visit.owner_or_steward()
        running = self._running[interaction.guild.id]
        if running.locked():
            raise AlreadyRunning
        async with running:
            await visit.wait()
            await self._set_up(visit, interaction.guild)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Tell the stewards when a role that opens spaces is deleted."""
        await self._missed(role.guild)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Tell them when a category is."""
        if isinstance(channel, discord.CategoryChannel):
            await self._missed(channel.guild)

    async def _missed(self, guild: discord.Guild) -> None:
        network = await self._bot.house.networks.for_guild(guild.id)
        if network is not None:
            await tell_of_gone(network, guild, now=self._bot.house.clock.now())

    async def _set_up(self, visit: Visit, guild: discord.Guild) -> None:
        findings = await self._look_around(visit.network, guild)
        found = found_card(visit.network.name, findings, visit.t)
        await visit.reply(found)
        if findings.missing:
            raise LacksPermissions(named(findings.missing, visit.t))
        planned = plan(visit.network.community, texts_on(guild))
        builder = Builder(visit.network, guild, _shown(visit, found))
        try:
            outcome = await builder.apply(planned)
        finally:  # what was made before Discord refused the rest is made
            await _log(visit, builder.outcome)
        await self._follow_up(visit)
        await visit.reply(done_card(found, outcome, visit.t))

    async def _look_around(self, network: Network, guild: discord.Guild) -> Findings:
        await know_everybody(guild)
        async with network.read() as tx:
            ours = (await SpaceStore(tx).installed("role")).values()
        roles = [ServerRole(role.id, role.position, role.flags.in_prompt) for role in guild.roles]
        off = switched_off(self._bot.house.settings)
        return look_around(guild_of(guild), roles, bot_id=guild.me.id, ours=ours, switched_off=off)

    async def _follow_up(self, visit: Visit) -> None:
        """Ask for everyone's roles and for the cards that stand in the spaces."""
        async with visit.network.write() as tx:
            await request_sync_of_everyone(tx, now=visit.now)
            await request_look(tx, now=visit.now)
            for space in await SpaceStore(tx).all():
                facts, destination = {"channel_id": space.channel_id}, f"channel:{space.channel_id}"
                await Outbox(tx).carry_out("setup.card", facts, destination=destination, now=visit.now)


async def _log(visit: Visit, outcome: Outcome) -> None:
    """Write into the stewards' log what was made and put right, by whom; nothing is no act."""
    if not outcome.made and not outcome.repaired:
        return
    about = f"{len(outcome.made)} + {len(outcome.repaired)}"
    async with visit.network.write() as tx:
        person = await PeopleStore(tx).by_account(visit.account_id)
        by, act = (person.id, RAN) if person is not None else (None, OWNER_RAN)
        await StewardStore(tx).log(by, act, about, visit.now)


def _shown(visit: Visit, found: Card) -> Progress:
    """Return what shows the progress in the private reply."""

    async def show(done: int, steps: int, name: str) -> None:
        if done % SHOW_EVERY == 0:
            await visit.reply(progress_card(found, done, steps, name, visit.t))

    return show
