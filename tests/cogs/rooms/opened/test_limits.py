from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.visibility.admission.overwrites import room_overwrites_due
from bot.visibility.admission.rooms import Room, RoomKind
from cogs.rooms.opened.limits import (
    MOST_CHANNELS,
    MOST_IN_CATEGORY,
    MOST_IN_SMALL_ROOM,
    MOST_JOINED_ROOMS,
    MOST_OVERWRITES,
    MOST_ROLES,
    Server,
    check_room_fits,
    check_seat,
)
from config.texts import texts_for

KINDS = st.sampled_from(get_args(RoomKind))
SERVERS = st.builds(Server, st.integers(0, 260), st.integers(0, 510), st.integers(0, 55), st.integers(0, 185))


def why_not(kind: RoomKind, server: Server) -> Refusal | None:
    try:
        check_room_fits(kind, server)
    except Refusal as refused:
        return refused
    return None


@given(KINDS, SERVERS)
def test_a_room_that_fits_stays_within_every_limit_of_discord(kind: RoomKind, server: Server) -> None:
    if why_not(kind, server) is None:
        assert server.channels + 1 <= MOST_CHANNELS
        assert server.in_category + 1 <= MOST_IN_CATEGORY
        assert kind != "joined" or server.roles + 1 <= MOST_ROLES
        assert kind != "joined" or server.joined_rooms + 1 <= MOST_JOINED_ROOMS


@given(KINDS, SERVERS)
def test_a_room_is_refused_only_at_a_limit_and_the_refusal_says_what_to_do(kind: RoomKind, server: Server) -> None:
    refused = why_not(kind, server)
    is_full = server.channels >= MOST_CHANNELS or server.in_category >= MOST_IN_CATEGORY
    lacks_role = kind == "joined" and (server.roles >= MOST_ROLES or server.joined_rooms >= MOST_JOINED_ROOMS)
    assert (refused is not None) == (is_full or lacks_role)
    assert refused is None or "steward" in refused.text(texts_for("en"))


@given(KINDS, st.integers(0, MOST_OVERWRITES + 10))
def test_a_small_room_never_has_more_overwrites_than_discord_takes(kind: RoomKind, members: int) -> None:
    try:
        check_seat(kind, members)
    except Refusal:
        assert kind == "small"
        assert members >= MOST_IN_SMALL_ROOM
        return
    room = Room(1, kind, "practitioners", "open", "room")
    due = room_overwrites_due(room, {"role:practitioners": 3}, range(100, 100 + members + 1), guild_id=1, bot_id=2)
    assert len(due) <= MOST_OVERWRITES
