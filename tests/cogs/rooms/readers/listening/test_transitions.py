"""Every kind of event that can open a space to somebody: noticed after that one event, and never called safe.

What the simulated Discord can do, it does; what it cannot (hiding a channel, flags of roles) enters as the gateway
would send it, in discord.py's own parser.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.backend.serializers import channel_payload, role_payload
from simcord.enums import OverwriteType

from bot.visibility.keeping.ledger import Ledger
from bot.visibility.keeping.who import who_reads
from bot.visibility.permissions.model import ADMINISTRATOR, MANAGE_THREADS, VIEW_CHANNEL
from cogs.rooms.readers.showing.gaining import around
from tests.cogs.rooms.readers.looking.test_exposure import cards, lasting
from tests.cogs.rooms.readers.looking.test_ledger import pair_thread, turns
from tests.cogs.rooms.seeing import LOUNGE, supervise
from tests.kit.town import Town

Event = Callable[[Town, MemberActor], Awaitable[None] | None]


def power(town: Town) -> int:
    """A role that administers; made without anybody holding it."""
    known = town.guild.roles.get("Power")
    role = known or town.guild.create_role("Power", permissions=discord.Permissions(ADMINISTRATOR))
    return role.id


def lounge(town: Town) -> int:
    return town.channel(LOUNGE).id


def role_given(town: Town, eve: MemberActor) -> None:
    town.env.backend.add_member_role(town.guild.id, eve.id, power(town))


def role_updated(town: Town, eve: MemberActor) -> None:
    plain = town.guild.create_role("Plain")
    town.env.backend.add_member_role(town.guild.id, eve.id, plain.id)
    town.env.backend.edit_role(town.guild.id, plain.id, {"permissions": ADMINISTRATOR})


def role_made_for_somebody_who_has_it_already(town: Town, eve: MemberActor) -> None:
    """Out of order: the member's roles are told before the role is."""
    made = town.guild.create_role("Late", permissions=discord.Permissions(ADMINISTRATOR))
    cached = town.bot.get_guild(town.guild.id)
    assert cached is not None
    cached._roles.pop(made.id)
    town.env.backend.add_member_role(town.guild.id, eve.id, made.id)
    data = {"guild_id": str(town.guild.id), "role": role_payload(town.env.backend.get_role(town.guild.id, made.id))}
    town.env.backend.emit("GUILD_ROLE_CREATE", data)


def owner_changed(town: Town, eve: MemberActor) -> None:
    town.env.backend.edit_guild(town.guild.id, {"owner_id": eve.id})


SHOWN: dict[str, Event] = {
    "a role that administers is given": role_given,
    "a role begins to administer": role_updated,
    "a role is made that somebody has already": role_made_for_somebody_who_has_it_already,
    "the server changes hands": owner_changed,
}


@pytest.mark.parametrize("event", SHOWN.values(), ids=SHOWN)
async def test_what_cannot_be_repaired_is_shown_after_one_event(town: Town, event: Event) -> None:
    eve = town.stranger("Eve")
    await town.settle()
    event(town, eve)
    await town.settle()
    assert eve.id in await lasting(town)
    assert any(f"<@{eve.id}> can read this space" in card for card in cards(town))


async def test_somebody_who_joins_with_such_a_role_is_shown(town: Town) -> None:
    role = power(town)
    user = town.env.create_user("eve", global_name="Eve")
    await town.settle()
    eve = town.guild.add_member(user, roles=[town.guild.roles["Power"]])
    assert role
    await town.settle()
    assert eve.id in await lasting(town)


def role_lost(town: Town, eve: MemberActor) -> None:
    town.env.backend.remove_member_role(town.guild.id, eve.id, power(town))


def role_deleted(town: Town, _eve: MemberActor) -> None:
    town.env.backend.delete_role(town.guild.id, power(town))


def role_harmless(town: Town, _eve: MemberActor) -> None:
    town.env.backend.edit_role(town.guild.id, power(town), {"permissions": 0})


def left(town: Town, eve: MemberActor) -> None:
    town.guild.remove_member(eve)


OVER: dict[str, Event] = {
    "the role is taken": role_lost,
    "the role is deleted": role_deleted,
    "the role administers no longer": role_harmless,
    "they leave": left,
}


@pytest.mark.parametrize("event", OVER.values(), ids=OVER)
async def test_its_end_is_shown_after_one_event(town: Town, event: Event) -> None:
    eve = town.stranger("Eve")
    role_given(town, eve)
    await town.settle()
    assert eve.id in await lasting(town)
    event(town, eve)
    await town.settle()
    assert eve.id not in await lasting(town)
    assert cards(town)[0].startswith("This is over")


async def test_a_role_moved_above_the_rooms_role_could_let_its_holders_in(town: Town) -> None:
    giver = town.stranger("Gia")
    role = town.guild.create_role("Gives", permissions=discord.Permissions(manage_roles=True))
    town.env.backend.edit_role(town.guild.id, role.id, {"position": 1})
    town.env.backend.add_member_role(town.guild.id, giver.id, role.id)
    await town.settle()
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    assert giver.id not in {each.account_id for each in (await around(town.network, guild, lounge(town))).outsiders}
    town.env.backend.edit_role(town.guild.id, role.id, {"position": 60})
    await town.settle()
    assert giver.id in {each.account_id for each in (await around(town.network, guild, lounge(town))).outsiders}


async def test_a_role_that_onboarding_begins_to_offer_could_let_everybody_in(town: Town) -> None:
    eve, guild = town.stranger("Eve"), town.bot.get_guild(town.guild.id)
    await town.settle()
    assert guild is not None
    role = town.env.backend.get_role(town.guild.id, town.guild.roles["Practitioners"].id)
    data = {"guild_id": str(town.guild.id), "role": {**role_payload(role), "flags": 1}}
    town.env.backend.emit("GUILD_ROLE_UPDATE", data)
    await town.settle()
    found = {each.account_id: each.ways for each in (await around(town.network, guild, lounge(town))).outsiders}
    assert [way.means for way in found[eve.id]] == ["onboarding"]


def let_in_by_name(town: Town, eve: MemberActor) -> None:
    town.env.backend.set_overwrite(lounge(town), Overwrite(eve.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL))


def let_in_by_role(town: Town, eve: MemberActor) -> None:
    choir = town.guild.create_role("Choir")
    town.env.backend.add_member_role(town.guild.id, eve.id, choir.id)
    town.env.backend.set_overwrite(lounge(town), Overwrite(choir.id, OverwriteType.ROLE, allow=VIEW_CHANNEL))


def opened_to_everybody(town: Town, _eve: MemberActor) -> None:
    town.env.backend.delete_overwrite(lounge(town), town.guild.id)


async def moved_below_an_open_category(town: Town, _eve: MemberActor) -> None:
    everybody = {town.bot.get_guild(town.guild.id).default_role: discord.PermissionOverwrite(view_channel=True)}  # type: ignore[union-attr]
    guild, channel = town.bot.get_guild(town.guild.id), town.bot.get_channel(lounge(town))
    assert guild is not None
    assert isinstance(channel, discord.TextChannel)
    category = await guild.create_category("Open", overwrites=cast(Any, everybody))
    await channel.edit(category=category, sync_permissions=True)


REPAIRED: dict[str, Event] = {
    "somebody is let in by name": let_in_by_name,
    "a role is let in": let_in_by_role,
    "everybody is": opened_to_everybody,
    "the channel takes over an open category's overwrites": moved_below_an_open_category,
}


@pytest.mark.parametrize("event", REPAIRED.values(), ids=REPAIRED)
async def test_what_can_be_repaired_is_after_one_event_and_stands_in_the_ledger(town: Town, event: Event) -> None:
    eve = town.stranger("Eve")
    await town.settle()
    happening = event(town, eve)
    if happening is not None:
        await happening
    await town.settle()
    assert [each.split()[0] for each in await turns(town, eve)] == ["gained", "lost"]
    assert eve.id not in await lasting(town)
    guild = town.bot.get_guild(town.guild.id)
    assert guild is not None
    assert not (await who_reads(town.network, guild, lounge(town))).includes(eve.id)


async def test_a_roster_change_ends_a_readers_reading(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Carter", "teacher", "Pine Middle")
    await supervise(town, ana, ben)
    assert await turns(town, ana) == ["gained through roster", "lost through roster"]


async def test_a_channel_made_anew_for_a_deleted_one_is_no_space(town: Town) -> None:
    town.env.backend.delete_channel(lounge(town))
    town.guild.create_text_channel(LOUNGE)
    await town.settle()
    async with town.network.read() as tx:
        assert await Ledger(tx).is_unknown(lounge(town)) is None


async def test_a_channel_that_is_hidden_is_unknown_and_known_again_when_it_is_shown(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    channel, guild = town.env.backend.channels[lounge(town)], town.bot.get_guild(town.guild.id)
    assert guild is not None
    shut = {"id": str(town.guild.id), "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
    shown = dict(channel_payload(town.env.backend, channel))
    hidden = {**shown, "name": "___hidden___", "topic": None, "flags": 1 << 17, "permission_overwrites": [shut]}
    town.env.inject_error("PATCH", f"/channels/{channel.id}", status=403, code=50001, times=None)
    town.env.backend.emit("CHANNEL_UPDATE", hidden)
    await town.settle()
    assert (await who_reads(town.network, guild, channel.id)).unknown
    assert "Nobody should take it for safe" in cards(town, "stewards")[-1]
    async with town.network.read() as tx:
        assert await Ledger(tx).is_unknown(channel.id)
    town.env.backend.emit("CHANNEL_UPDATE", shown)
    await town.settle()
    async with town.network.read() as tx:
        assert await Ledger(tx).is_unknown(channel.id) is False
    assert (await who_reads(town.network, guild, channel.id)).includes(ana.id)
    assert await turns(town, ana) == ["gained through roster"]


async def keeper(town: Town) -> MemberActor:
    """A member who may manage threads, so reads every thread."""
    role = town.guild.create_role("Keepers", permissions=discord.Permissions(MANAGE_THREADS))
    kai = await town.join("Kai Keeper", "teacher", "Pine Middle")
    town.env.backend.add_member_role(town.guild.id, kai.id, role.id)
    await town.settle()
    return kai


async def test_a_new_thread_is_looked_at_and_so_is_whoever_is_added_to_it(town: Town) -> None:
    ana, boss = await town.join("Ana Ruiz"), await town.join("Bo Chief", "principal")
    thread = await pair_thread(town, ana)
    assert await turns(town, ana, thread.id) == ["gained through thread"]
    town.env.backend.add_thread_member(thread.id, boss.id)
    await town.settle()
    assert await turns(town, boss, thread.id) == ["gained through thread", "lost through thread"]
    town.env.backend.remove_thread_member(thread.id, ana.id)
    await town.settle()
    assert await turns(town, ana, thread.id) == ["gained through thread", "lost through thread"]


async def test_an_archived_thread_is_still_watched(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    thread = await pair_thread(town, ana)
    await thread.edit(archived=True)
    await town.settle()
    kai = await keeper(town)
    assert await turns(town, kai, thread.id) == ["gained through manage_threads"]
    assert await turns(town, ana, thread.id) == ["gained through thread"]
    await thread.edit(archived=False)
    await town.settle()
    assert await turns(town, kai, thread.id) == ["gained through manage_threads"]


async def test_a_deleted_thread_is_forgotten(town: Town) -> None:
    thread = await pair_thread(town, await town.join("Ana Ruiz"))
    await thread.delete()
    await town.settle()
    async with town.network.read() as tx:
        assert await Ledger(tx).is_unknown(thread.id) is None
