"""Another bot changes many members at once: all of them are judged, put right and written down, some shown."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import cast

import discord
import pytest
from simcord.actors import MemberActor

from bot.database.network import Network
from bot.visibility.permissions.model import ADMINISTRATOR
from cogs.rooms.readers.keeping.repairing import Repairing, Repairs
from cogs.rooms.readers.listening.listeners import UpkeepCog
from tests.cogs.rooms.readers.looking.test_exposure import cards, lasting
from tests.cogs.rooms.readers.looking.test_ledger import turns
from tests.cogs.rooms.seeing import roles
from tests.kit.town import Town

MANY = 12
NOWHERE = cast(Network, None)  # these repairs write nothing


def given(town: Town, actor: MemberActor, *names: str) -> bool:
    """Whether these roles besides their own would let somebody in where they may not be."""
    cog = town.bot.get_cog(UpkeepCog.__name__)
    assert isinstance(cog, UpkeepCog)
    member = town.member(actor)
    more = [town.guild.roles[name].id for name in names]
    return cog.upkeep.lets_in(member.guild, member.id, member._roles, [*member._roles, *more])


async def test_a_wave_of_roles_is_undone_for_everybody_and_who_stays_is_shown(town: Town) -> None:
    ana, boss = await town.join("Ana Ruiz"), await town.join("Bo Chief", "principal")
    power = town.guild.create_role("Power", permissions=discord.Permissions(ADMINISTRATOR))
    town.guild.create_role("Choir")
    crowd = [town.stranger(f"Eve {number}") for number in range(MANY)]
    await town.settle()
    assert given(town, boss, "Practitioners")
    assert given(town, ana, "Power")
    assert not given(town, boss, "Choir")
    assert not given(town, ana, "Practitioners", "Choir"), "she is one"
    backend, ours = town.env.backend, town.guild.roles["Practitioners"].id
    backend.remove_member_role(town.guild.id, ana.id, ours)
    for eve in crowd:
        backend.add_member_role(town.guild.id, eve.id, ours)
    backend.add_member_role(town.guild.id, crowd[3].id, power.id)
    town.env.inject_error("PATCH", f"/guilds/{town.guild.id}/members/{crowd[5].id}", status=403, code=50013, times=1)
    await town.settle()
    assert "Practitioners" in roles(ana)
    assert [each for each in crowd if "Practitioners" in roles(each)] == [crowd[5]]
    assert await lasting(town) == {town.owner.id, crowd[3].id, crowd[5].id}
    assert any(f"<@{crowd[5].id}>" in card for card in cards(town))
    for eve in (crowd[0], crowd[-1]):
        assert await turns(town, eve) == ["gained through role", "lost through roster"]


async def test_whoever_is_let_in_and_is_out_again_before_anybody_looks_is_in_the_ledger(town: Town) -> None:
    power = town.guild.create_role("Power", permissions=discord.Permissions(ADMINISTRATOR))
    eve, deputy, boss = town.stranger("Eve"), town.stranger("Deputy"), await town.join("Bo Chief", "principal")
    await town.settle()
    backend, guild_id, ours = town.env.backend, town.guild.id, town.guild.roles["Practitioners"].id
    for actor, role_id in ((eve, ours), (deputy, power.id), (boss, ours)):
        backend.add_member_role(guild_id, actor.id, role_id)
        backend.remove_member_role(guild_id, actor.id, role_id)
    await town.settle()
    assert await turns(town, eve) == ["gained through role", "lost through roster"]
    assert await turns(town, deputy) == ["gained through administrator", "lost through administrator"]
    assert await turns(town, boss) == ["gained through role", "lost through roster"]
    assert await lasting(town) == {town.owner.id}


@pytest.fixture
def server() -> discord.Guild:
    return cast(discord.Guild, discord.Object(1))


def ending(log: list[str], name: str, may_end: asyncio.Event) -> Callable[[Network], Awaitable[bool]]:
    async def repair(_network: Network) -> bool:
        log.append(name)
        await may_end.wait()
        return True

    return repair


async def test_who_reads_what_they_should_not_is_seen_to_first_and_nobody_waits_for_the_others(
    server: discord.Guild,
) -> None:
    log, never, now = list[str](), asyncio.Event(), asyncio.Event()
    now.set()
    repairs = Repairs()
    for number in range(100):
        repairs.add(("member", number), ending(log, f"harmless {number}", never), is_urgent=False)
    repairs.add(("member", 100), ending(log, "let in", now), is_urgent=True)
    repairing = Repairing(NOWHERE, server, repairs, asyncio.Semaphore(5))
    await repairing.wait([100], None)
    assert log == ["let in", *(f"harmless {number}" for number in range(5))]
    assert not repairing.is_over
    await repairing.wait([3], 0.01)  # one that Discord keeps waiting: what is left then is shown
    repairing.cancel()


async def test_what_a_repair_raised_besides_discords_no_is_not_lost(server: discord.Guild) -> None:
    async def fails(_network: Network) -> bool:
        raise ConnectionResetError

    repairing = Repairing(NOWHERE, server, Repairs({("server", 1): fails}), asyncio.Semaphore(5))
    with pytest.raises(ConnectionResetError):
        await repairing.wait([], None)
