"""Who may read what by the roster: spaces, rooms, threads, and what a flag alone keeps somebody out of."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.people.model import Person
from bot.visibility import permissions
from bot.visibility.access import Roster, is_paused, may_read, roles_due
from bot.visibility.admission import AccessPaused
from bot.visibility.audit import Audit
from bot.visibility.language import MOST_NAMED, named
from bot.visibility.overwrites import BOT, overwrites_due, room_overwrites_due
from bot.visibility.permissions import READ_MESSAGE_HISTORY, VIEW_CHANNEL, Overwrite, Reason
from bot.visibility.promise import Promise
from bot.visibility.roles import RoleChange
from bot.visibility.rooms import Room, RoomKind, RoomState
from bot.visibility.spaces import Space
from bot.visibility.who import UNKNOWN, Answer, Look, Reader
from config.texts import texts_for
from tests.bot.visibility.rosters import person, roster

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


def test_the_bits_of_permissions_are_discords() -> None:
    ours = {name: value for name, value in vars(permissions).items() if name.isupper() and isinstance(value, int)}
    theirs = discord.Permissions.VALID_FLAGS
    known = {name: theirs[name.lower()] for name in ours if name.lower() in theirs}
    assert len(known) == 16
    assert {name: ours[name] for name in known} == known
    assert permissions.ALL | discord.Permissions.all().value == permissions.ALL
    assert permissions.ALL.bit_length() == 53
    assert permissions.OBFUSCATED == 1 << 17


def test_a_change_of_roles_is_one_where_something_is_taken_or_given() -> None:
    assert RoleChange(frozenset({1}), frozenset())
    assert RoleChange(frozenset(), frozenset({1}))
    assert not RoleChange(frozenset(), frozenset())


def test_the_first_ten_are_named_and_the_others_counted() -> None:
    t = texts_for("en")
    ten = list(range(1, MOST_NAMED + 1))
    assert MOST_NAMED == 10
    assert named(ten, t) == ", ".join(f"<@{each}>" for each in ten)
    assert named([*ten, 11], t) == named(ten, t) + " and 1 more"
    assert named([], t) == ""


def test_an_answer_tells_who_reads_why_first_and_who_should_not() -> None:
    one = Reader(1, "Ana", (Reason("role", 2), Reason("role", 3)))
    other = Reader(2, "Ben", (Reason("administrator", 9),), is_surprising=False, is_exposed=True)
    answer = Answer(False, (one, other))
    assert answer.includes(1)
    assert not answer.includes(3)
    assert answer.reasons == {1: Reason("role", 2), 2: Reason("administrator", 9)}
    assert answer.exposed == {2: Reason("administrator", 9)}
    assert not one.is_bot
    assert not one.is_surprising
    assert not one.is_exposed


@pytest.mark.parametrize("accepted", [frozenset(), frozenset({100, 101, 102})])
def test_whoever_the_roster_does_not_admit_is_exposed_unless_accepted_and_beyond_what_can_be_mended(
    accepted: frozenset[int],
) -> None:
    me, other_bot, owner, power, by_name, stranger = 50, 60, 100, 101, 102, 103
    held = {me: set(), other_bot: {2}, owner: set(), power: {9}, by_name: set(), stranger: set(), 1001: {2}, 1003: {2}}
    members = tuple(permissions.Member(each, frozenset(roles)) for each, roles in held.items())
    sees = VIEW_CHANNEL | READ_MESSAGE_HISTORY
    rules = [Overwrite(1, deny=VIEW_CHANNEL), Overwrite(2, allow=sees)]
    rules += [Overwrite(each, allow=sees, of_member=True) for each in (me, by_name)]
    room = permissions.Channel(ROOM, tuple(rules))
    audit = Audit(permissions.Guild(1, owner, {1: 0, 2: 0, 9: permissions.ADMINISTRATOR}, members), [room])
    accounts = {each: SimpleNamespace(display_name=f"N{each}", bot=each in {me, other_bot}) for each in held}
    server: Any = SimpleNamespace(me=SimpleNamespace(id=me), get_member=accounts.get)
    look = Look(server, replace(promised(), overseers=accepted), audit)
    found = {each.account_id: each for each in look.readers(ROOM).readers}
    assert found.keys() == held.keys() - {stranger}
    assert {each for each, reader in found.items() if reader.is_surprising} == {by_name, 1003}
    exposed = {other_bot, owner, power, by_name, 1003} - ({owner, power} if accepted else set())
    assert {each for each, reader in found.items() if reader.is_exposed} == exposed
    assert {each for each, reader in found.items() if reader.is_bot} == {me, other_bot}
    assert found[1001].name == "N1001"
    assert look.readers(ROOM).meant == frozenset({1001})
    assert [each.account_id for each in look.readers(ROOM, [1003, stranger]).readers] == [1003]
    assert look.readers(THREAD) == UNKNOWN
    unseen = Audit(permissions.Guild(1, owner, {1: 0, 2: 0}, members), [permissions.Channel(ROOM, tuple(rules[:2]))])
    assert replace(look, audit=unseen).readers(ROOM) == UNKNOWN, "the bot does not see it: what it was sent is made up"


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
    writes = bool(due[reader].allow & permissions.SEND_MESSAGES)
    assert writes is (state == "open")
    assert bool(due[9].deny & permissions.SEND_MESSAGES) is (state == "closed")
    assert due[reader].allow & READ_MESSAGE_HISTORY
    assert due[reader].of_member is (kind == "small")
    assert room.is_closed is (state == "closed")


def test_without_its_role_a_room_or_space_is_the_bots_alone() -> None:
    for room in ROOMS[::2]:
        due = room_overwrites_due(room, {}, [], guild_id=9, bot_id=8)
        assert {each.target_id for each in due} == {8, 9}
    assert {each.target_id for each in overwrites_due("room", "leads", {}, guild_id=9, bot_id=8)} == {8, 9}
