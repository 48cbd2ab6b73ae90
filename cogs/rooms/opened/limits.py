"""What Discord's limits leave room for, and what to do where they leave none. Pure.

Sources: Discord's documentation, "Opcodes and Status Codes" (30005: 250 roles, 30013: 500 channels, 30031: 50 channels
in a category, 30060: 1,000 overwrites); the two lower numbers keep something back for everything else on the server.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from bot.visibility.admission.rooms import RoomKind
from config.texts import N_

MOST_ROLES = 250
MOST_CHANNELS = 500  # categories count
MOST_IN_CATEGORY = 50
MOST_OVERWRITES = 1000
MOST_JOINED_ROOMS = 180  # of the 250 roles: each joined room has one
MOST_IN_SMALL_ROOM = 900  # of the 1,000 overwrites: each member has one
FULL = {30005, 30013, 30031}  # Discord's codes for no more roles, channels, channels in a category


@dataclass
class NoRoleLeft(Refusal):
    """The server has as many roles as Discord allows."""

    most: int
    says: ClassVar[str] = N_(
        "This server has {most} roles, as many as Discord allows, and this kind of room needs one. Choose a small room "
        "or an open one, or ask a steward to delete a role that nobody uses."
    )


@dataclass
class TooManyJoinedRooms(Refusal):
    """Rooms with a role of their own take all the roles they may."""

    most: int
    says: ClassVar[str] = N_(
        "There are {most} rooms of this kind already, as many as fit. Choose a small room or an open one, or ask a "
        "steward to delete the channel of one that is closed."
    )


@dataclass
class NoChannelLeft(Refusal):
    """The server has as many channels as Discord allows."""

    most: int
    says: ClassVar[str] = N_(
        "This server has {most} channels, as many as Discord allows. Look in /room list for a room that fits, or ask a "
        "steward to delete one that is closed."
    )


@dataclass
class CategoryFull(Refusal):
    """The audience's category holds as many channels as Discord allows."""

    most: int
    says: ClassVar[str] = N_(
        "The heading this room belongs under has {most} channels, as many as Discord allows. Ask a steward to move a "
        "closed room out from under it or to delete one, then try again."
    )


@dataclass
class SmallRoomFull(Refusal):
    """A small room has as many members as fit."""

    most: int
    says: ClassVar[str] = N_(
        "This room has {most} members, as many as a small room holds. Ask whoever opened it for a second one, or open "
        "one with /room open."
    )


@dataclass(frozen=True)
class Server:
    """What is on a server already; rooms that were asked for and not made yet are counted in by whoever counts."""

    roles: int  # @everyone included
    channels: int  # categories included
    in_category: int
    joined_rooms: int


def check_room_fits(kind: RoomKind, server: Server) -> None:
    """Raise what stands in the way of one more room of a kind, if anything does."""
    if kind == "joined" and server.joined_rooms >= MOST_JOINED_ROOMS:
        raise TooManyJoinedRooms(MOST_JOINED_ROOMS)
    if kind == "joined" and server.roles >= MOST_ROLES:
        raise NoRoleLeft(MOST_ROLES)
    if server.channels >= MOST_CHANNELS:
        raise NoChannelLeft(MOST_CHANNELS)
    if server.in_category >= MOST_IN_CATEGORY:
        raise CategoryFull(MOST_IN_CATEGORY)


def check_seat(kind: RoomKind, members: int) -> None:
    """Raise `SmallRoomFull` where one more member would be too many."""
    if kind == "small" and members >= MOST_IN_SMALL_ROOM:
        raise SmallRoomFull(MOST_IN_SMALL_ROOM)
