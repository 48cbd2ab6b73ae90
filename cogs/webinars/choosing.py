"""What is offered while somebody types a theme or a webinar."""

from __future__ import annotations

import discord
from discord import app_commands

from archive.issues.model import RankedTheme
from archive.issues.readers import themes_for
from archive.suppression.rules import Company, may_publish
from bot.calendar.showing import clock_text
from bot.errors import Refusal
from bot.people.model import Person
from bot.people.zones import zone_of
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from bot.ui.vocabulary import MOST_CHOICES
from cogs.webinars.changing.changing import changeable_by
from config.community import Publication
from config.texts import N_, Texts

MOST_NAME = 100  # Discord: a choice's name
AUDIENCES = [
    app_commands.Choice(name=N_("Practitioners"), value="practitioners"),
    app_commands.Choice(name=N_("People who lead others"), value="leads"),
    app_commands.Choice(name=N_("Principals"), value="principals"),
]
Choices = list[app_commands.Choice[str]]


async def theme_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> Choices:
    """Offer the themes that the member may see, by rank, whose titles contain what was typed so far."""
    visit, person = await _member(interaction)
    if person is None:
        return []
    async with visit.network.read() as tx:
        ranked = await themes_for(tx, person.id)
    fitting = [theme for theme in ranked if theme.title and current.casefold() in theme.title.casefold()]
    rule = visit.network.community.publication
    return [_choice(theme.title or "", _reach(visit.t, theme, rule), theme.id) for theme in fitting[:MOST_CHOICES]]


async def own_webinars(interaction: discord.Interaction[StaffroomBot], current: str) -> Choices:
    """Offer the webinars ahead that the member may change, with their times by the member's clock."""
    visit, person = await _member(interaction)
    if person is None:
        return []
    async with visit.network.read() as tx:
        found, zone = await changeable_by(tx, person, visit.now), await zone_of(tx, person)
    fitting = [webinar for webinar in found if current.casefold() in webinar.title.casefold()]
    return [
        _choice(webinar.title, clock_text(webinar.starts_at, zone, visit.t.language), webinar.id)
        for webinar in fitting[:MOST_CHOICES]
    ]


async def _member(interaction: discord.Interaction[StaffroomBot]) -> tuple[Visit, Person | None]:
    """Return who types; None for somebody whom the command itself will tell why not."""
    visit = await Visit.of(interaction)
    try:
        return visit, await visit.person()
    except Refusal:
        return visit, None


def _reach(t: Texts, theme: RankedTheme, rule: Publication) -> str:
    """Return how many sites a theme reaches, as the board tells it: in a figure once enough people stand behind it."""
    if not may_publish(Company(theme.people, theme.sites), rule):
        return t("few voices so far")
    return t.many("{count} site", "{count} sites", theme.sites)


def _choice(name: str, beside: str, value: int) -> app_commands.Choice[str]:
    return app_commands.Choice(name=f"{name[: MOST_NAME - 3 - len(beside)]} · {beside}", value=str(value))
