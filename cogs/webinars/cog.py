"""The commands of webinars: propose, list, move, cancel."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.calendar.when import parse_when
from bot.database.ids import read_id
from bot.errors import Gone
from bot.people.rules import audiences
from bot.people.standing import graph_around
from bot.people.zones import zone_of
from bot.ui.bot import StaffroomBot
from bot.ui.reception import OPENING_A_FORM
from bot.ui.visit import Visit
from cogs.webinars import render
from cogs.webinars.attending.attending import standings
from cogs.webinars.changing.changing import cancel, move
from cogs.webinars.changing.render import after_cancelling, after_moving
from cogs.webinars.changing.rules import MOST_REASON
from cogs.webinars.choosing import AUDIENCES, own_webinars, theme_choices
from cogs.webinars.model import Plan
from cogs.webinars.planning import propose
from cogs.webinars.proposing.model import Draft
from cogs.webinars.proposing.views import ask_for_words
from cogs.webinars.rules import LEAST_MINUTES, MOST_MINUTES, MOST_PLACES, MOST_TITLE, check_ahead, may_come
from cogs.webinars.standing import own_audience
from cogs.webinars.store import WebinarStore
from config.texts import N_


@app_commands.guild_only()
class WebinarsCog(commands.GroupCog, group_name="webinar", group_description=N_("Events on what sites struggle with.")):
    """Commands on webinars."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="propose", extras=OPENING_A_FORM, description=N_("Propose a webinar on a theme."))
    @app_commands.describe(
        theme=N_("What it is about: start typing and pick a theme."),
        audience=N_("Who it is for; only they see it. Left out: your own group."),
        minutes=N_("How long it lasts."),
        capacity=N_("How many can take part; leave it out for as many as want to."),
        title=N_("What people will read in the calendar."),
        start=N_("Stewards, if the time is settled: by your clock, like Tue 24 March 3:30 pm."),
    )
    @app_commands.autocomplete(theme=theme_choices)
    @app_commands.choices(audience=AUDIENCES)
    async def propose(
        self,
        interaction: discord.Interaction[StaffroomBot],
        theme: str,
        audience: str | None = None,
        minutes: app_commands.Range[int, LEAST_MINUTES, MOST_MINUTES] = 60,
        capacity: app_commands.Range[int, 1, MOST_PLACES] | None = None,
        title: app_commands.Range[str, 1, MOST_TITLE] = "",
        start: str | None = None,
    ) -> None:
        """Open the form for a proposal; with a start, a steward plans the webinar at once."""
        visit = await Visit.of(interaction)
        audience = audience or await own_audience(visit)
        if start is None:
            await ask_for_words(visit, Draft(read_id(theme), audience, minutes, capacity, title))
            return
        steward = await visit.steward()
        async with visit.network.read() as tx:
            zone = await zone_of(tx, steward)
        starts_at = check_ahead(start, parse_when(start, zone, now=visit.now), visit.now)
        plan = Plan(read_id(theme), title, audience, starts_at, minutes, capacity)
        webinar_id = await propose(visit.network, steward, plan, now=visit.now)
        async with visit.network.read() as tx:
            webinar = await WebinarStore(tx).webinar(webinar_id)
        if webinar is None:
            raise Gone
        await visit.reply(render.proposed(visit.t, webinar))

    @app_commands.command(name="list", description=N_("See the webinars ahead that are for you."))
    async def list_webinars(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show the webinars ahead for the member's audiences."""
        visit = await Visit.of(interaction)
        person = await visit.person()
        async with visit.network.read() as tx:
            coming_up = await WebinarStore(tx).since(visit.now)
            own = audiences(person, await graph_around(tx, person), visit.network.community)
            ahead = [webinar for webinar in coming_up if may_come(webinar, own)][: render.MOST_AHEAD]
            stands = await standings(tx, ahead, person.id)
        await visit.reply(render.webinars(visit.t, stands))

    @app_commands.command(name="move", description=N_("Give a webinar another time; everybody is told."))
    @app_commands.describe(
        webinar=N_("Which one: start typing and pick."),
        to=N_("Day and time by your clock, like Tue 24 March 3:30 pm."),
    )
    @app_commands.autocomplete(webinar=own_webinars)
    async def move(self, interaction: discord.Interaction[StaffroomBot], webinar: str, to: str) -> None:
        """Move a webinar."""
        visit = await Visit.of(interaction)
        moved = await move(visit.network, read_id(webinar), await visit.person(), to, now=visit.now)
        await visit.reply(after_moving(visit.t, moved))

    @app_commands.command(name="cancel", description=N_("Call a webinar off; everybody is told."))
    @app_commands.describe(
        webinar=N_("Which one: start typing and pick."),
        reason=N_("Why, in words for everybody."),
    )
    @app_commands.autocomplete(webinar=own_webinars)
    async def cancel(
        self,
        interaction: discord.Interaction[StaffroomBot],
        webinar: str,
        reason: app_commands.Range[str, 0, MOST_REASON] = "",
    ) -> None:
        """Call a webinar off."""
        visit = await Visit.of(interaction)
        gone = await cancel(visit.network, read_id(webinar), await visit.person(), reason, now=visit.now)
        await visit.reply(after_cancelling(visit.t, gone))
