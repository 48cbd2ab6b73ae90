from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from bot.database.ids import new_id
from bot.database.network import Network
from bot.people.roster import RosterRows, read_roster
from bot.people.roster_plan import plan_roster
from bot.people.roster_store import RosterStore
from config.community import default_community
from tests.kit.databases import START

SITES = b"""name,district,region,level,opened_on,time_zone,initiatives
Oak Elementary,North,Bay,elementary,2019-08-01,America/Chicago,Full Day
Elm High,North,Bay,high,,America/Chicago,
"""
FIRST = b"""name,email,position,site,supervisor_emails,started_on,languages,topics
Ana,ana@x.org,coordinator,Oak Elementary,boss@agency.org;head@x.org,2025-09-01,English;Spanish,funding
Head,head@x.org,principal,Oak Elementary,,2019-08-01,English,
Bo,bo@x.org,teacher,Elm High,ana@x.org,,English,data
"""
SECOND = b"""name,email,position,site,supervisor_emails,started_on,languages,topics
Ana Ruiz,ana@x.org,coordinator,Elm High,boss@agency.org,2025-09-01,English,funding
Bo,bo@x.org,teacher,Elm High,,,English,data
Cy,cy@x.org,teacher,,ana@x.org,,English,
"""


def roster(people: bytes) -> RosterRows:
    read = read_roster(SITES, people, community=default_community(), known_sites=(), today=date(2026, 3, 2))
    assert not read.faults
    return read


async def bring_in(network: Network, people: bytes, *, complete: bool = False) -> list[int]:
    heard: list[int] = []
    async with network.write() as tx:
        store = RosterStore(tx)
        plan = plan_roster(await store.standing(), roster(people), complete=complete, make_id=new_id)
        await store.carry_out(plan, now=START, on_progress=heard.append)
    assert sum(heard) == plan.steps
    return heard


@pytest.mark.parametrize("complete", [True, False])
async def test_a_plan_is_stored_exactly_and_planning_again_gives_nothing(network: Network, complete: bool) -> None:
    await bring_in(network, FIRST)
    await bring_in(network, SECOND, complete=complete)
    async with network.read() as tx:
        standing = await RosterStore(tx).standing()
    assert plan_roster(standing, roster(SECOND), complete=complete, make_id=new_id).is_empty
    states = {person.name: person.state for person in standing.people}
    assert states["boss@agency.org"] == "outside"
    assert states["Head"] == ("retired" if complete else "active")
    assert {person.name for person in standing.people} >= {"Ana Ruiz", "Bo", "Cy"}


async def test_a_failure_on_the_way_leaves_nothing_half_written(network: Network) -> None:
    await bring_in(network, FIRST)
    async with network.read() as tx:
        before = await RosterStore(tx).standing()

    def pull_the_plug(_rows: int) -> None:
        raise ConnectionError

    plan = plan_roster(before, roster(SECOND), complete=True, make_id=new_id)
    with pytest.raises(ConnectionError):
        async with network.write() as tx:
            await RosterStore(tx).carry_out(plan, now=START, on_progress=pull_the_plug)
    async with network.read() as tx:
        assert await RosterStore(tx).standing() == before


async def test_a_large_roster_is_written_in_groups(network: Network) -> None:
    lines = FIRST.splitlines()[:1]
    lines += [f"P{one},p{one}@x.org,teacher,,p{two}@x.org,,,".encode() for one, two in pairwise(range(1_201))]
    heard = await bring_in(network, b"\n".join(lines))
    assert max(heard) == 500
