"""The commands of meetups: start, list, join, leave, skip, change, end, circle."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.calendar.recurrence import RHYTHMS
from bot.ui.bot import StaffroomBot
from bot.ui.offering import Offer, holding, offered
from bot.ui.visit import Visit
from bot.ui.vocabulary import topic_choices, topic_meant
from cogs.meetups import render
from cogs.meetups.circles.losing import heard_of
from cogs.meetups.circles.views import wish
from cogs.meetups.finding import listed_for, meetup_meant, seen_by
from cogs.meetups.joining import Here, start
from cogs.meetups.planning import change, check_may_change, skip
from cogs.meetups.reading import read_change, read_day, read_plan
from cogs.meetups.render import RHYTHM_NAMES
from cogs.meetups.rules import LEAST_MINUTES, MOST_MINUTES, MOST_TITLE
from cogs.meetups.views import join_meetup, leave_meetup
from config.texts import N_

REPEATS = [app_commands.Choice(name=RHYTHM_NAMES[each], value=str(each)) for each in RHYTHMS]
Title = app_commands.Range[str, 1, MOST_TITLE]
Minutes = app_commands.Range[int, LEAST_MINUTES, MOST_MINUTES]
WHEN = N_("Day and time of the first one by your clock, like 2026-03-24 15:30.")
WHICH = N_("Which one; leave it out where there is only one.")
LASTS = N_("How long it lasts, in minutes.")


@offered
async def meetup_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer the meetups that somebody may come to and whose titles hold what was typed so far."""
    person, here = await visit.person(), visit.interaction.channel_id or 0
    async with visit.network.read() as tx:
        seen = await seen_by(tx, visit.network.community, person, here)
    return holding(typed, ((each.title, str(each.id)) for each in seen))


@app_commands.guild_only()
class MeetupsCog(commands.GroupCog, group_name="meetup", group_description=N_("Peers who meet again and again.")):
    """Commands on meetups."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Open another thread for a circle whose own was deleted."""
        network = await self.bot.house.networks.for_guild(payload.guild_id)
        if network is not None:
            await heard_of(network, payload.thread_id, self.bot.house.clock.now())

    @app_commands.command(name="start", description=N_("Have the members of this room meet again and again."))
    @app_commands.describe(
        when=WHEN, repeats=N_("How often."), title=N_("What it is called in this room."), minutes=LASTS
    )
    @app_commands.choices(repeats=REPEATS)
    async def start(
        self,
        interaction: discord.Interaction[StaffroomBot],
        when: str,
        repeats: str,
        title: Title,
        minutes: Minutes = 60,
    ) -> None:
        """Start a meetup in the space the command is given in."""
        visit = await Visit.of(interaction)
        person = await visit.person()
        plan = await read_plan(visit, person, title, when, repeats, minutes)
        here = Here(interaction.channel_id or 0, visit.t_here)
        async with visit.network.write() as tx:
            meetup = await start(tx, visit.network.community, person, here, plan, now=visit.now)
        said = visit.t("“{title}” is planned, and the room is told. You are its first host.", title=meetup.title)
        await visit.reply(said)

    @app_commands.command(name="list", description=N_("See the peer meetings of your rooms, join or leave them."))
    async def list_meetups(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show what the member may come to."""
        visit = await Visit.of(interaction)
        person = await visit.person()
        async with visit.network.read() as tx:
            channel = interaction.channel_id or 0
            listed = await listed_for(tx, visit.network.community, person, channel, visit.now)
        await visit.reply(render.listing(visit.t, listed))

    @app_commands.command(name="join", description=N_("Say that you come to a peer meeting."))
    @app_commands.describe(meetup=WHICH)
    @app_commands.autocomplete(meetup=meetup_choices)
    async def join(self, interaction: discord.Interaction[StaffroomBot], meetup: str = "") -> None:
        """Join the one named, or the only one of the place."""
        await join_meetup(await Visit.of(interaction), meetup)

    @app_commands.command(name="leave", description=N_("Say that you come to a peer meeting no more."))
    @app_commands.describe(meetup=WHICH)
    @app_commands.autocomplete(meetup=meetup_choices)
    async def leave(self, interaction: discord.Interaction[StaffroomBot], meetup: str = "") -> None:
        """Leave the one named, or the only one of the place."""
        await leave_meetup(await Visit.of(interaction), meetup)

    @app_commands.command(name="skip", description=N_("Call off one meeting, the next or another."))
    @app_commands.describe(meetup=WHICH, day=N_("Its day, like 2026-03-24; left out: the next one."))
    @app_commands.autocomplete(meetup=meetup_choices)
    async def skip(self, interaction: discord.Interaction[StaffroomBot], meetup: str = "", day: str = "") -> None:
        """Call one off; the next takes place as ever."""
        visit = await Visit.of(interaction)
        person, on = await visit.person(), read_day(day)
        async with visit.network.write() as tx:
            found = await meetup_meant(tx, meetup, interaction.channel_id or 0)
            words, community = visit.t_here, visit.network.community
            skipped, following = await skip(tx, community, found, person, on, words, now=visit.now)
        await visit.reply(render.told_skipped(visit.t, skipped, following))

    @app_commands.command(name="change", description=N_("Give a peer meeting another time, rhythm, length or name."))
    @app_commands.describe(meetup=WHICH, when=WHEN, repeats=N_("How often."), minutes=LASTS, title=N_("Its new name."))
    @app_commands.choices(repeats=REPEATS)
    @app_commands.autocomplete(meetup=meetup_choices)
    async def change(
        self,
        interaction: discord.Interaction[StaffroomBot],
        meetup: str = "",
        when: str = "",
        repeats: str = "",
        minutes: Minutes | None = None,
        title: Title | None = None,
    ) -> None:
        """Change what is named and leave the rest as it is."""
        visit = await Visit.of(interaction)
        person = await visit.person()
        async with visit.network.read() as tx:
            found = await meetup_meant(tx, meetup, interaction.channel_id or 0)
        plan = await read_change(visit, person, found, when, repeats, minutes, title)
        async with visit.network.write() as tx:
            found = await meetup_meant(tx, str(found.id), 0)
            await change(tx, visit.network.community, found, person, plan, visit.t_here, now=visit.now)
        await visit.reply(visit.t("It is changed, and the room is told."))

    @app_commands.command(name="end", description=N_("End a peer meeting for everybody."))
    @app_commands.describe(meetup=WHICH)
    @app_commands.autocomplete(meetup=meetup_choices)
    async def end(self, interaction: discord.Interaction[StaffroomBot], meetup: str = "") -> None:
        """Ask whether it is to end."""
        visit = await Visit.of(interaction)
        person = await visit.person()
        async with visit.network.read() as tx:
            found = await meetup_meant(tx, meetup, interaction.channel_id or 0)
            await check_may_change(tx, visit.network.community, found, person, now=visit.now)
        await visit.reply(render.confirm_end(visit.t, found))

    @app_commands.command(name="circle", description=N_("Ask for four or five peers of other sites on a topic."))
    @app_commands.describe(topic=N_("What you would like to talk about."))
    @app_commands.autocomplete(topic=topic_choices)
    async def circle(self, interaction: discord.Interaction[StaffroomBot], topic: str) -> None:
        """Note that the member would like to be in a circle."""
        visit = await Visit.of(interaction)
        await wish(visit, topic_meant(visit, topic))
