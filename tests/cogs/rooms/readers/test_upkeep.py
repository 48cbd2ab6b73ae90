"""What is changed by hand on roles and spaces, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.visibility.permissions import ADMINISTRATOR, VIEW_CHANNEL
from bot.visibility.spaces import SpaceStore
from tests.cogs.rooms.seeing import LOUNGE, reads, roles
from tests.kit.town import Town


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
