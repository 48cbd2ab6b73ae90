"""Joined and small rooms as people live them: joining, leaving, closing, and what a change of standing does."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from bot.visibility.admission.rooms import Room
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.permissions.model import SEND_MESSAGES, VIEW_CHANNEL
from cogs.rooms.opened.store import RoomStore
from tests.cogs.rooms.asking import join, open_room, rooms
from tests.cogs.rooms.seeing import reads, roles, supervise
from tests.cogs.setup.replies import told
from tests.kit.town import Town

ROOM = "family-evenings"
BY_JOINING = ("joined", "small")  # kinds of rooms


async def room_named(town: Town, name: str) -> Room:
    [found] = [each for each in await rooms(town) if each.channel_id == town.channel(name).id]
    return found


async def test_whoever_leaves_a_room_reads_it_no_more_and_may_come_back(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    for kind in BY_JOINING:
        name = f"room-{kind}"
        await open_room(town, ana, name, kind=kind)
        await join(town, ben, name)
        assert "You've left" in told(await ben.slash(town.channel(name), "room leave")), kind
        await town.settle()
        assert not reads(town, ben, name), kind
        room = str((await room_named(town, name)).id)
        assert "You're in" in told(await ben.slash(town.channel("lobby"), "room join", room=room)), kind
        await town.settle()
        assert reads(town, ben, name), kind
        [_, card] = town.bot_messages(town.channel(name))  # the first says who reads the room
        assert "You've left" in told(await ben.click(card, label="Leave this room")), kind
        await town.settle()
        assert not reads(town, ben, name), kind


async def test_a_member_who_becomes_a_supervisor_loses_every_room_and_has_it_again_when_freed(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    cleo = await town.join("Cleo Park", "teacher")
    names = [f"room-{kind}" for kind in BY_JOINING]
    for kind, name in zip(BY_JOINING, names, strict=True):
        await open_room(town, ana, name, kind=kind)
        await join(town, ben, name)
    assert [reads(town, ben, name) for name in names] == [True, True]
    await supervise(town, ben, cleo)
    assert [reads(town, ben, name) for name in names] == [False, False]
    assert [reads(town, ana, name) for name in names] == [True, True]
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(cleo).id, [])
        await request_sync(tx, town.person(ben).id, now=town.clock.now())
    await town.settle()
    assert [reads(town, ben, name) for name in names] == [True, True]


async def test_of_somebody_who_loses_their_standing_roles_are_taken_first_then_what_opens_by_name(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana, kind="small")
    before = len(town.env.http_requests)
    await supervise(town, ana, ben)
    calls = [each.path for each in town.env.http_requests[before:] if each.method in {"PATCH", "PUT", "DELETE"}]
    [role_call] = [place for place, path in enumerate(calls) if f"/members/{ana.id}" in path]
    [overwrite_call] = [
        place for place, path in enumerate(calls) if path.endswith(f"/channels/{town.channel(ROOM).id}")
    ]
    assert role_call < overwrite_call


async def test_a_role_that_cannot_be_taken_keeps_nobody_in_a_small_room(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana, kind="small")
    town.env.inject_error("PATCH", f"/guilds/*/members/{ana.id}", status=403, code=50013, times=None)
    await supervise(town, ana, ben)
    assert not reads(town, ana, ROOM)


async def test_a_supervisor_does_not_enter_a_room_by_being_added_to_its_list(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    for kind in BY_JOINING:
        await open_room(town, ana, f"room-{kind}", kind=kind)
        room = (await room_named(town, f"room-{kind}")).id
        refused = told(await principal.slash(town.channel("lobby"), "room join", room=str(room)))
        assert "for others" in refused, kind
        async with town.network.write() as tx:
            await RoomStore(tx).join(room, town.person(principal).id, now=town.clock.now())
            await request_sync(tx, town.person(principal).id, now=town.clock.now())
        await town.settle()
    await town.forward(timedelta(hours=1))
    for kind in BY_JOINING:
        assert not reads(town, principal, f"room-{kind}"), kind


async def test_a_supervisor_let_into_a_small_room_by_hand_is_out_at_once(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    await open_room(town, ana, kind="small")
    let_in = Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL)
    town.env.backend.set_overwrite(town.channel(ROOM).id, let_in)
    await town.env.settle()
    assert not reads(town, principal, ROOM)
    assert reads(town, ana, ROOM)


async def test_a_rooms_role_given_by_hand_is_taken_and_one_taken_by_hand_is_given_back(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana)
    role = town.env.backend.get_role(town.guild.id, town.guild.roles[ROOM].id)
    town.env.backend.add_member_role(town.guild.id, ben.id, role.id)
    town.env.backend.remove_member_role(town.guild.id, ana.id, role.id)
    await town.env.settle()
    assert not reads(town, ben, ROOM)
    assert reads(town, ana, ROOM)


async def test_a_member_who_comes_back_to_the_server_reads_their_small_room_again(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await open_room(town, ana, kind="small")
    town.guild.remove_member(ana)
    await town.forward(timedelta(hours=1))
    town.guild.add_member(ana.user)
    await town.settle()
    assert reads(town, ana, ROOM)


async def test_a_closed_room_is_read_by_the_same_people_and_written_in_by_none(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    for kind in ("open", *BY_JOINING):
        name = f"room-{kind}"
        await open_room(town, ana, name, kind=kind)
        assert "is closed" in told(await ana.slash(town.channel(name), "room close")), kind
        await town.settle()
        assert reads(town, ana, name), kind
        channel = town.bot.get_channel(town.channel(name).id)
        assert isinstance(channel, discord.TextChannel)
        for actor in (ana, ben):
            assert not channel.permissions_for(town.member(actor)).value & SEND_MESSAGES, kind
        if kind != "open":
            room = str((await room_named(town, name)).id)
            assert "nobody joins" in told(await ben.slash(town.channel("lobby"), "room join", room=room)), kind


async def test_a_member_who_did_not_open_a_room_does_not_close_it(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana, kind="open")
    assert "so can a steward" in told(await ben.slash(town.channel(ROOM), "room close"))
    assert [room.state for room in await rooms(town)] == ["open"]


async def test_a_steward_who_closes_a_room_stands_in_the_log_and_a_member_does_not(town: Town) -> None:
    ana, sam = await town.join("Ana Ruiz"), await town.join("Sam Stone", "teacher", steward=True)
    await open_room(town, ana, "First room", kind="open")
    await open_room(town, ana, "Second room", kind="open")
    await ana.slash(town.channel("first-room"), "room close")
    await sam.slash(town.channel("second-room"), "room close")
    async with town.network.read() as tx:
        acts = await StewardStore(tx).latest()
    assert [(act.actor, act.about) for act in acts if "closed the room" in act.act] == [("Sam Stone", "second-room")]


async def test_an_open_room_is_muted_rather_than_left_and_a_lounge_is_nobodys_to_close(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    await open_room(town, ana, kind="open")
    assert "mute the channel" in told(await ana.slash(town.channel(ROOM), "room leave"))
    assert "isn't a room" in told(await ana.slash(town.channel("practitioners-lounge"), "room close"))


async def test_a_room_deleted_by_hand_is_forgotten_with_its_role(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await open_room(town, ana)
    town.env.backend.delete_channel(town.channel(ROOM).id)
    await town.settle()
    assert await rooms(town) == []
    assert roles(ana) == {"Members", "Practitioners"}
    async with town.network.read() as tx:
        assert not [key for key in await SpaceStore(tx).installed("role") if key.startswith("role:room.")]


async def test_the_list_shows_own_rooms_and_offers_others_only_to_whom_they_admit(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    principal = await town.join("Paula Head", "principal")
    await open_room(town, ana)
    channel = town.channel(ROOM).id
    assert f"<#{channel}>" in told(await ana.slash(town.channel("lobby"), "room list"))
    offered = told(await ben.slash(town.channel("lobby"), "room list"))
    assert "What works when families come." in offered
    assert f"<#{channel}>" not in offered
    assert ROOM not in told(await principal.slash(town.channel("lobby"), "room list"))


async def test_a_rooms_role_deleted_by_hand_is_made_anew_within_the_hour_and_the_room_is_closed_till_then(
    town: Town,
) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana)
    town.env.backend.delete_role(town.guild.id, town.guild.roles[ROOM].id)
    await town.settle()
    assert not reads(town, ana, ROOM)
    await town.forward(timedelta(hours=1))
    assert reads(town, ana, ROOM)
    assert not reads(town, ben, ROOM)


async def test_who_points_out_a_practitioner_who_reads_a_small_room_without_having_joined(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await open_room(town, ana, kind="small")
    channel = town.channel(ROOM)
    town.env.inject_error("PATCH", f"/channels/{channel.id}", status=403, code=50013, times=None)
    town.env.backend.set_overwrite(channel.id, Overwrite(ben.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL))
    answer = told(await ana.slash(channel, "room who"))
    assert f"though the roster doesn't admit them: <@{ben.id}>" in answer
