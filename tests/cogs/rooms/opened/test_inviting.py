"""Invitations: anybody in a room asks, the invited says yes or no, and the roster alone says to whom it is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord.actors import MemberActor

from bot.cards import Address
from bot.errors import Refusal
from bot.people.store import PeopleStore
from bot.visibility.admission.access import Roster, is_reader, request_sync, why_not_in
from bot.visibility.admission.rooms import Room, RoomKind, RoomState
from bot.visibility.admission.spaces import AUDIENCES
from cogs.privacy.walk import erase_all, export_all
from cogs.rooms.opened.inviting import MOST_A_DAY, NotForThem, check_invitation
from cogs.rooms.opened.limits import MOST_IN_SMALL_ROOM, SmallRoomFull
from cogs.rooms.opened.store import RoomStore
from tests.bot.visibility.admission.rosters import person, roster, rosters
from tests.cogs.rooms.asking import open_room, rooms
from tests.cogs.rooms.flags.telling import flag, read_by
from tests.cogs.rooms.seeing import reads
from tests.cogs.setup.replies import told
from tests.kit.pressing import press
from tests.kit.town import Town

ROOM = "family-evenings"


async def invite(town: Town, inviter: MemberActor, invited: MemberActor) -> str:
    answer = await inviter.slash(town.channel(ROOM), "room invite", member=invited)
    await town.settle()
    return told(answer)


def invitation(town: Town, actor: MemberActor) -> Any:
    [found] = [each for each in town.direct_messages(actor) if "invites you" in str(each.embeds[0].title)]
    return found


async def test_the_invited_learn_by_whom_what_for_and_who_is_in_and_join_by_their_own_yes(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana, kind="small")
    assert "Ben Carter has been asked" in await invite(town, ana, ben)
    assert not reads(town, ben, ROOM)
    card = invitation(town, ben).embeds[0]
    assert card.title == "Ana Ruiz invites you to family-evenings"
    assert [field.value for field in card.fields] == ["What works when families come.", "Ana Ruiz"]
    await town.restart()
    await ben.user.click(invitation(town, ben), label="Join")
    await town.settle()
    assert reads(town, ben, ROOM)


async def test_a_no_is_told_to_nobody_and_nobody_is_asked_twice(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana, kind="small")
    await invite(town, ana, ben)
    asked = await invite(town, ana, ben)
    before = read_by(town, ana)
    await ben.user.click(invitation(town, ben), label="No, thanks")
    await town.settle()
    assert not reads(town, ben, ROOM)
    assert read_by(town, ana) == before
    assert await invite(town, ana, ben) == asked
    assert "asked already" in asked


async def test_anybody_in_the_room_invites_and_nobody_outside_it(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    cleo = await town.join("Cleo Park", "teacher")
    await open_room(town, ana, kind="small")
    await invite(town, ana, ben)
    await ben.user.click(invitation(town, ben), label="Join")
    await town.settle()
    assert "has been asked" in await invite(town, ben, cleo)
    assert "is in this room already" in await invite(town, ben, ana)


async def test_why_somebody_is_kept_out_is_not_told_to_whoever_invites(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    principal, ben = await town.join("Paula Head", "principal", "Pine Middle"), await town.join("Ben Carter", "teacher")
    cleo = await town.join("Cleo Park", "teacher")
    await open_room(town, ana, kind="small")
    await flag(town, cleo, ben)
    said = {(await invite(town, ana, each)).replace(str(each.id), "X") for each in (principal, ben)}
    assert len(said) == 1
    assert "isn't open to <@X>" in said.pop()
    assert "invites you" not in read_by(town, principal)


async def test_what_changed_between_asking_and_yes_is_asked_again(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana, kind="small")
    await invite(town, ana, ben)
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(ana).id, [town.person(ben).id])
        await request_sync(tx, town.person(ana).id, now=town.clock.now())
    await town.settle()
    answer = await ben.user.click(invitation(town, ben), label="Join")
    assert "below you" in str(answer.response.embeds[0].description)
    await town.settle()
    assert not reads(town, ben, ROOM)


async def test_open_rooms_strangers_and_other_channels_are_answered_plainly(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    eve = town.stranger("Eve")
    await open_room(town, ana, kind="open")
    assert "open to everybody of its audience" in await invite(town, ana, ben)
    assert "hasn't come in with a code" in await invite(town, ana, eve)
    elsewhere = told(await ana.slash(town.channel("lobby"), "room invite", member=ben))
    assert "isn't a room that somebody opened" in elsewhere


async def test_a_no_to_a_room_one_was_never_invited_to_is_nothing(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana, kind="small")
    [room] = await rooms(town)
    assert "no longer here" in told(await press(town, ben, Address("rooms", "decline", str(room.id))))


async def test_nobody_sends_more_than_twenty_invitations_a_day(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await open_room(town, ana, kind="small")
    [room] = await rooms(town)
    others = [await town.enrol(f"Teacher {number}", "teacher") for number in range(MOST_A_DAY - 1)]
    async with town.network.write() as tx:
        for each in others:
            await RoomStore(tx).invite(room.id, each.id, by=town.person(ana).id, now=town.clock.now())
    ben, cleo = await town.join("Ben Carter", "teacher"), await town.join("Cleo Park", "teacher")
    assert "has been asked" in await invite(town, ana, ben)
    assert "as many as one person sends" in await invite(town, ana, cleo)
    await town.forward(timedelta(days=1, minutes=1))
    assert "has been asked" in await invite(town, ana, cleo)


async def test_an_invitation_goes_with_whoever_sent_it(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana, kind="small")
    town.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    await invite(town, ana, ben)
    given: Any = await export_all(town.house, town.network, town.person(ben).id)
    assert "Ana Ruiz invites you" in str(given["notices"]), "it waits, undelivered"
    assert given["rooms.opened"]["room_invitations"][0]["you"] == "were invited"
    await erase_all(town.house, town.network, town.person(ana).id, now=town.clock.now())
    after: Any = await export_all(town.house, town.network, town.person(ben).id)
    assert "Ana Ruiz" not in str(after)


@st.composite
def invitations(draw: st.DrawFn) -> tuple[Room, Roster]:
    known = draw(rosters())
    members = frozenset(draw(st.sets(st.sampled_from([each.id for each in known.people]))))
    kind, audience = draw(st.sampled_from(get_args(RoomKind))), draw(st.sampled_from(AUDIENCES))
    states: list[RoomState] = ["open", "closed"]
    state = draw(st.sampled_from(states))
    sites = draw(st.sampled_from([None, frozenset({1})]))
    return Room(9, kind, audience, state, "a room", sites=sites, members=members, channel_id=1), known


@settings(max_examples=200, deadline=None)
@given(invitations())
def test_an_invitation_is_only_ever_sent_by_a_reader_to_somebody_whom_the_room_admits(
    drawn: tuple[Room, Roster],
) -> None:
    room, known = drawn
    for inviter in known.people:
        for invited in known.people:
            try:
                check_invitation(room, inviter, invited, known)
            except Refusal:
                continue
            assert is_reader(inviter, room, known)
            assert why_not_in(invited, room, known) is None
            assert not is_reader(invited, room, known)
            assert not known.graph.are_related(inviter.id, invited.id)


def test_the_reason_that_keeps_somebody_out_is_never_in_the_refusal() -> None:
    boss, ana, other = person(1), person(2), person(3, "principal")
    known = replace(roster(boss, ana, other, supervisions=[(1, 2)]), pauses=frozenset())
    room = Room(9, "small", "practitioners", "open", "a room", members=frozenset({2}), channel_id=1)
    said = set()
    for each in (boss, other):
        with pytest.raises(NotForThem) as refused:
            check_invitation(room, ana, each, known)
        said.add(refused.value.says)
    assert len(said) == 1


def test_a_full_small_room_takes_no_invitations() -> None:
    ana, ben = person(1), person(2)
    members = frozenset({1, *range(1000, 1000 + MOST_IN_SMALL_ROOM - 1)})
    room = Room(9, "small", "practitioners", "open", "a room", members=members, channel_id=1)
    with pytest.raises(SmallRoomFull):
        check_invitation(room, ana, ben, roster(ana, ben))
