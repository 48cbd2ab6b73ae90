"""A month of twenty sites: raised, on the board, a webinar made together, held, rated, and those who raised it told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.database.network import Network
from bot.database.schema import metadata
from bot.people.store import PeopleStore
from cogs.privacy.walk import erase_all
from demo.month import CHAPTERS
from demo.stage import Stage, open_stage
from demo.telling import Telling
from demo.world import MENTOR, TEACHER


async def test_what_twenty_sites_raise_in_a_month_becomes_a_webinar_that_those_who_raised_it_hear_of(
    tmp_path: Path,
) -> None:
    telling = Telling()  # a step that does not find what it says stops the play
    async with open_stage(tmp_path) as stage:
        await telling.play(CHAPTERS, stage)
        await _erase_whoever_did_most(stage)
    told = " ".join(step.says for step in telling.told)
    assert "20 issues are raised with /issue raise, from 20 sites" in told
    assert "first: 11 of the sites" in told
    assert "All 11 who raised or support it are told privately" in told
    assert "6 of those who raised something say that they were there" in told


async def _erase_whoever_did_most(stage: Stage) -> None:
    """After a month of everything and an erasure, a day later no table, column by column, leads to them."""
    network = await stage.network()
    gone: set[str | None] = set()
    for name in (TEACHER.name, MENTOR.name):
        account = stage.account(name)
        async with network.read() as tx:
            person = await PeopleStore(tx).by_account(account.id)
        assert person is not None
        traces = {str(person.id), str(account.id), person.name, person.email}
        assert await _tables_with(network, traces) > {"people"}
        await erase_all(stage.house, network, person.id, now=stage.clock.now())
        gone |= traces
    for hours in (2, 22):
        await stage.forward(timedelta(hours=hours))
    assert await _tables_with(network, gone) == set()


async def _tables_with(network: Network, traces: set[str | None]) -> set[str]:
    """Return the tables in which any column of any row holds one of the words, whatever the column is meant for."""
    found, words = set(), {trace for trace in traces if trace}
    async with network.read() as tx:
        for table in metadata.sorted_tables:
            if "network_id" in table.c:
                rows = await tx.rows(select(table).where(tx.mine(table)))
                if any(trace in str(value) for row in rows for value in row for trace in words):
                    found.add(table.name)
    return found
