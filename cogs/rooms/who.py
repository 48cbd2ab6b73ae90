"""Who can read a channel now, from what the bot's cache knows of the server."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.database.network import Network
from bot.visibility import permissions
from bot.visibility.access import Roster, may_read
from bot.visibility.reasons import viewers
from bot.visibility.snapshot import channel_of, guild_of, know_everybody, thread_of
from bot.visibility.spaces import SpaceStore
from cogs.rooms.render import Reader

BEYOND_ADMISSION = {"owner", "administrator"}  # no role of ours lets them in or keeps them out


@dataclass(frozen=True)
class Answer:
    """Who can read a channel; unknown where the bot cannot see it."""

    unknown: bool
    readers: tuple[Reader, ...]

    def includes(self, account_id: int) -> bool:
        """Say whether an account is among the readers."""
        return any(reader.account_id == account_id for reader in self.readers)


async def who_reads(network: Network, channel: discord.abc.GuildChannel | discord.Thread) -> Answer:
    """Return everyone who can read a channel or thread, with all their reasons, computed now."""
    guild = channel.guild
    await know_everybody(guild)
    found = viewers(guild_of(guild), await _plain(channel))
    if found.unknown:
        return Answer(unknown=True, readers=())
    admitted = await _admitted(network, channel.id)
    return Answer(False, tuple(_reader(guild, each, why, admitted) for each, why in found.reasons.items()))


async def _plain(channel: discord.abc.GuildChannel | discord.Thread) -> permissions.Channel:
    if not isinstance(channel, discord.Thread):
        return channel_of(channel)
    if channel.parent is None:
        return permissions.Channel(channel.id, flags=permissions.OBFUSCATED)  # nothing is known of what it hangs on
    inside = await channel.fetch_members() if channel.is_private() else []
    return thread_of(channel, channel.parent, [member.id for member in inside])


async def _admitted(network: Network, channel_id: int) -> frozenset[int] | None:
    """Return the accounts that the roster admits to a space, None where no audience decides."""
    async with network.read() as tx:
        space = await SpaceStore(tx).by_channel(channel_id)
        if space is None or space.audience is None:
            return None
        roster = await Roster.read(tx, network.community)
    linked = roster.by_account().items()
    return frozenset(account for account, person in linked if may_read(person, space, roster))


def _reader(
    guild: discord.Guild, account_id: int, why: tuple[permissions.Reason, ...], admitted: frozenset[int] | None
) -> Reader:
    member = guild.get_member(account_id)
    is_bot = member is not None and member.bot
    held_back = admitted is not None and account_id not in admitted and not is_bot
    is_surprising = held_back and all(reason.cause not in BEYOND_ADMISSION for reason in why)
    return Reader(account_id, member.display_name if member else str(account_id), why, is_bot, is_surprising)
