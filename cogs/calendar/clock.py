"""By which clock a member lives: their site's, until they choose another."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.calendar.rules import zone_typed
from bot.errors import NotOnTheList, Refusal
from bot.people.model import Person
from bot.people.sites import SiteStore
from bot.people.store import PeopleStore
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.calendar.rules import SITES, zones_like
from config.texts import N_

AS_AT_SITE = N_("My site's")


async def zone_choices(interaction: discord.Interaction[StaffroomBot], current: str) -> list[app_commands.Choice[str]]:
    """Offer a member their site's clock, the zones that sites are in, and whatever fits what was typed so far."""
    visit = await Visit.of(interaction)
    try:
        await visit.person()
    except Refusal:
        return []  # the command itself says why
    async with visit.network.read() as tx:
        here = sorted({site.time_zone for site in await SiteStore(tx).all()})
    own = [] if current else [app_commands.Choice(name=visit.t(AS_AT_SITE), value=SITES)]
    return own + [app_commands.Choice(name=name.replace("_", " "), value=name) for name in zones_like(current, here)]


async def live_by(visit: Visit, person: Person, chosen: str) -> Person:
    """Keep the zone that a member chose, or that they live by their site's; raises `NotOnTheList`."""
    zone = None if chosen == SITES else zone_typed(chosen)
    if zone is None and chosen != SITES:
        raise NotOnTheList
    async with visit.network.write() as tx:
        store = PeopleStore(tx)
        now_is = replace(await store.person(person.id) or person, time_zone=zone)
        await store.replace(now_is)
    return now_is
