"""Roles and small rooms that follow the roster, and what Discord refuses."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.clock import ManualClock
from bot.database.network import Network
from bot.outbox import Retry
from bot.visibility.keeping.effects import EFFECTS, SERVER_AWAY
from bot.visibility.keeping.room_upkeep import keep_small_rooms
from bot.visibility.permissions.model import VIEW_CHANNEL
from tests.cogs.rooms.asking import open_room
from tests.cogs.rooms.seeing import reads
from tests.kit.bare import bare_house
from tests.kit.town import Town


async def test_a_small_room_that_may_not_be_changed_keeps_no_other_from_being_put_back(town: Town) -> None:
    ana, boss = await town.join("Ana Ruiz"), await town.join("Paula Head", "principal")
    names = ("Quiet evenings", "First evenings", "Second evenings")
    await open_room(town, ana, "Before them", kind="joined")
    for name in names:
        await open_room(town, ana, name, kind="small")
    places = [name.lower().replace(" ", "-") for name in names]
    _as_it_should_be, first, second = map(town.channel, places)
    town.env.inject_error("PATCH", f"/channels/{first.id}", status=403, code=50013, times=None)
    for room in (first, second):
        town.env.backend.set_overwrite(room.id, Overwrite(boss.id, OverwriteType.MEMBER, allow=VIEW_CHANNEL))
    guild = town.house.guild(town.network)
    assert guild is not None
    with pytest.raises(discord.Forbidden):
        await keep_small_rooms(town.network, guild)
    assert reads(town, boss, places[1])
    assert not reads(town, boss, places[2])


@pytest.mark.parametrize("kind", EFFECTS)
async def test_roles_wait_for_a_server_out_of_reach_and_are_nothing_where_there_is_none(
    network: Network, clock: ManualClock, kind: str
) -> None:
    house = bare_house(network.database, clock)
    house.guild = lambda _network: None
    facts = {"person_id": 1, "account_id": 2}
    assert network.guild_id is None
    await EFFECTS[kind].run(house, network, facts)
    with pytest.raises(Retry) as later:
        await EFFECTS[kind].run(house, replace(network, guild_id=7), facts)
    assert later.value.seconds == SERVER_AWAY == 30
