"""Which changes of a member's roles decide nothing, and that what is told apart so is never one that does."""

from __future__ import annotations

from copy import copy
from typing import Any

import discord
import pytest

from benchmarks.large_server import GUILD, client, member_payload, role_payload
from bot.database.network import Network
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.permissions.model import ADMINISTRATOR, MANAGE_ROLES, VIEW_CHANNEL
from cogs.rooms.readers.listening.indifferent import Indifferent

COLOUR, OURS, NAMED, ABLE, MANAGER, ADMIN = range(10, 16)
MEMBER = 1000


@pytest.fixture
async def server(network: Network) -> tuple[Indifferent, discord.Guild, Network]:
    async with network.write() as tx:
        await SpaceStore(tx).install("role:members", "role", OURS)
    powers = {GUILD: 0, COLOUR: 0, OURS: 0, NAMED: 0, ABLE: VIEW_CHANNEL, MANAGER: MANAGE_ROLES, ADMIN: ADMINISTRATOR}
    told = [{"id": str(NAMED), "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}]
    channel = {"id": "70", "type": 0, "name": "room", "position": 0, "parent_id": None, "permission_overwrites": told}
    roles = [role_payload(*each) for each in powers.items()]
    facts = {"id": str(GUILD), "name": "A server", "owner_id": "9", "member_count": 1}
    data = {**facts, "channels": [channel], "roles": roles, "members": [member_payload(MEMBER, ())]}
    guild = discord.Guild(data=data, state=client()._connection)  # type: ignore[arg-type]
    indifferent = Indifferent()
    indifferent.learn(network, guild)
    return indifferent, guild, network


def _with(guild: discord.Guild, *roles: int) -> discord.Member:
    payload: Any = member_payload(MEMBER, roles)
    return discord.Member(data=payload, guild=guild, state=guild._state)


async def test_a_role_that_opens_nothing_decides_nothing_and_every_other_does(
    server: tuple[Indifferent, discord.Guild, Network],
) -> None:
    indifferent, guild, network = server
    bare = _with(guild)
    assert await indifferent.is_indifferent(bare, _with(guild, COLOUR))
    assert await indifferent.is_indifferent(_with(guild, COLOUR, OURS), _with(guild, OURS))
    for decides in (OURS, NAMED, ABLE, MANAGER, ADMIN):
        assert not await indifferent.is_indifferent(bare, _with(guild, decides))
        assert not await indifferent.is_indifferent(_with(guild, COLOUR, decides), _with(guild, COLOUR))
    # whoever manages roles reaches those below their highest one, so for them any role may decide
    assert not await indifferent.is_indifferent(_with(guild, MANAGER), _with(guild, MANAGER, COLOUR))
    async with network.write() as tx:  # a role becomes ours: that is seen at once
        await SpaceStore(tx).install("role:leads", "role", COLOUR)
    assert not await indifferent.is_indifferent(bare, _with(guild, COLOUR))


async def test_nothing_is_indifferent_where_everybody_manages_roles_or_nothing_is_known(
    server: tuple[Indifferent, discord.Guild, Network],
) -> None:
    indifferent, guild, network = server
    indifferent.forget(guild.id)
    assert not await indifferent.is_indifferent(_with(guild), _with(guild, COLOUR))
    everybody = copy(guild.default_role)
    everybody._permissions |= MANAGE_ROLES
    guild._roles[guild.id] = everybody
    indifferent.learn(network, guild)
    assert not await indifferent.is_indifferent(_with(guild), _with(guild, COLOUR))
