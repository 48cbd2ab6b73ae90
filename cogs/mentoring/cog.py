"""/mentor: ask, offer, see where one stands, stop; and, for stewards, a round."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.mentoring import render
from cogs.mentoring.browse.views import show_offers
from cogs.mentoring.departures import note_departure
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.following.views import ask_which
from cogs.mentoring.health.render import health_card
from cogs.mentoring.health.rules import health_of
from cogs.mentoring.holding.render import confirm_stop
from cogs.mentoring.holding.views import ask_for_pause
from cogs.mentoring.keeping.store import CountStore
from cogs.mentoring.rounds import running
from cogs.mentoring.standing import standing_of, status_card
from cogs.mentoring.store import MentoringStore
from cogs.mentoring.threads.losing import heard_of
from cogs.mentoring.views import show_wish
from config.texts import N_


@app_commands.guild_only()
class MentoringCog(
    commands.GroupCog, group_name="mentor", group_description=N_("Find a mentor, be one, and see where you stand")
):
    """The commands of mentoring."""

    def __init__(self, bot: StaffroomBot) -> None:
        super().__init__()
        self.bot = bot

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """Take whoever leaves the server out of mentoring."""
        network = await self.bot.house.networks.for_guild(member.guild.id)
        if network is not None:
            await note_departure(network, member.id, self.bot.house.clock.now())

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Open another thread for a pair whose own was deleted."""
        network = await self.bot.house.networks.for_guild(payload.guild_id)
        if network is not None:
            await heard_of(network, payload.thread_id, self.bot.house.clock.now())

    @app_commands.command(name="request", description=N_("Ask for a mentor."))
    @app_commands.describe(never_with=N_("Privately: somebody you never want to be paired with"))
    async def request(
        self, interaction: discord.Interaction[StaffroomBot], never_with: discord.User | None = None
    ) -> None:
        """Show the card of a request."""
        await show_wish(await Visit.of(interaction), "mentee", never_with.id if never_with else None)

    @app_commands.command(name="offer", description=N_("Offer to be a mentor."))
    @app_commands.describe(never_with=N_("Privately: somebody you never want to be paired with"))
    async def offer(
        self, interaction: discord.Interaction[StaffroomBot], never_with: discord.User | None = None
    ) -> None:
        """Show the card of an offer."""
        await show_wish(await Visit.of(interaction), "mentor", never_with.id if never_with else None)

    @app_commands.command(name="status", description=N_("See your request, your offer and your pairs."))
    async def status(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show where the person stands."""
        visit = await Visit.of(interaction)
        person = await visit.person()
        async with visit.network.read() as tx:
            now_is = await standing_of(tx, person)
        await visit.reply(status_card(visit.t, now_is, visit.network.community, visit.now))

    @app_commands.command(name="browse", description=N_("See who offers to mentor, and choose for yourself."))
    async def browse(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show whom the person can ask."""
        await show_offers(await Visit.of(interaction))

    @app_commands.command(name="pause", description=N_("Take a break from mentoring, until a day you choose."))
    @app_commands.describe(until=N_("The day on which you are back, like 2026-03-24; leave it empty to choose"))
    async def pause(self, interaction: discord.Interaction[StaffroomBot], until: str | None = None) -> None:
        """Ask until when, or say what a pause until then means."""
        await ask_for_pause(await Visit.of(interaction), until)

    @app_commands.command(name="end", description=N_("End a pair, with thanks."))
    async def end(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Ask which pair is to end."""
        await ask_which(await Visit.of(interaction))

    @app_commands.command(name="stop", description=N_("Leave mentoring: lists, proposals and pairs."))
    async def stop(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Ask whether everything is to end."""
        visit = await Visit.of(interaction)
        await visit.person()
        await visit.reply(confirm_stop(visit.t))

    @app_commands.command(
        name="round", description=N_("Stewards: match everybody who waits, and look before publishing.")
    )
    async def round(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show a round in figures."""
        visit = await Visit.of(interaction)
        await visit.steward()
        await visit.wait()
        pool, outcome = await running.compute(visit.house, visit.network)
        await visit.reply(render.figures(visit.t, pool, outcome))

    @app_commands.command(name="health", description=N_("Stewards: how mentoring goes, in numbers only."))
    async def health(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show mentoring in numbers."""
        visit = await Visit.of(interaction)
        await visit.steward()
        days = visit.network.community.mentoring.days_too_long
        async with visit.network.read() as tx:
            now_is, questions = await MentoringStore(tx).situation(), await QuestionStore(tx).all()
            counts = await CountStore(tx).all()
        await visit.reply(health_card(visit.t, health_of(now_is, questions, visit.now, days, counts), days))
