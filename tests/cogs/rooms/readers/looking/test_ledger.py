"""Every kind of event that changes who reads a space is in the ledger after that one event."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import request_look
from bot.visibility.keeping.ledger import Ledger
from bot.visibility.permissions.model import ADMINISTRATOR, VIEW_CHANNEL
from cogs.rooms.readers import privacy
from tests.cogs.rooms.seeing import LOUNGE, supervise
from tests.cogs.setup.replies import told
from tests.kit.town import Town


async def turns(town: Town, actor: MemberActor, channel_id: int | None = None) -> list[str]:
    """What the ledger says about somebody, oldest first."""
    async with town.network.read() as tx:
        found = await Ledger(tx).latest(channel_id or town.channel(LOUNGE).id, 1000)
    return [f"{each.change} through {each.through}" for each in reversed(found) if each.account_id == actor.id]


async def pair_thread(town: Town, *actors: MemberActor) -> discord.Thread:
    """A private thread that is a space."""
    mentoring = town.bot.get_channel(town.channel("mentoring").id)
    assert isinstance(mentoring, discord.TextChannel)
    thread = await mentoring.create_thread(name="A pair", type=discord.ChannelType.private_thread)
    for actor in actors:
        await thread.add_user(discord.Object(actor.id))
    async with town.network.write() as tx:
        await SpaceStore(tx).add("thread", None, thread.id, thread.name)
        await request_look(tx, channels=[thread.id], now=town.clock.now())
    await town.settle()
    return thread


async def test_a_member_who_joins_gains_access_through_the_roster(town: Town) -> None:
    assert await turns(town, await town.join("Ana Ruiz")) == ["gained through roster"]


async def test_a_change_of_the_roster_is_in_the_ledger(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher")
    await supervise(town, ana, ben)
    assert await turns(town, ana) == ["gained through roster", "lost through roster"]


async def test_a_role_given_by_hand_is_in_the_ledger_though_it_is_taken_back(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    town.env.backend.add_member_role(town.guild.id, principal.id, town.guild.roles["Practitioners"].id)
    await town.env.settle()
    assert await turns(town, principal) == ["gained through role", "lost through roster"]


async def test_an_overwrite_by_hand_is_in_the_ledger_though_it_is_taken_back(town: Town) -> None:
    principal = await town.join("Paula Head", "principal")
    let_in = Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL)
    town.env.backend.set_overwrite(town.channel(LOUNGE).id, let_in)
    await town.env.settle()
    assert await turns(town, principal) == ["gained through overwrite", "lost through overwrite"]


async def test_a_channel_edited_open_is_in_the_ledger_though_it_is_closed_again(town: Town) -> None:
    stranger = town.stranger("Eve")
    await town.env.settle()
    town.env.backend.delete_overwrite(town.channel(LOUNGE).id, town.guild.id)
    await town.env.settle()
    assert await turns(town, stranger) == ["gained through everyone", "lost through everyone"]


async def test_a_role_that_becomes_an_administrators_is_in_the_ledger_and_so_is_its_end(town: Town) -> None:
    power = town.guild.create_role("Power")
    deputy = town.guild.add_member(town.env.create_user("deputy"), roles=[power])
    await town.env.settle()
    assert await turns(town, deputy) == []
    town.env.backend.edit_role(town.guild.id, power.id, {"permissions": ADMINISTRATOR})
    await town.env.settle()
    assert await turns(town, deputy) == ["gained through administrator"]
    town.env.backend.delete_role(town.guild.id, power.id)
    await town.env.settle()
    assert await turns(town, deputy) == ["gained through administrator", "lost through administrator"]


async def test_another_owner_is_in_the_ledger(town: Town) -> None:
    eve, dana = town.stranger("Eve"), town.owner
    await town.env.settle()
    town.env.backend.edit_guild(town.guild.id, {"owner_id": eve.id})
    await town.env.settle()
    assert await turns(town, eve) == ["gained through owner"]
    assert await turns(town, dana) == ["gained through owner", "lost through owner"]


async def test_whoever_leaves_the_server_loses_access_in_the_ledger(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    town.guild.remove_member(ana)
    await town.env.settle()
    assert await turns(town, ana) == ["gained through roster", "lost through role"]


async def test_a_new_thread_and_whoever_is_added_to_it_are_in_the_ledger(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher", "Pine Middle")
    thread = await pair_thread(town, ana)
    assert await turns(town, ana, thread.id) == ["gained through thread"]
    town.env.backend.add_thread_member(thread.id, ben.id)
    await town.env.settle()
    assert await turns(town, ben, thread.id) == ["gained through thread"]
    town.env.backend.remove_thread_member(thread.id, ben.id)
    await town.env.settle()
    assert await turns(town, ben, thread.id) == ["gained through thread", "lost through thread"]


async def test_what_changed_while_nobody_listened_is_in_the_ledger_within_the_hour(town: Town) -> None:
    power = town.guild.create_role("Power", permissions=discord.Permissions(ADMINISTRATOR))
    deputy = town.guild.add_member(town.env.create_user("deputy"))
    town.env.backend.get_member(town.guild.id, deputy.id).role_ids.append(power.id)
    await town.restart()
    await town.forward(timedelta(hours=1))
    await town.forward(timedelta(minutes=1))
    assert await turns(town, deputy) == ["gained through administrator"]


async def test_the_ledger_stands_below_the_list_of_readers(town: Town) -> None:
    ana, principal = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    let_in = Overwrite(principal.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL)
    town.env.backend.set_overwrite(town.channel(LOUNGE).id, let_in)
    await town.env.settle()
    answer = told(await ana.slash(town.channel(LOUNGE), "room who"))
    assert f"<@{ana.id}> gained access through the roster." in answer
    assert f"<@{principal.id}> gained access through being let in by name." in answer
    assert f"<@{principal.id}> lost access, which they had through being let in by name." in answer
    assert f"<t:{int(town.clock.now().timestamp())}:f>" in answer


async def test_a_persons_lines_are_exported_and_emptied_with_them(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher", "Pine Middle")
    async with town.network.write() as tx:
        given = await privacy.export(tx, town.person(ana).id)
        await privacy.erase(tx, town.person(ana).id, now=town.clock.now())
        after = await privacy.export(tx, town.person(ana).id)
    assert {row["change"] for row in given["access_changes"]} == {"gained"}
    assert given["viewers"]
    assert not any(after.values())
    answer = told(await ben.slash(town.channel(LOUNGE), "room who"))
    assert "Somebody who was erased gained access through the roster." in answer
    assert await turns(town, ben) == ["gained through roster"]


@pytest.mark.parametrize("state", ["retired", "suspended"])
async def test_whoever_may_no_longer_enter_loses_access_in_the_ledger(town: Town, state: str) -> None:
    ana = await town.join("Ana Ruiz")
    async with town.network.write() as tx:
        store, person_id = PeopleStore(tx), town.person(ana).id
        await (store.retire(person_id) if state == "retired" else store.suspend(person_id))
        await request_sync(tx, person_id, now=town.clock.now())
    await town.settle()
    assert await turns(town, ana) == ["gained through roster", "lost through roster"]
