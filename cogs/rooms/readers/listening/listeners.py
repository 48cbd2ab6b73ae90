"""What Discord tells of: each event that may change who reads a space has it looked at, at once."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord.ext import commands

from bot.database.network import Network
from bot.ui.bot import StaffroomBot
from bot.visibility.keeping.effects import bring_in_line
from bot.visibility.permissions.doors import MATTERS
from cogs.rooms.readers.keeping.gone import forget_space
from cogs.rooms.readers.keeping.locking import lock_or_open
from cogs.rooms.readers.keeping.repairing import Repair, Target
from cogs.rooms.readers.keeping.repairs import keep_role, keep_space, keep_thread
from cogs.rooms.readers.listening.hearing import Heard, Hearing
from cogs.rooms.readers.listening.indifferent import Indifferent
from cogs.rooms.readers.listening.upkeep import Upkeep
from cogs.rooms.readers.looking.server import Wanted


class UpkeepCog(commands.Cog):
    """Hears of changes. What an event says is not believed: the look compares everything with what was known."""

    def __init__(self, bot: StaffroomBot) -> None:
        self._bot = bot
        self.upkeep = Upkeep(bot.house)
        self._indifferent = Indifferent()
        self._hearings: dict[int, Hearing] = {}  # by server

    async def cog_unload(self) -> None:
        """End what is under way."""
        for hearing in self._hearings.values():
            await hearing.close()
        await self.upkeep.close()

    async def look_after_absence(self, network: Network, guild: discord.Guild) -> None:
        """Put right what changed while nobody listened, and look at everything."""
        self._indifferent.forget(guild.id)
        await self.upkeep.look_after_absence(network, guild)

    def _hear(self, guild: discord.Guild, repairs: dict[Target, Repair] | None = None, *, is_urgent: bool) -> Heard:
        hearing = self._hearings.get(guild.id)
        if hearing is None:
            hearing = self._hearings[guild.id] = Hearing(self._look)
        return hearing.hear(guild, repairs or {}, is_urgent=is_urgent)

    def _hear_of_server(
        self, guild: discord.Guild, repairs: dict[Target, Repair] | None = None, *, is_urgent: bool = True
    ) -> Heard:
        """Hear of a role, a channel or the owner: what is known of those is forgotten."""
        self._indifferent.forget(guild.id)
        return self._hear(guild, repairs, is_urgent=is_urgent)

    def _hear_of_member(self, member: discord.Member, before: Sequence[int], repairs: dict[Target, Repair]) -> None:
        """Hear that somebody has come or has other roles: it is urgent if that lets them in where they may not be."""
        is_urgent = self.upkeep.lets_in(member.guild, member.id, before, member._roles)  # noqa: SLF001 -- `roles` sorts
        self._hear(member.guild, repairs, is_urgent=is_urgent)

    async def _look(self, heard: Heard) -> None:
        network = await self._bot.house.networks.for_guild(heard.guild.id)
        if network is not None:
            self._indifferent.learn(network, heard.guild)
            await self.upkeep.look(network, heard.guild, repairs=heard.repairs)

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """Look at what is known after a broken connection: Discord has told what was missed, so nothing is asked."""
        for guild in self._bot.guilds:
            network = await self._bot.house.networks.for_guild(guild.id)
            if network is not None and not guild.unavailable:
                await self.upkeep.look(network, guild, Wanted(everything=True))

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Undo what somebody did to a member's roles by hand."""

        async def repair(network: Network) -> bool:
            return bool(await bring_in_line(network, after))

        if before._roles == after._roles:  # noqa: SLF001 -- `roles` sorts; most updates are a name or a picture
            return
        if not await self._indifferent.is_indifferent(before, after):
            self._hear_of_member(after, before._roles, {("member", after.id): repair})  # noqa: SLF001 -- as above

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Notice what a newcomer reads without any role."""
        self._hear_of_member(member, (), {})

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """Notice that somebody reads nothing any more."""
        self._hear(member.guild, is_urgent=False)

    @commands.Cog.listener()
    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Notice that the server has another owner, who reads everything."""
        if before.owner_id != after.owner_id:
            self._hear_of_server(after)

    @commands.Cog.listener()
    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        """Notice a channel that a thread of ours hangs on, or that came back."""
        self._hear_of_server(channel.guild)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Undo what somebody did to a space's overwrites by hand."""

        async def repair(network: Network) -> bool:
            return await keep_space(network, after)

        if before.overwrites != after.overwrites or before.name != after.name:  # Discord hides a channel by its name
            self._hear_of_server(after.guild, {("space", after.id): repair})

    @commands.Cog.listener()
    async def on_guild_role_create(self, role: discord.Role) -> None:
        """Notice a role that somebody may already have."""
        self._hear_of_server(role.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Undo permissions that somebody gave one of our roles by hand; notice what any other role opens."""

        async def repair(network: Network) -> bool:
            return await keep_role(network, after)

        if before.permissions != after.permissions:
            gained = after.permissions.value & ~before.permissions.value
            is_urgent = bool(gained & MATTERS)  # else it lets nobody in
            self._hear_of_server(after.guild, {("role", after.id): repair}, is_urgent=is_urgent)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Notice who read through a role that is gone."""
        self._hear_of_server(role.guild)

    @commands.Cog.listener()
    async def on_thread_join(self, thread: discord.Thread) -> None:
        """Notice who reads a thread that the bot has come to know, or that came back from the archive."""
        await self._look_at_thread(thread.guild, thread.id)

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Notice who reads a new thread, if it is a space."""
        await self._look_at_thread(thread.guild, thread.id)

    @commands.Cog.listener()
    async def on_thread_remove(self, thread: discord.Thread) -> None:
        """Notice that the bot itself was taken out of a thread: what it knew of it may no longer be so."""
        await self._look_at_thread(thread.guild, thread.id)

    @commands.Cog.listener()
    async def on_thread_update(self, _before: discord.Thread, after: discord.Thread) -> None:
        """Look again at a thread that was archived, locked, or changed otherwise."""
        await self._look_at_thread(after.guild, after.id)

    @commands.Cog.listener()
    async def on_thread_member_join(self, member: discord.ThreadMember) -> None:
        """Notice who was added to a thread, and take out whom it isn't for."""
        await self._look_at_thread(member.thread.guild, member.thread.id)

    @commands.Cog.listener()
    async def on_raw_thread_member_remove(self, payload: discord.RawThreadMembersUpdate) -> None:
        """Notice who left a thread or was taken out."""
        guild = self._bot.get_guild(payload.guild_id)
        if guild is not None:
            await self._look_at_thread(guild, payload.thread_id)

    async def _look_at_thread(self, guild: discord.Guild, thread_id: int) -> None:
        async def repair(network: Network) -> bool:
            return await keep_thread(network, guild, thread_id)

        self.upkeep.doubt_thread(guild, thread_id)
        await self._hear_of_server(guild, {("thread", thread_id): repair}).over.wait()
        network = await self._bot.house.networks.for_guild(guild.id)
        if network is not None:  # it may have come back from the archive, or been opened by hand
            await lock_or_open(network, guild, thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Forget a space that is gone, and tell the stewards how it comes back."""
        await self._forget(channel.guild, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Forget a thread that is gone."""
        guild = self._bot.get_guild(payload.guild_id)
        if guild is not None:
            await self._forget(guild, payload.thread_id)

    async def _forget(self, guild: discord.Guild, channel_id: int) -> None:
        network = await self._bot.house.networks.for_guild(guild.id)
        if network is not None:
            await forget_space(network, channel_id, now=self._bot.house.clock.now())
