"""Discord's scheduled event of a webinar: found, made, brought into line, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.visibility.server.language import texts_on
from cogs.webinars import render
from cogs.webinars.keeping.rules import Seen, is_in_line

if TYPE_CHECKING:
    from cogs.webinars.model import Webinar

ALIVE = (discord.EventStatus.scheduled, discord.EventStatus.active)
Place = discord.VoiceChannel | discord.StageChannel


def can_hold_events(channel: Place) -> bool:
    """Say whether Discord lets us make events in a channel: on a stage that takes the rights of its moderators.

    Source: https://discord.com/developers/docs/resources/guild-scheduled-event
    """
    held = channel.permissions_for(channel.guild.me)
    if isinstance(channel, discord.StageChannel):
        return held.create_events and held.manage_channels and held.mute_members and held.move_members
    return held.create_events and held.connect


def seen_of(event: discord.ScheduledEvent) -> Seen:
    """Return what an event says."""
    return Seen(event.name, event.start_time, event.channel_id, event.status in ALIVE)


async def event_of(guild: discord.Guild, webinar: Webinar) -> discord.ScheduledEvent | None:
    """Return the event noted for a webinar, while it is neither called off nor over nor deleted."""
    if webinar.event_id is None:
        return None
    try:
        event = await guild.fetch_scheduled_event(webinar.event_id, with_counts=False)
    except discord.NotFound:
        return None
    return event if event.status in ALIVE else None


async def event_for(guild: discord.Guild, channel: Place, webinar: Webinar) -> discord.ScheduledEvent:
    """Return a webinar's event as it should be: the one noted, one that a crash left unnoted, or a new one."""
    event = await event_of(guild, webinar) or await _unnoted(guild, channel, webinar)
    if event is None:
        return await _create(guild, channel, webinar)
    if is_in_line(seen_of(event), webinar, channel.id):
        return event
    return await event.edit(
        name=webinar.title, start_time=webinar.starts_at, end_time=webinar.ends_at, channel=channel,
        privacy_level=discord.PrivacyLevel.guild_only,
    )  # fmt: skip


async def call_off(guild: discord.Guild, webinar: Webinar) -> None:
    """Call a webinar's event off; one that is gone is fine."""
    event = await event_of(guild, webinar)
    if event is None:
        return
    await (event.cancel() if event.status is discord.EventStatus.scheduled else event.end())


async def _unnoted(guild: discord.Guild, channel: Place, webinar: Webinar) -> discord.ScheduledEvent | None:
    def is_ours(event: discord.ScheduledEvent) -> bool:
        return event.creator_id == guild.me.id and is_in_line(seen_of(event), webinar, channel.id)

    return next((event for event in await guild.fetch_scheduled_events(with_counts=False) if is_ours(event)), None)


async def _create(guild: discord.Guild, channel: Place, webinar: Webinar) -> discord.ScheduledEvent:
    """Create an event in a channel, seen by whoever sees the channel; an external one everybody sees (Discord)."""
    name, description = webinar.title, render.description(texts_on(guild))
    start, end, private = webinar.starts_at, webinar.ends_at, discord.PrivacyLevel.guild_only
    if isinstance(channel, discord.StageChannel):
        return await guild.create_scheduled_event(
            name=name, description=description, start_time=start, end_time=end, privacy_level=private,
            entity_type=discord.EntityType.stage_instance, channel=channel,
        )  # fmt: skip
    return await guild.create_scheduled_event(
        name=name, description=description, start_time=start, end_time=end, privacy_level=private,
        entity_type=discord.EntityType.voice, channel=channel,
    )  # fmt: skip
