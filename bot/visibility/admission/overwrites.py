"""Which overwrites a space has: exactly its audience's role reads it, and the bot.

Pure: setup creates spaces with these, and whoever changes them by hand finds them put back (`cogs.rooms`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.people.rules import Audience
from bot.visibility.admission.roles import MEMBERS, STEWARD, audience_role
from bot.visibility.admission.rooms import Room, room_role
from bot.visibility.admission.spaces import Kind
from bot.visibility.permissions.model import (
    ATTACH_FILES,
    CONNECT,
    CREATE_PRIVATE_THREADS,
    CREATE_PUBLIC_THREADS,
    EMBED_LINKS,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    SEND_MESSAGES_IN_THREADS,
    SPEAK,
    VIEW_CHANNEL,
    Overwrite,
)

READ = VIEW_CHANNEL | READ_MESSAGE_HISTORY
WRITE = SEND_MESSAGES | SEND_MESSAGES_IN_THREADS | CREATE_PUBLIC_THREADS
WRITING = WRITE | CREATE_PRIVATE_THREADS
STARTS = SEND_MESSAGES | CREATE_PUBLIC_THREADS | CREATE_PRIVATE_THREADS
BOT = READ | SEND_MESSAGES | SEND_MESSAGES_IN_THREADS | EMBED_LINKS | ATTACH_FILES

READERS_MAY: Mapping[Kind, int] = {
    "room": READ | WRITE,
    "forum": READ | WRITE,
    "voice": READ | SEND_MESSAGES | CONNECT | SPEAK,
    "digest": READ,
    "mentoring": READ | SEND_MESSAGES_IN_THREADS,
    "stewards": READ | WRITE,
    "lobby": READ,
}
BOT_MAY: Mapping[Kind, int] = {
    "voice": BOT | CONNECT,  # Discord: who cannot connect cannot edit a voice channel
    "mentoring": BOT | CREATE_PRIVATE_THREADS,
}


def reader_role(kind: Kind, audience: Audience | None) -> str | None:
    """Return the installation key of the one role that reads a space; None: everybody on the server does."""
    if audience is not None:
        return audience_role(audience)
    return {"stewards": STEWARD, "lobby": None}.get(kind, MEMBERS)


def overwrites_due(
    kind: Kind,
    audience: Audience | None,
    roles: Mapping[str, int],
    *,
    guild_id: int,
    bot_id: int,
    is_locked: bool = False,
) -> frozenset[Overwrite]:
    """Return a space's overwrites. A role that is not installed leaves the space to the bot alone, never open.

    A locked space is read as ever, and nobody writes. A thread has its channel's overwrites: none are due.
    """
    if kind == "thread":
        return frozenset()
    may, reader = READERS_MAY[kind], reader_role(kind, audience)
    if is_locked:
        return locked(overwrites_due(kind, audience, roles, guild_id=guild_id, bot_id=bot_id), bot_id)
    silent = STARTS if not may & SEND_MESSAGES else 0
    due = {Overwrite(bot_id, allow=BOT_MAY.get(kind, BOT), of_member=True)}
    if reader is None:
        return frozenset(due | {Overwrite(guild_id, allow=may, deny=silent)})
    due.add(Overwrite(guild_id, deny=VIEW_CHANNEL | silent))
    if reader in roles:
        due.add(Overwrite(roles[reader], allow=may))
    return frozenset(due)


def room_overwrites_due(
    room: Room, roles: Mapping[str, int], accounts: Iterable[int], *, guild_id: int, bot_id: int
) -> frozenset[Overwrite]:
    """Return the overwrites of a room that somebody opened; `accounts` are those of its readers (`is_reader`).

    No member is ever denied: everyone is, and no other role is allowed anything, so that none could let them in.
    """
    may = READ if room.is_closed else READERS_MAY["room"]
    silent = STARTS | SEND_MESSAGES_IN_THREADS if room.is_closed else 0
    due = {Overwrite(bot_id, allow=BOT, of_member=True), Overwrite(guild_id, deny=VIEW_CHANNEL | silent)}
    if room.kind == "small":
        return frozenset(due | {Overwrite(account, allow=may, of_member=True) for account in accounts})
    reader = audience_role(room.audience) if room.kind == "open" else room_role(room.id)
    return frozenset(due | {Overwrite(roles[reader], allow=may)} if reader in roles else due)


def locked(due: frozenset[Overwrite], bot_id: int) -> frozenset[Overwrite]:
    """Return the same overwrites with everybody's writing denied but the bot's."""
    return frozenset(
        each if each.target_id == bot_id else replace(each, allow=each.allow & ~WRITING, deny=each.deny | WRITING)
        for each in due
    )
