"""Whom opened rooms admit, whatever the roster and whoever has joined."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.model import Site
from bot.visibility.admission.access import Roster, is_reader, roles_due, why_not_in
from bot.visibility.admission.conditions import OtherSites
from bot.visibility.admission.overwrites import room_overwrites_due
from bot.visibility.admission.rooms import Room, RoomKind, RoomState, room_role, sites_meant
from bot.visibility.admission.spaces import AUDIENCES
from bot.visibility.permissions.model import ALL, SEND_MESSAGES, Channel, Guild, Member
from bot.visibility.permissions.reasons import viewers
from tests.bot.visibility.admission.rosters import SOME, person, roster, rosters, some_of
from tests.bot.visibility.permissions.transcription import permissions_in

SEVERAL = settings(max_examples=400, deadline=None)
BOT, EVERYONE = 900, 1
SITES = (None, None, frozenset({1}), frozenset({1, 2}))
WHOLE: list[tuple[RoomKind, frozenset[int] | None]] = [("open", None)] * 8  # for some sites: refused when asked for
JOINED: tuple[RoomKind, ...] = ("joined", "small")
PARTS: list[tuple[RoomKind, frozenset[int] | None]] = list(product(JOINED, SITES))
STATES: tuple[RoomState, ...] = ("open", "closed")
SHAPES = st.sampled_from([*product(WHOLE + PARTS, AUDIENCES, STATES)])
ROOMS = st.lists(st.tuples(st.integers(50, 60), SHAPES, SOME), min_size=1, max_size=3, unique_by=lambda drawn: drawn[0])


@st.composite
def rosters_with_rooms(draw: st.DrawFn) -> Roster:
    """Any roster with up to three rooms of any kind, with anybody on their lists."""
    known = draw(rosters())
    ids = [each.id for each in known.people]
    rooms = [
        Room(room_id, kind, audience, state, "room", sites=sites, members=some_of(ids, members))
        for room_id, ((kind, sites), audience, state), members in draw(ROOMS)
    ]
    return replace(known, rooms=tuple(rooms))


def server_of(known: Roster, room: Room) -> tuple[Guild, Channel]:
    """A server on which everybody has exactly the roles that are due, and @everyone may do all but administer."""
    keys = sorted({key for each in known.people for key in roles_due(each, known)})
    ids = {key: 10 + number for number, key in enumerate(keys)}
    members = tuple(
        Member(account, frozenset(ids[key] for key in roles_due(each, known)))
        for account, each in known.by_account().items()
    )
    guild = Guild(EVERYONE, 0, {EVERYONE: ALL & ~8, **dict.fromkeys(ids.values(), 0)}, (Member(BOT), *members))
    readers = [each.account_id for each in known.people if each.account_id and is_reader(each, room, known)]
    due = room_overwrites_due(room, ids, readers, guild_id=EVERYONE, bot_id=BOT)
    return guild, Channel(7, tuple(due))


@SEVERAL
@given(rosters_with_rooms())
def test_no_room_of_any_kind_ever_holds_somebody_with_their_supervisor(known: Roster) -> None:
    for room in known.rooms:
        inside = [each.id for each in known.people if is_reader(each, room, known)]
        assert not any(known.graph.are_related(one, other) for one, other in combinations(inside, 2))


@SEVERAL
@given(rosters_with_rooms())
def test_on_discord_exactly_its_readers_read_a_room(known: Roster) -> None:
    for room in known.rooms:
        guild, channel = server_of(known, room)
        readers = {each.account_id for each in known.people if is_reader(each, room, known)}
        assert set(viewers(guild, channel).reasons) == readers | {BOT}


@SEVERAL
@given(rosters_with_rooms())
def test_in_a_closed_room_nobody_but_the_bot_writes_and_in_an_open_one_its_readers_do(known: Roster) -> None:
    for room in known.rooms:
        guild, channel = server_of(known, room)
        reading = viewers(guild, channel).reasons
        for member in guild.members:
            if member.id in reading and member.id != BOT:
                assert bool(permissions_in(guild, member, channel) & SEND_MESSAGES) == (not room.is_closed)


@SEVERAL
@given(rosters_with_rooms())
def test_no_member_is_denied_where_no_role_would_let_them_in(known: Roster) -> None:
    for room in known.rooms:
        _, channel = server_of(known, room)
        assert not any(each.deny for each in channel.overwrites if each.of_member)


@SEVERAL
@given(rosters_with_rooms())
def test_whoever_is_refused_is_told_why_and_whoever_is_not_reads_it_by_joining(known: Roster) -> None:
    for room in known.rooms:
        for each in known.people:
            joined = replace(room, members=room.members | {each.id})
            assert (why_not_in(each, room, known) is None) == is_reader(each, joined, known)


def test_a_room_for_some_sites_is_closed_to_whoever_works_at_none_of_them() -> None:
    known = roster(person(1, site_id=1), person(2, site_id=2), person(3))
    room = Room(50, "joined", "practitioners", "open", "room", sites=frozenset({1}))
    assert [why_not_in(each, room, known) for each in known.people] == [None, OtherSites(), OtherSites()]


def test_the_role_of_a_joined_room_is_due_to_its_members_alone() -> None:
    room = Room(50, "joined", "practitioners", "open", "room", members=frozenset({1}))
    known = replace(roster(person(1), person(2)), rooms=(room,))
    assert [room_role(50) in roles_due(each, known) for each in known.people] == [True, False]


def test_an_initiative_means_the_sites_that_are_in_it_now() -> None:
    sites = [Site(1, "Oak", "", "", "", None, "", ("Full Service",)), Site(2, "Pine", "", "", "", None, "")]
    assert sites_meant((), "full  service", sites) == frozenset({1})
    assert sites_meant((), "nobody's", sites) == frozenset()
    assert sites_meant((), None, sites) is None
