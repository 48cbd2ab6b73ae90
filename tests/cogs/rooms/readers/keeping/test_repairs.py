"""What is changed by hand on roles and spaces, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import discord
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from benchmarks.statements import counted
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.permissions.model import ADMINISTRATOR, VIEW_CHANNEL
from cogs.rooms.readers.keeping.repairs import keep_everything
from tests.cogs.rooms.readers.looking.test_exposure import cards
from tests.cogs.rooms.readers.looking.test_ledger import pair_thread, turns
from tests.cogs.rooms.seeing import LOUNGE, reads, roles
from tests.kit.gap import Asked, new_session, tell
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


async def let_in_unheard(town: Town, principal: MemberActor) -> None:
    """Let somebody into the lounge by name without an event."""
    lounge = town.env.backend.channels[town.channel(LOUNGE).id]
    lounge.overwrites.append(Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL))


async def test_what_changed_while_nobody_was_connected_is_put_right_at_once(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    await let_in_unheard(town, principal)
    assert reads(town, principal)
    await town.restart()
    assert not reads(town, principal)
    assert await turns(town, principal) == ["gained through overwrite", "lost through overwrite"]


async def test_what_cannot_be_put_right_after_an_absence_is_shown_at_once(town: Town) -> None:
    power = town.guild.create_role("Power", permissions=discord.Permissions(ADMINISTRATOR))
    deputy = town.stranger("Deputy")
    await town.settle()
    town.env.backend.get_member(town.guild.id, deputy.id).role_ids.append(power.id)
    await town.restart()
    assert any(f"<@{deputy.id}> can read this space" in card for card in cards(town))


async def test_a_resumed_connection_asks_nothing_and_a_new_one_who_is_in_the_threads(town: Town) -> None:
    ana, boss = await town.join("Ana Ruiz"), await town.join("Bo Chief", "principal")
    thread = await pair_thread(town, ana)
    there = town.env.backend.channels[thread.id].thread_members
    there[boss.id] = there[ana.id]
    asked = Asked(town)
    tell(town, "RESUMED", {})
    await town.settle()
    assert asked.all() == []
    assert await turns(town, boss, thread.id) == []
    await new_session(town)
    assert await turns(town, boss, thread.id) == ["gained through thread", "lost through thread"]


async def test_what_was_refused_is_tried_again_within_the_hour(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    lounge = town.channel(LOUNGE)
    await let_in_unheard(town, principal)
    town.env.inject_error("PATCH", f"/channels/{lounge.id}", status=403, code=50013, times=2)
    await town.restart()
    assert reads(town, principal)
    await town.forward(timedelta(hours=1))
    assert not reads(town, principal)


async def test_a_deleted_space_is_forgotten(town: Town) -> None:
    town.env.backend.delete_channel(town.channel(LOUNGE).id)
    await town.env.settle()
    async with town.network.read() as tx:
        assert await SpaceStore(tx).first("room") is None


async def test_a_round_that_puts_everything_right_asks_for_spaces_and_roles_once(town: Town) -> None:
    async with town.network.read() as tx:
        spaces = await SpaceStore(tx).all()
    assert len(spaces) > 5
    assert town.house.courier is not None
    await town.house.courier.close()  # nobody asks for anything but the round
    with counted(town.house.database) as given:
        await keep_everything(town.network, town.bot.guilds[0], now=town.clock.now())
    assert sum("FROM spaces" in statement for statement in given) <= 1
    assert sum("FROM installations" in statement for statement in given) <= 2
