"""The threads that are spaces: where each hangs, and who is in it, as Discord says when asked.

discord.py keeps no archived threads, and not who is in any. So Discord is asked once, and again after any event about
a thread. While a thread is archived nobody can be added or leave.
Source: https://discord.com/developers/docs/resources/channel#add-thread-member
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import discord

from bot.visibility.permissions.model import OBFUSCATED, Channel
from bot.visibility.server.snapshot import channel_of, know_everybody


@dataclass(frozen=True, eq=False)
class Known:
    """What Discord said about a thread; one that could not be asked about is unknown, never safe."""

    parent_id: int | None = None
    inside: frozenset[int] | None = None  # of a private thread


class ThreadBook:
    """What is known of one server's threads."""

    def __init__(self) -> None:
        self._known: dict[int, Known | None] = {}  # None: there is no such thread
        self._turn = asyncio.Lock()  # whoever asks while somebody asks waits for the answer

    def doubt(self, thread_id: int | None = None) -> None:
        """Ask about a thread again; about all of them after a connection that was lost."""
        if thread_id is None:
            self._known.clear()
        else:
            self._known.pop(thread_id, None)

    def is_gone(self, thread_id: int) -> bool:
        """Say whether Discord was asked, and said that there is no such thread."""
        return self._known.get(thread_id, Known()) is None

    async def learn(self, guild: discord.Guild, thread_ids: Iterable[int]) -> None:
        """Ask Discord about those of these threads that are not known."""
        async with self._turn:
            for thread_id in thread_ids:
                while thread_id not in self._known:
                    self._known[thread_id] = asking = Known()
                    found = await _asked(guild, thread_id)
                    if self._known.get(thread_id) is asking:  # else an event came meanwhile: it is asked about again
                        self._known[thread_id] = found

    def channel(self, guild: discord.Guild, thread_id: int) -> Channel | None:
        """Return a thread as permissions see it, with its channel's overwrites as they are now; None: it is gone."""
        known = self._known.get(thread_id, Known())
        if known is None:
            return None
        parent = guild.get_channel(known.parent_id) if known.parent_id is not None else None
        if parent is None:
            return Channel(thread_id, flags=OBFUSCATED)
        above = channel_of(parent)
        return Channel(thread_id, above.overwrites, above.name, above.flags, known.inside)


async def thread_on(guild: discord.Guild, thread_id: int) -> discord.Thread | None:
    """Return a thread as Discord has it now, archived ones too, or None where it was deleted."""
    try:
        found = guild.get_thread(thread_id) or await guild.fetch_channel(thread_id)
    except discord.NotFound:
        return None
    return found if isinstance(found, discord.Thread) else None


async def inside(thread: discord.Thread) -> frozenset[int] | None:
    """Return who is in a thread; None where it was deleted: an event that came late may have left it in the cache."""
    try:
        return frozenset(member.id for member in await thread.fetch_members())
    except discord.NotFound:
        return None


async def take_out(thread: discord.Thread, account_id: int) -> None:
    """Take an account out of a private thread, opened for it where it was archived; one that left long ago is fine."""
    if thread.archived:
        await thread.edit(archived=False)
    await know_everybody(thread.guild)
    if thread.guild.get_member(account_id) is not None:
        await thread.remove_user(discord.Object(account_id))


async def _asked(guild: discord.Guild, thread_id: int) -> Known | None:
    try:
        thread = guild.get_thread(thread_id) or await guild.fetch_channel(thread_id)
        if not isinstance(thread, discord.Thread):
            return None
        inside = [member.id for member in await thread.fetch_members()] if thread.is_private() else None
    except discord.NotFound:
        return None
    except (discord.Forbidden, discord.InvalidData):
        return Known()
    return Known(thread.parent_id, frozenset(inside) if inside is not None else None)
