from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.database.network import Network, Networks
from bot.database.schema.issues import issues
from bot.database.schema.setup import rosters
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from cogs.setup.wizard.privacy import erase, export
from cogs.setup.wizard.store import ROSTER_KEPT, RosterFiles, WalkStore
from config.community import Community
from tests.kit.databases import START

ANA = Person(1, "Ana", "ana@example.org", "coordinator")


async def test_answers_are_kept_once_for_a_step_and_named_by_the_steps_order(network: Network) -> None:
    async with network.write() as tx:
        store = WalkStore(tx)
        await store.answer("mail", "later", by=None, now=START)
        await store.answer("calendar", "changed", by=None, now=START, before={"calendar": {"holidays": []}})
        await store.answer("mail", "kept", by=None, now=START)
        assert list((await store.walk()).answers.items()) == [("calendar", "changed"), ("mail", "kept")]
        assert await store.before("calendar") == {"calendar": {"holidays": []}}
        assert await store.before("mail") is None


async def test_files_wait_for_a_day_the_newest_alone(network: Network) -> None:
    async with network.write() as tx:
        store = RosterFiles(tx)
        first = await store.keep(b"one", b"two", by=None, now=START)
        second = await store.keep(b"\xff\x00", b"four", by=None, now=START)
        assert await store.waiting(first, START) is None
        files = await store.waiting(second, START + ROSTER_KEPT - timedelta(seconds=1))
        assert files is not None
        assert (files.sites, files.people) == (b"\xff\x00", b"four")
        stored = await tx.scalar(select(rosters.c.files).where(tx.mine(rosters)))
        assert b"people" not in stored, "not even the names around the words lie in the clear"
        assert await store.waiting(second, START + ROSTER_KEPT) is None
        await store.forget(until=START - timedelta(seconds=1))
        assert await store.waiting(second, START) is not None
        await store.forget(until=START)
        assert await store.waiting(second, START) is None


async def test_a_topic_that_an_issue_is_about_is_in_use(network: Network) -> None:
    async with network.write() as tx:
        facts = {"kind": "concern", "topic": "family", "for_policymakers": "no", "text": b"sealed", "raised_at": START}
        await tx.insert(issues, id=5, **facts)
        assert await WalkStore(tx).topics_in_use(frozenset({"family", "data"})) == {"family"}
        assert await WalkStore(tx).topics_in_use(frozenset()) == frozenset()


async def test_whoever_is_erased_stands_at_no_step_and_no_files_wait(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_person(ANA, now=START)
        await WalkStore(tx).answer("mail", "kept", by=ANA.id, now=START)
        files_id = await RosterFiles(tx).keep(b"", b"", by=ANA.id, now=START)
        found = await export(tx, ANA.id)
        assert found["setup_steps"][0]["step"] == "mail"
        assert len(found["setup_rosters"]) == 1
        await erase(tx, ANA.id, now=START)
        assert await export(tx, ANA.id) == {"setup_steps": [], "setup_rosters": []}
        assert await RosterFiles(tx).waiting(files_id, START) is None
        assert (await WalkStore(tx).walk()).answers == {"mail": "kept"}


async def test_two_changes_of_different_parts_at_once_are_both_kept(network: Network) -> None:
    networks = Networks(network.database)

    async def weeks(_tx: object, community: Community) -> Community:
        changed = community.mentoring.model_copy(update={"weeks_between_rounds": 3})
        return community.model_copy(update={"mentoring": changed})

    async def room(_tx: object, community: Community) -> Community:
        return community.model_copy(update={"rooms": community.rooms.model_copy(update={"first_room": "den"})})

    await asyncio.gather(networks.revise(network.id, weeks), networks.revise(network.id, room))
    found = await networks.get(network.id)
    assert found is not None
    assert (found.community.mentoring.weeks_between_rounds, found.community.rooms.first_room) == (3, "den")


async def test_a_change_that_is_refused_leaves_the_definition_and_the_log_as_they_were(network: Network) -> None:
    networks = Networks(network.database)

    async def nonsense(_tx: object, community: Community) -> Community:
        return community.model_copy(update={"topics": ()})

    async def log(_tx: object) -> None:
        raise AssertionError("nothing is written along")

    with pytest.raises(ValueError, match="topics"):
        await networks.revise(network.id, nonsense, also=log)
    found = await networks.get(network.id)
    assert found is not None
    assert found.community == network.community
    async with network.read() as tx:
        assert not await StewardStore(tx).latest()
