"""Who can read a channel now, from what the bot's cache knows of the server.

The one module of the rooms that reads a server and runs Discord's permission rules over it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import discord

from bot.database.network import Network
from bot.visibility import permissions
from bot.visibility.access import Roster, is_paused, may_read, roles_due
from bot.visibility.exposures import BEYOND_REPAIR, OverseerStore
from bot.visibility.overwrites import reader_role
from bot.visibility.permissions import Reason
from bot.visibility.reasons import viewers
from bot.visibility.rooms import room_role
from bot.visibility.snapshot import channel_of, guild_of, know_everybody, thread_of
from bot.visibility.spaces import Space, SpaceStore
from cogs.rooms.readers.render import Reader

BEYOND_ADMISSION = {"owner", "administrator"}  # no role of ours lets them in or keeps them out
Readable = discord.abc.GuildChannel | discord.Thread


@dataclass(frozen=True)
class Answer:
    """Who can read a channel; unknown where the bot cannot see it."""

    unknown: bool
    readers: tuple[Reader, ...]
    meant: frozenset[int] | None = None  # the accounts it is for; None: for everybody

    def includes(self, account_id: int) -> bool:
        """Say whether an account is among the readers."""
        return any(reader.account_id == account_id for reader in self.readers)

    @property
    def reasons(self) -> Mapping[int, Reason]:
        """Everyone who can read it, with the first of their reasons."""
        return {reader.account_id: reader.reasons[0] for reader in self.readers}

    @property
    def exposed(self) -> Mapping[int, Reason]:
        """Everyone who can read it and should not, with the first of their reasons."""
        return {reader.account_id: reader.reasons[0] for reader in self.readers if reader.is_exposed}


@dataclass
class Look:
    """A server and its roster at one moment, asked about as many channels as one likes."""

    server: permissions.Guild
    guild: discord.Guild
    roster: Roster
    spaces: Mapping[int, Space]
    roles: Mapping[str, int]
    overseers: frozenset[int]
    only: frozenset[int] | None = None  # the accounts that are asked about; None: everybody

    @classmethod
    async def at(cls, network: Network, guild: discord.Guild, only: Collection[int] | None = None) -> Look:
        """Read everything now; `only` some accounts where nobody else can have gained or lost anything."""
        await know_everybody(guild)
        async with network.read() as tx:
            store = SpaceStore(tx)
            spaces = {space.channel_id: space for space in await store.all()}
            roles, overseers = await store.installed("role"), await OverseerStore(tx).all()
            roster = await Roster.read(tx, network.community)
        # no await from here on: what is answered is one moment of the cache
        server = guild_of(guild)
        if only is not None:
            server = replace(server, members=tuple(each for each in server.members if each.id in {*only, guild.me.id}))
        return cls(server, guild, roster, spaces, roles, overseers, None if only is None else frozenset(only))

    async def readers(self, channel: Readable) -> Answer:
        """Return everyone who can read a channel or thread, with all their reasons."""
        inside: list[int] = []
        if isinstance(channel, discord.Thread) and channel.is_private():
            inside = [member.id for member in await channel.fetch_members()]
        plain = _plain(channel, inside)
        found = viewers(self.server, plain)
        # A channel the bot may not view arrives made up; before that, its own permissions tell
        if found.unknown or self.guild.me.id not in found.reasons:
            return Answer(unknown=True, readers=())
        meant = self.meant_for(channel.id, inside)
        asked = {each: why for each, why in found.reasons.items() if self.only is None or each in self.only}
        return Answer(False, tuple(self._reader(each, why, meant) for each, why in asked.items()), meant)

    def reader_role_id(self, channel_id: int) -> int | None:
        """Return the role that opens a space."""
        space = self.spaces.get(channel_id)
        room = next((each for each in self.roster.rooms if each.channel_id == channel_id), None)
        if space is None or space.kind == "thread" or (room is not None and room.kind == "small"):
            return None
        joined = room is not None and room.kind == "joined"
        key = room_role(room.id) if room is not None and joined else reader_role(space.kind, space.audience)
        return self.roles.get(key) if key is not None else None

    def meant_for(self, channel_id: int, inside: Collection[int] = ()) -> frozenset[int] | None:
        """Return the accounts that may read a space by the roster; None where it is everybody's, or no space.

        A thread is for the members in it who supervise nobody else there, and whom nobody there has flagged.
        """
        space = self.spaces.get(channel_id)
        if space is None:
            return None
        if space.kind == "thread":
            return self._meant_in_thread(inside)
        key = reader_role(space.kind, space.audience)
        if key is None:
            return None
        if space.audience is not None:
            linked = self.roster.by_account().items()
            return frozenset(each for each, person in linked if may_read(person, space, self.roster))
        return frozenset(each for each, due in self._due.items() if key in due)

    def paused_at(self, channel_id: int, inside: Collection[int] = ()) -> frozenset[int]:
        """Return the accounts that a flag alone keeps out of a space; of a thread, a flag of an account `inside`."""
        space, linked = self.spaces.get(channel_id), self.roster.by_account()
        if space is None or not self.roster.pauses:
            return frozenset()
        there = {linked[each].id for each in inside if each in linked}
        return frozenset(each for each, person in linked.items() if is_paused(person, space, self.roster, there))

    @cached_property
    def people(self) -> Mapping[int, int]:
        """The persons behind linked accounts."""
        return {account: person.id for account, person in self.roster.by_account().items()}

    @cached_property
    def _due(self) -> Mapping[int, frozenset[str]]:
        return {account: roles_due(person, self.roster) for account, person in self.roster.by_account().items()}

    def _meant_in_thread(self, inside: Collection[int]) -> frozenset[int]:
        linked = self.roster.by_account()
        there = {each: linked[each].id for each in inside if each in linked and linked[each].state == "active"}
        ids = frozenset(there.values())
        graph, flaggers_of = self.roster.graph, self.roster.flaggers_of
        return frozenset(each for each, who in there.items() if not (graph.below(who) | flaggers_of(who)) & ids)

    def _reader(self, account_id: int, why: tuple[Reason, ...], meant: frozenset[int] | None) -> Reader:
        member = self.guild.get_member(account_id)
        is_bot = member is not None and member.bot
        held_back = meant is not None and account_id not in meant
        is_accepted = account_id in self.overseers and all(reason.cause in BEYOND_REPAIR for reason in why)
        return Reader(
            account_id,
            member.display_name if member else str(account_id),
            why,
            is_bot=is_bot,
            is_surprising=held_back and not is_bot and all(reason.cause not in BEYOND_ADMISSION for reason in why),
            is_exposed=held_back and account_id != self.guild.me.id and not is_accepted,
        )


async def who_reads(network: Network, channel: Readable) -> Answer:
    """Return everyone who can read a channel or thread, with all their reasons, computed now."""
    look = await Look.at(network, channel.guild)
    return await look.readers(channel)


def _plain(channel: Readable, inside: Collection[int]) -> permissions.Channel:
    if not isinstance(channel, discord.Thread):
        return channel_of(channel)
    if channel.parent is None:
        return permissions.Channel(channel.id, flags=permissions.OBFUSCATED)  # nothing is known of what it hangs on
    return thread_of(channel, channel.parent, inside)
