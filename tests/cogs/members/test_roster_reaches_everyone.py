"""A roster import reaches people whom no line of the difference names."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from cogs.members.importing import import_roster
from cogs.members.proposing import Wishes
from tests.kit.town import Town

SITES = "name,district,region,level,opened_on,time_zone,initiatives\nOak Elementary,North,East,elementary,,UTC,\n"
PEOPLE = "name,email,position,site,supervisor_emails,started_on,languages,topics\n"
LEADER = "Dora Lead,dora@x.example,district leader,,,2015-01-01,en,\n"


async def _import(town: Town, folder: Path, position: str) -> None:
    (folder / "sites.csv").write_text(SITES)
    person = f"Ana Ruiz,ana@x.example,{position},Oak Elementary,dora@x.example,2020-01-01,en,\n"
    (folder / "people.csv").write_text(PEOPLE + LEADER + person)
    wishes = Wishes(folder / "sites.csv", folder / "people.csv", yes=True)
    await import_roster(town.house, town.network, wishes, Console(file=io.StringIO()))
    await town.settle()


async def test_a_leader_leaves_the_leads_when_somebody_below_them_enters(town: Town, tmp_path: Path) -> None:
    await _import(town, tmp_path, "coordinator")
    dora = await town.link("dora@x.example")
    ana = await town.link("ana@x.example")
    leads = town.guild.roles["Leads"].id
    assert leads in [role.id for role in town.member(dora).roles]
    await _import(town, tmp_path, "principal")
    assert not (
        leads in [role.id for role in town.member(dora).roles] and leads in [role.id for role in town.member(ana).roles]
    )
    assert leads not in [role.id for role in town.member(dora).roles]
