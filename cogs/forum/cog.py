"""The commands of the forum, and what happens in it by hand."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from bot.ui.vocabulary import topic_choices, topic_meant
from bot.visibility.admission.spaces import SpaceStore
from cogs.forum.asking.views import begin
from cogs.forum.by_hand import welcome
from cogs.forum.finding.finding import Wanted
from cogs.forum.finding.views import found_page
from cogs.forum.gate import reader_of
from cogs.forum.helping import mark_message
from cogs.forum.leaders import Decision, decide
from cogs.forum.losing import lose_all, lose_in
from cogs.forum.model import Choices
from cogs.forum.prompting.turns import lose_prompts
from cogs.forum.prompting.views import show_turns
from cogs.forum.reaching.views import switch
from cogs.forum.reading.views import switch as switch_reading
from cogs.forum.reflecting.views import show_reflection
from cogs.forum.store import QuestionStore
from cogs.forum.styles.views import show_styles
from config.texts import N_

YES_OR_NO = [app_commands.Choice(name=N_("Yes"), value="yes"), app_commands.Choice(name=N_("No"), value="no")]

DECISIONS = [
    app_commands.Choice(name=N_("let in"), value="add"),
    app_commands.Choice(name=N_("take out"), value="remove"),
]


@app_commands.guild_only()
class ForumCog(commands.GroupCog, group_name="forum", group_description=N_("Questions among principals.")):
    """Commands on the principals' forum."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=N_("This helped"), callback=this_helped)
        self.menu.guild_only = True

    async def cog_load(self) -> None:
        """Add the right-click command, which no group can hold."""
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        """Take the right-click command away with the rest."""
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command(name="ask", description=N_("Ask the principals' forum."))
    @app_commands.describe(topic=N_("What it is about; you can also choose it on the card."))
    @app_commands.autocomplete(topic=topic_choices)
    async def ask(self, interaction: discord.Interaction[StaffroomBot], topic: str | None = None) -> None:
        """Show the card on which a question's choices are made."""
        visit = await Visit.of(interaction)
        await begin(visit, Choices(topic_meant(visit, topic) or visit.network.community.catch_all.key))

    @app_commands.command(name="find", description=N_("Find what was asked and what helped in the principals' forum."))
    @app_commands.describe(words=N_("Words to look for; each of them must be there."), topic=N_("Only about this."))
    @app_commands.autocomplete(topic=topic_choices)
    async def find(
        self,
        interaction: discord.Interaction[StaffroomBot],
        words: app_commands.Range[str, 1, 200],
        topic: str = "",
    ) -> None:
        """Show the questions that have all of the words, to whoever reads the forum."""
        visit = await Visit.of(interaction)
        await visit.reply(await found_page(visit, Wanted(words, topic_meant(visit, topic))))

    @app_commands.command(name="helping", description=N_("Say whether you may be asked about a question privately."))
    @app_commands.describe(ask_me=N_("May you be asked, at most once in two weeks?"))
    @app_commands.choices(ask_me=YES_OR_NO)
    async def helping(self, interaction: discord.Interaction[StaffroomBot], ask_me: str) -> None:
        """Note whether the member may be asked."""
        visit = await Visit.of(interaction)
        await reader_of(visit)
        await switch(visit, is_willing=ask_me == "yes")

    @app_commands.command(name="leader", description=N_("Stewards: who leads a site and reads the forum."))
    @app_commands.describe(
        who=N_("Somebody who leads a site without being a principal."),
        decision=N_("Let them read the forum, or no longer."),
    )
    @app_commands.choices(decision=DECISIONS)
    async def leader(
        self, interaction: discord.Interaction[StaffroomBot], who: discord.User, decision: Decision
    ) -> None:
        """Let a site's leader read the forum, or no longer, in the open log."""
        await decide(await Visit.of(interaction), decision, who.id)

    @app_commands.command(name="styles", description=N_("Ways of leading: what was discussed, and what helped where."))
    async def styles(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show what members found about ways of leading."""
        await show_styles(await Visit.of(interaction))

    @app_commands.command(name="reflect", description=N_("Ten questions about how you lead, for yourself alone."))
    async def reflect(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Begin a reflection."""
        await show_reflection(await Visit.of(interaction))

    @app_commands.command(name="reading", description=N_("Get a weekly list of what the forum had, or stop it."))
    @app_commands.describe(weekly=N_("Do you want the list, in weeks that had something?"))
    @app_commands.choices(weekly=YES_OR_NO)
    async def reading(self, interaction: discord.Interaction[StaffroomBot], weekly: str) -> None:
        """Note whether the member wants the weekly list."""
        await switch_reading(await Visit.of(interaction), is_wanted=weekly == "yes")

    @app_commands.command(name="situations", description=N_("Stewards: which situation the forum is asked about next."))
    async def situations(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show what comes next, with what a steward may change."""
        await show_turns(await Visit.of(interaction))

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Welcome what was posted by hand."""
        await welcome(self.bot.house, thread)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Tell whoever asked that their question's post is gone."""
        network = await self.bot.house.networks.for_guild(payload.guild_id)
        if network is None:
            return
        async with network.write() as tx:
            question = await QuestionStore(tx).of_thread(payload.thread_id)
            if question is not None:
                await lose_in(tx, question, now=self.bot.house.clock.now())
            await lose_prompts(tx, payload.thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Tell everybody who asked when the whole forum is gone: Discord says nothing of its posts."""
        network = await self.bot.house.networks.for_guild(channel.guild.id)
        if network is None or not isinstance(channel, discord.ForumChannel):
            return
        async with network.read() as tx:
            space = await SpaceStore(tx).first("forum", "principals")
        if space is None or space.channel_id == channel.id:  # the upkeep of spaces may have forgotten it already
            await lose_all(network, now=self.bot.house.clock.now())


async def this_helped(interaction: discord.Interaction[StaffroomBot], message: discord.Message) -> None:
    """Mark an answer as one that helped, for whoever asked."""
    await mark_message(await Visit.of(interaction), message)
