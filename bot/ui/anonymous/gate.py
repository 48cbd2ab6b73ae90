"""Whether somebody may post in a room without their name now, and who reads it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import discord

from bot.errors import Refusal
from bot.visibility.admission.conditions import NotAdmitted
from bot.visibility.admission.spaces import Kind
from bot.visibility.keeping.exposures import BEYOND_REPAIR, ExposureStore, is_locked_now
from bot.visibility.keeping.who import Answer, Look
from config.texts import N_

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.ui.visit import Visit


@dataclass
class NoRoomHere(Refusal):
    """The channel is no room."""

    says: ClassVar[str] = N_(
        "Anonymous posts go into rooms: give the command in one. To answer one, use the button under it. "
        "/room list shows your rooms."
    )


@dataclass
class TooFewReaders(Refusal):
    """So few members read the room that they would guess."""

    count: int
    least: int
    says: ClassVar[str] = N_(
        "Only {count} can read this room, and with fewer than {least} it is easy to guess who wrote. Try a larger "
        "room from /room list."
    )


@dataclass
class TooFewInForum(TooFewReaders):
    """So few members read the forum that they would guess."""

    says: ClassVar[str] = N_(
        "Only {count} can read the forum, and with fewer than {least} it is easy to guess who wrote. You can ask "
        "under your name, or ask somebody you trust to."
    )


@dataclass
class ThreadLocked(Refusal):
    """A moderator locked the conversation's thread."""

    says: ClassVar[str] = N_(
        "A moderator locked this conversation, so nothing new is written in it. Ask them in the room if "
        "you need it open."
    )


@dataclass
class RoomClosed(Refusal):
    """Nothing new is written in a closed room."""

    says: ClassVar[str] = N_("This room is closed: it can be read, and nobody writes in it. /room list shows others.")


@dataclass
class RoomLocked(Refusal):
    """Nothing new is posted while somebody unexpected can read."""

    says: ClassVar[str] = N_(
        "Somebody unexpected can read this room, so nothing new is posted until that is settled. /room who shows who."
    )


@dataclass
class RoomUnseen(Refusal):
    """The bot cannot see the room, so it cannot say who reads it."""

    says: ClassVar[str] = N_(
        "I can't see this room any more, so I can't tell who reads it. Don't post here now; a steward can "
        "put it right with /setup."
    )


@dataclass(frozen=True)
class Readership:
    """Who reads a room or a forum that somebody may post in."""

    channel_id: int
    people: int  # who can read it, of whom
    members: int  # are members that it admits
    owner: str
    administrators: int  # besides the owner
    exposed: tuple[int, ...]  # accounts that read it and should not, besides those


def check_unlocked(guild: discord.Guild | None, thread_id: int | None) -> None:
    """Raise `ThreadLocked` where a moderator locked a thread; one that is archived and was not locked is fine."""
    thread = guild.get_thread(thread_id) if guild is not None and thread_id is not None else None
    if thread is not None and thread.locked:
        raise ThreadLocked


async def readership_of(visit: Visit, channel_id: int, *, kinds: tuple[Kind, ...] = ("room",)) -> Readership:
    """Return who reads a space that the visitor may post in without their name; raises `NotAMember` or why not.

    Everything is asked anew: the roster, Discord's permissions, who is on the server, what is locked or closed.
    """
    await visit.person()
    guild = visit.house.guild(visit.network)
    channel = guild.get_channel(channel_id) if guild is not None else None
    if guild is None or not isinstance(channel, discord.TextChannel | discord.ForumChannel):
        raise NoRoomHere
    look = await Look.at(visit.network, guild, [channel_id])
    space = look.promise.spaces.get(channel_id)
    if space is None or space.kind not in kinds:
        raise NoRoomHere
    answer = look.readers(channel_id)
    if answer.unknown:
        raise RoomUnseen
    if visit.account_id not in (answer.meant or ()) or not answer.includes(visit.account_id):
        raise NotAdmitted
    if any(room.is_closed for room in look.promise.roster.rooms if room.channel_id == channel_id):
        raise RoomClosed
    exposed = await _exposed(visit.network, channel_id)
    readers = _readership(guild, channel_id, answer, exposed)
    least = visit.network.community.rooms.whisper_least
    if readers.members < least:
        raise (TooFewInForum if space.kind == "forum" else TooFewReaders)(readers.members, least)
    return readers


async def _exposed(network: Network, channel_id: int) -> tuple[int, ...]:
    async with network.read() as tx:
        if await is_locked_now(tx, network.community, channel_id):
            raise RoomLocked
        lasting = await ExposureStore(tx).lasting(channel_id)
        return tuple(each.account_id for each in lasting if each.through not in BEYOND_REPAIR)


def _readership(guild: discord.Guild, channel_id: int, answer: Answer, exposed: Collection[int]) -> Readership:
    people = [reader for reader in answer.readers if not reader.is_bot]
    meant = answer.meant or frozenset()
    members = sum(reader.account_id in meant and reader.account_id != guild.owner_id for reader in people)
    standing = [reader for reader in people if any(why.cause in BEYOND_REPAIR for why in reader.reasons)]
    administrators = sum(reader.account_id != guild.owner_id for reader in standing)
    owner = guild.owner.display_name if guild.owner is not None else "?"
    name = discord.utils.escape_markdown(owner)
    return Readership(channel_id, len(people), members, name, administrators, tuple(exposed))
