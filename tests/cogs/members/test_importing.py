"""What an import does to people who are already in."""

from __future__ import annotations

import io
from pathlib import Path

import discord
import pytest
from rich.console import Console
from simcord.actors import MemberActor

from bot.database.ids import new_id
from bot.people.roster import read_roster
from bot.people.roster_plan import plan_roster
from bot.people.roster_store import RosterStore
from cogs.members.importing import RosterMoved, import_roster, write_plan
from cogs.members.proposing import Wishes
from tests.kit.town import Town

SITES = "name,district,region,level,opened_on,time_zone,initiatives\n"
PEOPLE = "name,email,position,site,supervisor_emails,started_on,languages,topics\n"
ANA = "Ana Ruiz,ana.ruiz@example.org,coordinator,Oak Elementary,,2025-09-01,en,\n"
BO = "Bo Li,bo.li@example.org,teacher,Oak Elementary,,2025-09-01,en,\n"


def roles(actor: MemberActor) -> set[str]:
    assert actor.member is not None
    return {role.name for role in actor.member.roles}


def may_read(town: Town, actor: MemberActor, name: str) -> bool:
    channel = town.bot.get_channel(town.channel(name).id)
    assert isinstance(channel, discord.TextChannel)
    assert actor.member is not None
    return channel.permissions_for(actor.member).view_channel


def wishes(folder: Path, people: str, *, complete: bool = False) -> Wishes:
    (folder / "sites.csv").write_text(SITES)
    (folder / "people.csv").write_text(PEOPLE + people)
    return Wishes(folder / "sites.csv", folder / "people.csv", complete=complete, yes=True)


async def bring_in(town: Town, wanted: Wishes) -> str:
    told = io.StringIO()
    await import_roster(town.house, town.network, wanted, Console(file=told, width=200))
    await town.settle()
    return told.getvalue()


async def test_whoever_becomes_a_supervisor_loses_the_practitioners_rooms_at_once(town: Town, tmp_path: Path) -> None:
    ana, bo = await town.join("Ana Ruiz"), await town.join("Bo Li", "teacher")
    was_ana, was_bo = roles(ana), roles(bo)
    assert was_ana == was_bo
    told = await bring_in(town, wishes(tmp_path, ANA + BO.replace("Elementary,,", "Elementary,ana.ruiz@example.org,")))
    assert "~ Bo Li <bo.li@example.org>: supervisors" in told
    assert roles(ana) != was_ana
    assert roles(bo) == was_bo
    assert may_read(town, bo, "practitioners-lounge")
    assert not may_read(town, ana, "practitioners-lounge")
    await bring_in(town, wishes(tmp_path, ANA + BO))
    assert roles(ana) == was_ana


async def test_whoever_is_missing_from_a_complete_file_loses_every_role(town: Town, tmp_path: Path) -> None:
    ana, bo = await town.join("Ana Ruiz"), await town.join("Bo Li", "teacher")
    was = roles(bo)
    await bring_in(town, wishes(tmp_path, ANA, complete=True))
    assert roles(bo) == {"@everyone"}
    assert len(roles(ana)) > 1
    await bring_in(town, wishes(tmp_path, ANA + BO))
    assert roles(bo) == was


async def test_a_roster_that_changed_while_the_host_was_looking_is_not_written_over(
    bare_town: Town, tmp_path: Path
) -> None:
    site = await bare_town.add_site("Oak Elementary")
    wanted = wishes(tmp_path, ANA)
    async with bare_town.network.read() as tx:
        before = await RosterStore(tx).standing()
    roster = read_roster(
        wanted.sites.read_bytes(),
        wanted.people.read_bytes(),
        community=bare_town.network.community,
        known_sites=[site.name],
        today=bare_town.clock.now().date(),
    )
    plan = plan_roster(before, roster, complete=False, make_id=new_id)
    await bare_town.enrol("Cy Moss")
    with pytest.raises(RosterMoved):
        await write_plan(bare_town.house, bare_town.network, plan, Console(file=io.StringIO()))
    async with bare_town.network.read() as tx:
        assert [person.name for person in (await RosterStore(tx).standing()).people] == ["Cy Moss"]
