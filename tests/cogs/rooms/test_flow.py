"""Rooms as people live them, in the simulated Discord: who gets in, who is kept out, and what happens by hand."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.access import can_access_channel
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.people.store import PeopleStore
from bot.visibility.access import request_sync
from bot.visibility.permissions import ADMINISTRATOR, VIEW_CHANNEL
from bot.visibility.spaces import SpaceStore
from tests.cogs.setup.replies import told
from tests.kit.town import Town

LOUNGE = "practitioners-lounge"


def reads(town: Town, actor: MemberActor, channel: str = LOUNGE) -> bool:
    """Whether Discord lets somebody read a channel."""
    return can_access_channel(town.env, town.channel(channel).id, actor, history=True)


def roles(actor: MemberActor) -> set[str]:
    assert actor.member is not None
    return {role.name for role in actor.member.roles} - {"@everyone"}


async def supervise(town: Town, boss: MemberActor, report: MemberActor) -> None:
    """Change the roster so that one supervises the other."""
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(report).id, [town.person(boss).id])
        await request_sync(tx, town.person(report).id, now=town.clock.now())
    await town.settle()


async def test_practitioners_of_different_sites_chat_in_a_room_that_their_principal_cannot_see(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    ben = await town.join("Ben Carter", "teacher", "Pine Middle")
    principal = await town.join("Paula Head", "principal")
    message = await ana.send(town.channel(LOUNGE), "Our family evening went well.")
    await ben.send(town.channel(LOUNGE), "How did you do it?", reply_to=message)
    assert not reads(town, principal)
    assert roles(principal) == {"Members", "Leads", "Principals"}


async def test_whoever_becomes_a_supervisor_loses_the_room_at_once(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    assert reads(town, ana)
    await supervise(town, ana, ben)
    assert not reads(town, ana)
    assert reads(town, ben)
    assert roles(ana) == {"Members", "Leads"}


async def test_roles_are_taken_and_given_in_one_call(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    before = len(town.env.http_requests)
    await supervise(town, ana, ben)
    edits = [each for each in town.env.http_requests[before:] if f"/members/{ana.id}" in each.path]
    assert [each.method for each in edits] == ["PATCH"]


async def test_a_role_that_cannot_be_given_does_not_keep_one_that_has_to_be_taken(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    town.env.backend.edit_role(town.guild.id, town.guild.roles["Leads"].id, {"position": 50})
    await supervise(town, ana, ben)
    assert roles(ana) == {"Members"}


async def test_a_supervisor_who_is_freed_of_it_has_the_room_again(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await supervise(town, ana, ben)
    async with town.network.write() as tx:
        await PeopleStore(tx).set_supervisors(town.person(ben).id, [])
        await request_sync(tx, town.person(ana).id, now=town.clock.now())
    await town.settle()
    assert reads(town, ana)


async def test_an_account_that_is_no_longer_anybodys_loses_its_roles(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    async with town.network.write() as tx:
        await request_sync(tx, town.person(ana).id, now=town.clock.now())
        await PeopleStore(tx).unlink(town.person(ana).id)
    await town.settle()
    assert roles(ana) == set()


async def test_a_lead_gives_way_when_somebody_they_supervise_becomes_one(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    cleo = await town.join("Cleo Park", "teacher", "Pine Middle")
    await supervise(town, ana, ben)
    assert reads(town, ana, "leads-you-said-they-did")
    await supervise(town, ben, cleo)
    assert not reads(town, ana, "leads-you-said-they-did")
    assert reads(town, ben, "leads-you-said-they-did")


async def test_whoever_leaves_the_roster_has_no_role_left(town: Town) -> None:
    ana = await town.join("Ana Ruiz", steward=True)
    assert roles(ana) == {"Members", "Practitioners", "Steward"}
    async with town.network.write() as tx:
        await PeopleStore(tx).retire(town.person(ana).id)
        await request_sync(tx, town.person(ana).id, now=town.clock.now())
    await town.settle()
    assert roles(ana) == set()


async def test_a_member_who_comes_back_to_the_server_has_their_roles_again(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    town.guild.remove_member(ana)
    town.guild.add_member(ana.user)
    await town.settle()
    assert reads(town, ana)


async def test_a_role_given_by_hand_to_somebody_who_is_not_admitted_is_taken_at_once(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    town.env.backend.add_member_role(town.guild.id, principal.id, town.guild.roles["Practitioners"].id)
    await town.env.settle()
    assert not reads(town, principal)


async def test_a_role_taken_by_hand_is_given_back_and_other_roles_are_left_alone(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    choir = town.guild.create_role("Choir")
    town.env.backend.add_member_role(town.guild.id, ana.id, choir.id)
    town.env.backend.remove_member_role(town.guild.id, ana.id, town.guild.roles["Practitioners"].id)
    await town.env.settle()
    assert roles(ana) == {"Members", "Practitioners", "Choir"}


async def test_an_overwrite_that_somebody_adds_by_hand_is_removed_at_once(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    let_in = Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL)
    town.env.backend.set_overwrite(town.channel(LOUNGE).id, let_in)
    assert reads(town, principal)
    await town.env.settle()
    assert not reads(town, principal)


async def test_a_room_opened_to_everybody_by_hand_is_closed_at_once(town: Town) -> None:
    stranger = town.stranger("Eve")
    town.env.backend.delete_overwrite(town.channel(LOUNGE).id, town.guild.id)
    await town.env.settle()
    assert not reads(town, stranger)


async def test_a_channel_that_is_no_space_is_left_as_it_is(town: Town) -> None:
    general = town.channel("general")
    town.env.backend.set_overwrite(general.id, Overwrite(town.guild.id, OverwriteType.ROLE, deny=VIEW_CHANNEL))
    await town.env.settle()
    assert not reads(town, town.stranger("Eve"), "general")


async def test_a_permission_given_to_one_of_our_roles_by_hand_is_taken_at_once(town: Town) -> None:
    members = town.guild.roles["Members"]
    town.env.backend.edit_role(town.guild.id, members.id, {"permissions": ADMINISTRATOR})
    await town.env.settle()
    assert town.env.backend.get_role(town.guild.id, members.id).permissions == 0


async def test_what_changed_while_nobody_listened_is_put_right_within_the_hour(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    lounge = town.env.backend.channels[town.channel(LOUNGE).id]
    cached = town.bot.get_channel(lounge.id)
    assert isinstance(cached, discord.TextChannel)
    lounge.overwrites.append(Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL))
    await town.restart()
    assert reads(town, principal)
    await town.forward(timedelta(hours=1))
    assert not reads(town, principal)


async def test_a_deleted_space_is_forgotten(town: Town) -> None:
    town.env.backend.delete_channel(town.channel(LOUNGE).id)
    await town.env.settle()
    async with town.network.read() as tx:
        assert await SpaceStore(tx).first("room") is None


async def test_who_can_read_a_room_is_shown_with_reasons_to_whoever_can_read_it(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    answer = told(await ana.slash(town.channel(LOUNGE), "room who"))
    practitioners = town.guild.roles["Practitioners"].id
    assert "2 people can read" in answer
    assert "So can 1 bot" in answer
    assert f"Owns this server: reads everything, always: <@{town.guild.owner.id}>" in answer
    assert f"Through a role: <@&{practitioners}>: <@{ana.id}>" in answer
    assert f"<@{principal.id}>" not in answer
    assert town.network.community.safety.line in answer


async def test_an_administrator_is_named_among_the_readers(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    power = town.guild.create_role("Power", permissions=discord.Permissions(ADMINISTRATOR))
    deputy = town.guild.add_member(town.env.create_user("deputy"), roles=[power])
    answer = told(await ana.slash(town.channel(LOUNGE), "room who"))
    assert f"Administrators: read everything, always: <@&{power.id}>: <@{deputy.id}>" in answer


async def test_the_button_on_the_rooms_card_answers_readers_and_nobody_else(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    [card] = town.channel(LOUNGE).pinned_messages()
    assert "Who can read this" in told(await ana.click(card, label="Who can read this?"))
    forged = town.channel("lobby").pinned_messages()[0]
    backend_message = town.env.backend.get_message(forged.channel.id, forged.id)
    backend_message.components[0]["components"][0]["custom_id"] = f"rooms:who:{town.channel(LOUNGE).id}"
    answer = told(await principal.click(forged, custom_id=f"rooms:who:{town.channel(LOUNGE).id}"))
    assert "no longer here" in answer


async def test_a_pairs_thread_is_read_by_those_in_it_not_by_the_whole_channel(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    mentoring = town.bot.get_channel(town.channel("mentoring").id)
    assert isinstance(mentoring, discord.TextChannel)
    thread = await mentoring.create_thread(name="A pair", type=discord.ChannelType.private_thread)
    await thread.add_user(discord.Object(ana.id))
    answer = told(await ana.slash(town.channel_by_id(thread.id), "room who"))
    assert f"In this thread: <@{ana.id}>" in answer
    assert f"<@{ben.id}>" not in answer


async def test_of_a_channel_hidden_from_the_bot_nothing_is_claimed(town: Town) -> None:
    hidden = town.guild.create_text_channel("___hidden___")
    ana = await town.join("Ana Ruiz")
    assert "Don't take it for safe" in told(await ana.slash(hidden, "room who"))


async def test_somebody_let_in_whom_the_roster_does_not_admit_is_pointed_out(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    lounge = town.env.backend.channels[town.channel(LOUNGE).id]
    town.env.inject_error("PATCH", f"/channels/{lounge.id}", status=403, code=50013, times=None)
    town.env.backend.set_overwrite(lounge.id, Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL))
    answer = told(await ana.slash(town.channel(LOUNGE), "room who"))
    assert f"Here, though the roster doesn't admit them: <@{principal.id}>" in answer
    assert f"Let in by name: <@{principal.id}>" in answer


async def test_a_crowd_is_listed_whole_in_a_file(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    for number in range(45):
        user = town.env.create_user(f"guest{number}", global_name=f"Guest {number}")
        town.guild.add_member(user)
    result = await ana.slash(town.channel("lobby"), "room who")
    assert "and 16 more" in told(result)
    assert result.response is not None
    [file] = result.response.attachments
    assert "Guest 44" in (await file.read()).decode()


async def test_my_spaces_are_listed_with_why_others_are_closed(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    answer = told(await ana.slash(town.channel("lobby"), "room list"))
    assert f"<#{town.channel(LOUNGE).id}>: a room without supervisors" in answer
    assert f"<#{town.channel('stewards').id}>" not in answer
    assert "Leads: This space is for people who supervise somebody" in answer
    assert "Principals: The roster has you as coordinator" in answer


async def test_somebody_who_has_not_joined_is_told_how(town: Town) -> None:
    assert "/join" in told(await town.stranger("Eve").slash(town.channel("lobby"), "room list"))


async def test_the_lobbys_button_shows_my_spaces_after_a_restart_too(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    [panel] = town.channel("lobby").pinned_messages()
    await town.restart()
    assert "Your spaces" in told(await ana.click(panel, label="Show my spaces"))


@pytest.mark.parametrize("channel", ["principals-forum", "stewards", "leads-you-said-they-did"])
async def test_a_practitioner_sees_nothing_of_the_others_spaces(town: Town, channel: str) -> None:
    assert not reads(town, await town.join("Ana Ruiz"), channel)
