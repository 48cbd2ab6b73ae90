"""Bringing Discord's calendar into line with a webinar and, the first time, telling those it is for."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from archive.issues.themes import ThemeStore
from bot.notices import Notices
from bot.notices.telling import tell_stewards
from bot.outbox import Effect, GiveUp, Retry
from bot.people.rules import audiences
from bot.people.store import PeopleStore
from bot.visibility.admission.spaces import SpaceStore
from cogs.webinars import render
from cogs.webinars.keeping.events import Place, call_off, can_hold_events, event_for
from cogs.webinars.keeping.render import no_channel
from cogs.webinars.planning import SCHEDULE
from cogs.webinars.rules import may_come
from cogs.webinars.standing import audience_named
from cogs.webinars.store import WebinarStore
from cogs.webinars.telling import STEWARDS, tell_audience, tell_makers
from config.texts import texts_for

if TYPE_CHECKING:
    from datetime import datetime

    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House
    from cogs.webinars.model import Webinar

log = logging.getLogger(__name__)

NO_CHANNEL_SECONDS = 600.0  # until somebody has run /setup again
OPEN_SECONDS = 60.0  # until the upkeep of spaces has closed the channel again


async def keep_event(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Make, change or call off a webinar's event, whichever its row says now; run again, it changes nothing.

    A crash between Discord's answer and our note of it leaves an event that the next run finds and takes up.
    """
    async with network.read() as tx:
        webinar = await WebinarStore(tx).webinar(int(facts["webinar_id"]))
    if webinar is None:
        return
    guild, now = house.guild_or_retry(network), house.clock.now()
    if webinar.is_cancelled:
        await call_off(guild, webinar)
        return
    if webinar.starts_at <= now:
        raise GiveUp("its time has gone by")
    channel = await _channel(network, guild, webinar, now)
    event = await event_for(guild, channel, webinar)
    async with network.write() as tx:
        if await WebinarStore(tx).schedule(webinar.id, channel_id=channel.id, event_id=event.id):
            await _announce(tx, network, webinar.id, now)
        elif (channel.id, event.id) != (webinar.channel_id, webinar.event_id):
            await WebinarStore(tx).replace_event(webinar.id, channel_id=channel.id, event_id=event.id)


async def _channel(network: Network, guild: discord.Guild, webinar: Webinar, now: datetime) -> Place:
    """Return where a webinar meets: a channel of its audience that nobody else can see; raises `Retry` without one."""
    async with network.read() as tx:
        spaces = await SpaceStore(tx).all("voice", audience_named(webinar.audience))
    found = (guild.get_channel(space.channel_id) for space in spaces)
    places = (each for each in found if isinstance(each, discord.VoiceChannel | discord.StageChannel))
    channel = next((each for each in places if can_hold_events(each)), None)
    if channel is None:
        async with network.write() as tx:
            words, key = partial(no_channel, webinar=webinar), f"webinars.no_channel:{webinar.id}:{now:%Y%m%d}"
            await tell_stewards(tx, STEWARDS, words, now=now, key=key)
            await tell_makers(tx, webinar, words, now=now, key=f"{key}:makers")
        raise Retry(NO_CHANNEL_SECONDS)
    if channel.permissions_for(guild.default_role).view_channel:
        log.warning("webinar %s waits: everybody can see its channel", webinar.id)
        raise Retry(OPEN_SECONDS)
    return channel


async def _announce(tx: Tx, network: Network, webinar_id: int, now: datetime) -> None:
    """Tell the audience's room, and privately those of the audience who raised or support the theme."""
    webinar = await WebinarStore(tx).webinar(webinar_id)
    if webinar is None or webinar.is_cancelled:
        return
    words = partial(render.announcement, webinar=webinar, safety_line=network.community.safety.line)
    await tell_audience(tx, webinar.audience, words, now=now, key=f"webinars.announce:{webinar.id}")
    people, graph = PeopleStore(tx), await PeopleStore(tx).graph()
    for person_id in sorted(await ThemeStore(tx).voices(webinar.theme_id)):
        person = await people.person(person_id)
        if person is not None and may_come(webinar, audiences(person, graph, network.community)):
            told = render.told(texts_for(person.locale), webinar)
            key = f"webinars.told:{webinar.id}:{person.id}"
            await Notices(tx).tell(person.id, "webinars.planned", told, now=now, key=key)


EFFECTS = {SCHEDULE: Effect(keep_event, is_idempotent=True)}
