"""What is offered while somebody types a theme or a webinar."""

from __future__ import annotations

from discord import app_commands

from archive.issues.model import RankedTheme
from archive.issues.readers import themes_for
from archive.suppression.rules import Company, may_publish
from bot.calendar.showing import clock_text
from bot.people.zones import zone_of
from bot.ui.offering import LONGEST_OFFER, Offer, offered
from bot.ui.visit import Visit
from cogs.webinars.changing.changing import changeable_by
from config.community import Publication
from config.texts import N_, Texts

AUDIENCES = [
    app_commands.Choice(name=N_("Practitioners"), value="practitioners"),
    app_commands.Choice(name=N_("People who lead others"), value="leads"),
    app_commands.Choice(name=N_("Principals"), value="principals"),
]


@offered
async def theme_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer the themes that the member may see, by rank, whose titles contain what was typed so far."""
    person = await visit.person()
    async with visit.network.read() as tx:
        ranked = await themes_for(tx, person.id)
    fitting = [theme for theme in ranked if theme.title and typed.casefold() in theme.title.casefold()]
    rule = visit.network.community.publication
    return [_offer(theme.title or "", _reach(visit.t, theme, rule), theme.id) for theme in fitting]


@offered
async def own_webinars(visit: Visit, typed: str) -> list[Offer]:
    """Offer the webinars ahead that the member may change, with their times by the member's clock."""
    person = await visit.person()
    async with visit.network.read() as tx:
        found, zone = await changeable_by(tx, person, visit.now), await zone_of(tx, person)
    fitting = [webinar for webinar in found if typed.casefold() in webinar.title.casefold()]
    return [
        _offer(webinar.title, clock_text(webinar.starts_at, zone, visit.t.language), webinar.id) for webinar in fitting
    ]


def _reach(t: Texts, theme: RankedTheme, rule: Publication) -> str:
    """Return how many sites a theme reaches, as the board tells it: in a figure once enough people stand behind it."""
    if not may_publish(Company(theme.people, theme.sites), rule):
        return t("few voices so far")
    return t.many("{count} site", "{count} sites", theme.sites)


def _offer(name: str, beside: str, value: int) -> Offer:
    return f"{name[: LONGEST_OFFER - 3 - len(beside)]} · {beside}", str(value)
