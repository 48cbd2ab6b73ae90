"""Who cannot read a space but could see to it that they can; what can write there, and where copies leave to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.database.network import Network
from bot.visibility.keeping.who import Look
from bot.visibility.permissions.gains import Gains, Way

Writing = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel


@dataclass(frozen=True)
class Outsider:
    """Somebody who could let themselves in, and how."""

    account_id: int
    name: str
    ways: tuple[Way, ...]
    is_bot: bool = False


@dataclass(frozen=True)
class Around:
    """What surrounds a space. Without webhooks the bot may not see them: then there may be any."""

    unknown: bool
    readers: frozenset[int] = frozenset()
    outsiders: tuple[Outsider, ...] = ()
    webhooks: tuple[str, ...] | None = None
    leaves_to: tuple[int, ...] = ()  # channels of this server that get copies
    is_announcement: bool = False


async def around(network: Network, guild: discord.Guild, channel_id: int) -> Around:
    """Return what surrounds a channel or thread now."""
    look = await Look.at(network, guild, [channel_id], offered=await _offered(guild))
    answer = look.readers(channel_id)
    if answer.unknown:
        return Around(unknown=True)
    outsiders = tuple(_outsider(guild, who, ways) for who, ways in Gains(look.audit).into(channel_id).items())
    place = _place(guild, channel_id)
    hooks = await _webhooks(guild)
    here = [each for each in hooks or () if place is not None and each.channel_id == place.id]
    return Around(
        unknown=False,
        readers=frozenset(answer.reasons),
        outsiders=outsiders,
        webhooks=None if hooks is None else tuple(each.name or str(each.id) for each in here),
        leaves_to=tuple(sorted(_leaves_to(hooks or [], channel_id))),
        is_announcement=isinstance(place, discord.TextChannel) and place.is_news() and place.id == channel_id,
    )


async def _offered(guild: discord.Guild) -> frozenset[int]:
    """Return the roles that onboarding offers, asked anew: the gateway has left that out before.

    Source: discord/discord-api-docs issue 6541.
    """
    try:
        return frozenset(role.id for role in await guild.fetch_roles() if role.flags.in_prompt)
    except discord.HTTPException:
        return frozenset()  # then what the gateway said has to do


def _outsider(guild: discord.Guild, account_id: int, ways: tuple[Way, ...]) -> Outsider:
    member = guild.get_member(account_id)
    name = member.display_name if member else str(account_id)
    return Outsider(account_id, name, ways, is_bot=member is not None and member.bot)


def _place(guild: discord.Guild, channel_id: int) -> discord.abc.GuildChannel | None:
    """Return the channel that a webhook would have to belong to: a thread's own are those of the channel above it."""
    thread = guild.get_thread(channel_id)
    return guild.get_channel(thread.parent_id if thread is not None else channel_id)


async def _webhooks(guild: discord.Guild) -> list[discord.Webhook] | None:
    """Return the server's webhooks, None where the bot may not see them (it needs no such permission otherwise)."""
    if not guild.me.guild_permissions.manage_webhooks:
        return None
    try:
        return await guild.webhooks()
    except discord.Forbidden:
        return None


def _leaves_to(hooks: list[discord.Webhook], channel_id: int) -> set[int]:
    followers = (each for each in hooks if each.source_channel is not None and each.source_channel.id == channel_id)
    return {each.channel_id for each in followers if each.channel_id is not None}


def by_way(outsiders: tuple[Outsider, ...]) -> Mapping[Way, list[Outsider]]:
    """Return the outsiders by their ways, people before bots; one with two ways stands under both."""
    found: dict[Way, list[Outsider]] = {}
    for each in sorted(outsiders, key=lambda outsider: outsider.is_bot):
        for way in each.ways:
            found.setdefault(way, []).append(each)
    return found
