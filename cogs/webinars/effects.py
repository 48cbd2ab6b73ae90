"""Putting a webinar into Discord's calendar and telling those it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import discord

from archive.issues.themes import ThemeStore
from bot.notices import Notices
from bot.outbox import Effect, GiveUp, Outbox, Retry
from bot.people.rules import audiences
from bot.people.store import PeopleStore
from bot.visibility.rooms import room_of_whole_audience
from bot.visibility.spaces import AUDIENCES, SpaceStore
from cogs.webinars import render
from cogs.webinars.planning import SCHEDULE
from cogs.webinars.rules import may_come
from cogs.webinars.store import WebinarStore
from config.texts import texts_for

if TYPE_CHECKING:
    from datetime import datetime

    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House
    from cogs.webinars.model import Webinar

RECONNECTING_SECONDS = 30.0


async def schedule(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Make the event in the audience's voice channel, once, and then announce it.

    A crash between Discord's answer and our note of it leaves an event that the next run finds and takes up.
    """
    async with network.read() as tx:
        webinar = await WebinarStore(tx).webinar(int(facts["webinar_id"]))
    if webinar is None or webinar.event_id is not None:
        return
    guild, now = house.guild(network), house.clock.now()
    if guild is None:
        raise Retry(RECONNECTING_SECONDS)
    if webinar.starts_at <= now:
        raise GiveUp("its time has gone by")
    channel = await _voice_channel(network, guild, webinar)
    event = await _existing(guild, channel, webinar) or await _create(guild, channel, webinar)
    async with network.write() as tx:
        if await WebinarStore(tx).schedule(webinar.id, channel_id=channel.id, event_id=event.id):
            await _announce(tx, network, webinar.id, now)


async def _voice_channel(network: Network, guild: discord.Guild, webinar: Webinar) -> discord.VoiceChannel:
    audience = next(each for each in AUDIENCES if each == webinar.audience)
    async with network.read() as tx:
        space = await SpaceStore(tx).first("voice", audience)
    channel = guild.get_channel(space.channel_id) if space is not None else None
    if not isinstance(channel, discord.VoiceChannel):
        raise GiveUp("the audience has no voice channel")
    return channel


async def _existing(
    guild: discord.Guild, channel: discord.VoiceChannel, webinar: Webinar
) -> discord.ScheduledEvent | None:
    def is_ours(event: discord.ScheduledEvent) -> bool:
        place = (event.channel_id, event.creator_id) == (channel.id, guild.me.id)
        return place and event.name == webinar.title and event.start_time == webinar.starts_at

    return next((event for event in await guild.fetch_scheduled_events(with_counts=False) if is_ours(event)), None)


async def _create(guild: discord.Guild, channel: discord.VoiceChannel, webinar: Webinar) -> discord.ScheduledEvent:
    """Create a voice event, whose readers are its channel's; an external one everybody sees (Discord's docs)."""
    return await guild.create_scheduled_event(
        name=webinar.title,
        description=render.description(texts_for(str(guild.preferred_locale))),
        start_time=webinar.starts_at,
        end_time=webinar.ends_at,
        entity_type=discord.EntityType.voice,
        privacy_level=discord.PrivacyLevel.guild_only,
        channel=channel,
    )


async def _announce(tx: Tx, network: Network, webinar_id: int, now: datetime) -> None:
    """Tell the audience's room, and privately those of the audience who raised or support the theme."""
    webinar = await WebinarStore(tx).webinar(webinar_id)
    if webinar is None or webinar.channel_id is None:
        return
    audience = next(each for each in AUDIENCES if each == webinar.audience)
    room = await room_of_whole_audience(tx, audience)
    card = render.announcement(texts_for("en"), webinar, safety_line=network.community.safety.line)
    place = room.channel_id if room is not None else webinar.channel_id  # a voice channel has a chat of its own
    await Outbox(tx).post(place, card, now=now, key=f"webinars.announce:{webinar.id}")
    people, graph = PeopleStore(tx), await PeopleStore(tx).graph()
    for person_id in sorted(await ThemeStore(tx).voices(webinar.theme_id)):
        person = await people.person(person_id)
        if person is not None and may_come(webinar, audiences(person, graph, network.community)):
            told = render.told(texts_for(person.locale), webinar)
            key = f"webinars.told:{webinar.id}:{person.id}"
            await Notices(tx).tell(person.id, "webinars.planned", told, now=now, key=key)


EFFECTS = {SCHEDULE: Effect(schedule, is_idempotent=True)}
