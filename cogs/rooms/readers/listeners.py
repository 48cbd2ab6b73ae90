"""What Discord tells of: each event that may change who reads a space has it looked at, at once."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.database.network import Network
from bot.ui.bot import StaffroomBot
from bot.visibility.effects import bring_in_line
from cogs.rooms.readers.gone import forget_space
from cogs.rooms.readers.indifferent import Indifferent
from cogs.rooms.readers.locking import lock_or_open
from cogs.rooms.readers.repairs import keep_role, keep_space, keep_thread
from cogs.rooms.readers.server import Wanted
from cogs.rooms.readers.upkeep import Repair, Upkeep, nothing


class UpkeepCog(commands.Cog):
    """Hears of changes. What an event says is not believed: the look compares everything with what was known."""

    def __init__(self, bot: StaffroomBot) -> None:
        self._bot = bot
        self.upkeep = Upkeep(bot.house)
        self._indifferent = Indifferent()

    async def cog_unload(self) -> None:
        """End what is under way."""
        await self.upkeep.close()

    async def look_after_absence(self, network: Network, guild: discord.Guild) -> None:
        """Put right what changed while nobody listened, and look at everything."""
        self._indifferent.forget(guild.id)
        await self.upkeep.look_after_absence(network, guild)

    async def _heard(self, guild: discord.Guild, repair: Repair = nothing, *, is_of_member: bool = False) -> None:
        if not is_of_member:
            self._indifferent.forget(guild.id)
        network = await self._bot.house.networks.for_guild(guild.id)
        if network is not None:
            self._indifferent.learn(network, guild)
            await self.upkeep.look(network, guild, repair=repair)

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
            await self._heard(after.guild, repair, is_of_member=True)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Notice what a newcomer reads without any role."""
        await self._heard(member.guild, is_of_member=True)

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """Notice that somebody reads nothing any more."""
        await self._heard(member.guild, is_of_member=True)

    @commands.Cog.listener()
    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Notice that the server has another owner, who reads everything."""
        if before.owner_id != after.owner_id:
            await self._heard(after)

    @commands.Cog.listener()
    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        """Notice a channel that a thread of ours hangs on, or that came back."""
        await self._heard(channel.guild)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Undo what somebody did to a space's overwrites by hand."""

        async def repair(network: Network) -> bool:
            return await keep_space(network, after)

        if before.overwrites != after.overwrites or before.name != after.name:  # Discord hides a channel by its name
            await self._heard(after.guild, repair)

    @commands.Cog.listener()
    async def on_guild_role_create(self, role: discord.Role) -> None:
        """Notice a role that somebody may already have."""
        await self._heard(role.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Undo permissions that somebody gave one of our roles by hand; notice what any other role opens."""

        async def repair(network: Network) -> bool:
            return await keep_role(network, after)

        if before.permissions != after.permissions:
            await self._heard(after.guild, repair)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Notice who read through a role that is gone."""
        await self._heard(role.guild)

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
        await self._heard(guild, repair)
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
