"""Who may read what by the roster: spaces, rooms, threads, and what a flag alone keeps somebody out of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.people.model import Person
from bot.visibility.admission.access import Roster, is_paused, may_read, roles_due
from bot.visibility.admission.conditions import AccessPaused
from bot.visibility.admission.overwrites import BOT, overwrites_due, room_overwrites_due
from bot.visibility.admission.promise import Promise
from bot.visibility.admission.roles import RoleChange
from bot.visibility.admission.rooms import Room, RoomKind, RoomState
from bot.visibility.admission.spaces import Space
from bot.visibility.permissions import model
from bot.visibility.permissions.model import READ_MESSAGE_HISTORY, VIEW_CHANNEL, Overwrite
from tests.bot.visibility.admission.rosters import person, roster

ROLES = {
    "role:members": 1,
    "role:practitioners": 2,
    "role:leads": 3,
    "role:steward": 4,
    "role:room.50": 5,
}
ROOM, LOBBY, STEWARDS, THREAD, JOINED, SMALL, OPENED = range(71, 78)
SPACES = (
    Space(1, "room", "practitioners", ROOM, "lounge"),
    Space(2, "lobby", None, LOBBY, "lobby"),
    Space(3, "stewards", None, STEWARDS, "stewards"),
    Space(4, "thread", None, THREAD, "pair"),
    Space(5, "room", "practitioners", JOINED, "joined"),
    Space(6, "room", "practitioners", SMALL, "small"),
    Space(7, "room", "practitioners", OPENED, "opened"),
)
ROOMS = (
    Room(50, "joined", "practitioners", "open", "joined", channel_id=JOINED, members=frozenset({1})),
    Room(51, "small", "practitioners", "open", "small", channel_id=SMALL, members=frozenset({2})),
    Room(52, "open", "practitioners", "open", "opened", channel_id=OPENED),
)
PEOPLE = (person(1), person(2), person(3), person(4, state="suspended"))


def promised(pauses: frozenset[tuple[int, int]] = frozenset(), people: tuple[Person, ...] = PEOPLE) -> Promise:
    known = roster(*people, supervisions=[(3, 2)], stewards=[1])
    known = Roster(known.people, known.graph, known.community, known.stewards, ROOMS, pauses)
    return Promise(known, {space.channel_id: space for space in SPACES}, ROLES, frozenset())


def test_a_space_is_opened_by_its_audiences_role_and_a_room_by_its_own_where_it_has_one() -> None:
    opened_by = {channel: promised().reader_role_id(channel) for channel in (*range(71, 78), 999)}
    assert opened_by == {ROOM: 2, LOBBY: None, STEWARDS: 4, THREAD: None, JOINED: 5, SMALL: None, OPENED: 2, 999: None}


def test_whom_a_space_is_for_is_said_of_linked_accounts_alone_and_of_everybodys_spaces_not_at_all() -> None:
    now, asked = promised(), (1001, 1002, 1003, 1004, 4242)
    assert now.meant_among(ROOM, asked) == frozenset({1001, 1002})
    assert now.meant_among(ROOM, (1002, 4242)) == frozenset({1002})
    assert now.meant_among(JOINED, asked) == frozenset({1001})
    assert now.meant_among(SMALL, asked) == frozenset({1002})
    assert now.meant_among(OPENED, asked) == frozenset({1001, 1002})
    assert now.meant_among(STEWARDS, asked) == frozenset({1001})
    assert now.meant_among(LOBBY, asked) is None
    assert now.meant_among(999, asked) is None
    assert now.people_behind(asked) == {1001: 1, 1002: 2, 1003: 3, 1004: 4}


def test_a_thread_is_for_those_in_it_who_supervise_nobody_else_there_and_are_not_flagged_there() -> None:
    now = promised()
    assert now.meant_among(THREAD, (1001, 1002, 1003), inside=(1001, 1002, 1003)) == frozenset({1001, 1002})
    assert now.meant_among(THREAD, (1001, 1003), inside=(1001, 1003, 1004, 4242)) == frozenset({1001, 1003})
    assert now.meant_among(THREAD, (1001, 1002), inside=(1002,)) == frozenset({1002})
    flagged = promised(frozenset({(2, 1)}))
    assert flagged.meant_among(THREAD, (1001, 1002), inside=(1001, 1002)) == frozenset({1002})
    assert flagged.meant_among(THREAD, (1001, 1003), inside=(1001, 1003)) == frozenset({1001, 1003})


def test_a_flag_alone_keeps_somebody_out_of_a_space_and_of_a_thread_with_whoever_flagged_them() -> None:
    now = promised(frozenset({(2, 1)}))
    assert promised().paused_among(ROOM, (1001, 1002)) == frozenset()
    assert now.paused_among(ROOM, (1001, 1002, 1003, 4242)) == {1001}
    assert now.paused_among(THREAD, (1001, 1002), inside=(1001, 1002)) == {1001}
    assert now.paused_among(THREAD, (1001,), inside=(1001, 1003, 4242)) == frozenset()
    assert now.paused_among(999, (1001,)) == frozenset()
    assert isinstance(now.roster.refusal(PEOPLE[0], "practitioners"), AccessPaused)
    assert now.roster.paused_by(2) == {1}
    assert now.roster.flaggers_of(1) == {2}
    assert now.roster.flaggers_of(2) == frozenset()


def test_what_nobody_opened_is_read_by_its_audience_and_without_one_by_nobody_in_particular() -> None:
    known = promised().roster
    assert may_read(PEOPLE[0], SPACES[0], known)
    assert not may_read(PEOPLE[2], SPACES[0], known)
    assert not may_read(PEOPLE[0], SPACES[1], known)
    assert not is_paused(PEOPLE[0], SPACES[3], known, inside=(2, 3))
    assert known.room_of(JOINED) == ROOMS[0]
    assert known.room_of(ROOM) is None
    assert "role:room.50" in roles_due(PEOPLE[0], known)
    assert "role:room.50" not in roles_due(PEOPLE[1], known)


def test_a_change_of_roles_is_one_where_something_is_taken_or_given() -> None:
    assert RoleChange(frozenset({1}), frozenset())
    assert RoleChange(frozenset(), frozenset({1}))
    assert not RoleChange(frozenset(), frozenset())


@pytest.mark.parametrize("kind", ["open", "joined", "small"])
@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_room_is_read_by_its_role_or_its_members_and_a_closed_one_is_silent(kind: RoomKind, state: RoomState) -> None:
    room = replace(ROOMS[0], kind=kind, state=state)
    due = {each.target_id: each for each in room_overwrites_due(room, ROLES, [1001], guild_id=9, bot_id=8)}
    reader = {"open": 2, "joined": 5, "small": 1001}[kind]
    assert set(due) == {8, 9, reader}
    assert due[8] == Overwrite(8, allow=BOT, of_member=True)
    assert due[9].allow == 0
    assert due[9].deny & VIEW_CHANNEL
    writes = bool(due[reader].allow & model.SEND_MESSAGES)
    assert writes is (state == "open")
    assert bool(due[9].deny & model.SEND_MESSAGES) is (state == "closed")
    assert due[reader].allow & READ_MESSAGE_HISTORY
    assert due[reader].of_member is (kind == "small")
    assert room.is_closed is (state == "closed")


def test_without_its_role_a_room_or_space_is_the_bots_alone() -> None:
    for room in ROOMS[::2]:
        due = room_overwrites_due(room, {}, [], guild_id=9, bot_id=8)
        assert {each.target_id for each in due} == {8, 9}
    assert {each.target_id for each in overwrites_due("room", "leads", {}, guild_id=9, bot_id=8)} == {8, 9}
