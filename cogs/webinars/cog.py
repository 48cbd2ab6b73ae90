"""The commands of webinars: propose and list."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from archive.issues.readers import themes_for
from bot.calendar.rules import parse_local, zone_for
from bot.database.ids import read_id
from bot.errors import Gone, Refusal
from bot.people.model import Person
from bot.people.rules import audiences
from bot.people.store import PeopleStore
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.webinars import render
from cogs.webinars.model import Plan, Webinar
from cogs.webinars.planning import propose
from cogs.webinars.rules import LEAST_MINUTES, MOST_MINUTES, MOST_TITLE, may_come
from cogs.webinars.store import WebinarStore
from config.texts import N_

MOST_CHOICES = 25  # Discord: autocomplete offers at most 25
AUDIENCES = [
    app_commands.Choice(name=N_("Practitioners"), value="practitioners"),
    app_commands.Choice(name=N_("People who lead others"), value="leads"),
    app_commands.Choice(name=N_("Principals"), value="principals"),
]


async def theme_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> list[app_commands.Choice[str]]:
    """Offer the themes that the steward may see, by rank, whose titles contain what was typed so far."""
    try:
        visit = await Visit.of(interaction)
        steward = await visit.steward()
    except Refusal:
        return []  # the command itself says why
    async with visit.network.read() as tx:
        ranked = await themes_for(tx, steward.id)
    fitting = [theme for theme in ranked if theme.title and current.casefold() in theme.title.casefold()]
    return [_choice(visit, theme.title or "", theme.sites, theme.id) for theme in fitting[:MOST_CHOICES]]


def _choice(visit: Visit, title: str, sites: int, theme_id: int) -> app_commands.Choice[str]:
    reach = visit.t.many("{count} site", "{count} sites", sites)
    return app_commands.Choice(name=f"{title[: 97 - len(reach)]} · {reach}", value=str(theme_id))


@app_commands.guild_only()
class WebinarsCog(commands.GroupCog, group_name="webinar", group_description=N_("Events on what sites struggle with.")):
    """Commands on webinars."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="propose", description=N_("Plan a webinar on a theme (stewards)."))
    @app_commands.describe(
        theme=N_("What it is about: start typing and pick a theme."),
        title=N_("What people will read in the calendar."),
        start=N_("Day and time at your site, like 2026-03-24 15:30."),
        minutes=N_("How long it lasts."),
        audience=N_("Who it is for; only they see it."),
    )
    @app_commands.autocomplete(theme=theme_choices)
    @app_commands.choices(audience=AUDIENCES)
    async def propose(
        self,
        interaction: discord.Interaction[StaffroomBot],
        theme: str,
        title: app_commands.Range[str, 1, MOST_TITLE],
        start: str,
        minutes: app_commands.Range[int, LEAST_MINUTES, MOST_MINUTES] = 60,
        audience: str = "practitioners",
    ) -> None:
        """Plan it, and have it put into the calendar."""
        visit = await Visit.of(interaction)
        steward = await visit.steward()
        starts_at = parse_local(start, await _zone(visit, steward), now=visit.now)
        plan = Plan(read_id(theme), title, audience, starts_at, minutes)
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
            own = audiences(person, await PeopleStore(tx).graph(), visit.network.community)
        mine: list[Webinar] = [webinar for webinar in coming_up if may_come(webinar, own)]
        await visit.reply(render.webinars(visit.t, mine))


async def _zone(visit: Visit, person: Person) -> ZoneInfo:
    """Return the zone of a person's site, or the one most sites are in."""
    async with visit.network.read() as tx:
        sites = await PeopleStore(tx).sites()
    own = next((site.time_zone for site in sites if site.id == person.site_id), None)
    return zone_for(own, [site.time_zone for site in sites])
