from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.database.network import Network
from bot.database.schema.mentoring import never_named
from bot.errors import Gone
from bot.matching.model import Reason
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.store import MentoringStore
from cogs.rooms.flags.store import FlagStore
from tests.cogs.mentoring.people import NOW, pair, wish
from tests.cogs.mentoring.roster import enrol


async def test_a_wish_is_one_per_person_and_side_and_read_back_as_it_was_kept(network: Network) -> None:
    await enrol(network, [1], [1])
    changed = wish(
        1,
        "mentee",
        about="Hello",
        topics=("data", "family"),
        rhythm="weekly",
        hours=("mon_after", "fri_early"),
        level_wish="same",
        district_wish="other",
        is_listed=True,
        waiting_since=NOW,
    )
    async with network.write() as tx:
        await MentoringStore(tx).keep_wish(changed)
    async with network.read() as tx:
        assert await MentoringStore(tx).wish(1, "mentee") == changed
        now_is = await MentoringStore(tx).situation()
    assert now_is.wishes == {(1, "mentee"): changed, (1, "mentor"): wish(1, "mentor", capacity=2)}


async def test_a_draft_is_no_wish_yet(network: Network) -> None:
    await enrol(network, [1], [])
    async with network.write() as tx:
        await MentoringStore(tx).keep_wish(wish(1, "mentee", state="draft", waiting_since=None))
        assert (await MentoringStore(tx).situation()).wishes == {}


async def test_a_pair_is_read_back_as_it_was_saved(network: Network) -> None:
    await enrol(network, [1], [2])
    proposed = pair(5, 1, 2, reasons=(Reason("topics", ("data",)), Reason("other_site")))
    opened = replace(proposed, state="open", mentee_accepted_at=NOW, mentor_accepted_at=NOW, channel_id=77)
    async with network.write() as tx:
        await MentoringStore(tx).add_pair(proposed)
        assert await MentoringStore(tx).pair(5) == proposed
        await MentoringStore(tx).save_pair(opened)
        assert await MentoringStore(tx).pairs_of(2) == [opened]


async def test_a_pair_is_there_for_the_two_and_for_nobody_else(network: Network) -> None:
    await enrol(network, [1, 3], [2])
    async with network.write() as tx:
        store = MentoringStore(tx)
        await store.add_pair(pair(5, 1, 2))
        assert (await store.pair_of(5, 1)).id == (await store.pair_of(5, 2)).id == 5
        with pytest.raises(Gone):
            await store.pair_of(5, 3)
        with pytest.raises(Gone):
            await store.pair_of(6, 1)


async def test_a_never_with_counts_in_both_directions_and_only_its_author_sees_it(network: Network) -> None:
    await enrol(network, [1], [2])
    async with network.write() as tx:
        store = ApartStore(tx)
        await store.keep(2, 1)
        await store.keep(2, 1)
        assert (await MentoringStore(tx).situation()).never_with == {(1, 2)}
        assert await store.of(2) == [1]
        assert await store.of(1) == []
        await store.clear(1)
        assert await store.of(2) == [1]
        await store.clear(2)
        assert (await MentoringStore(tx).situation()).never_with == frozenset()


async def test_a_never_with_by_name_means_whoever_goes_by_it_now_or_later_and_lies_sealed(network: Network) -> None:
    await enrol(network, [1], [2])
    async with network.write() as tx:
        await ApartStore(tx).keep_names(1, ["person  2", "Person 3", "Person 1"])
        assert (await MentoringStore(tx).situation()).never_with == {(1, 2)}
        rows = await tx.rows(select(never_named).where(tx.mine(never_named)))
        assert all(isinstance(row.name, bytes) and b"erson" not in row.name for row in rows)
    await enrol(network, [], [3])
    async with network.write() as tx:
        assert (await MentoringStore(tx).situation()).never_with == {(1, 2), (1, 3)}
        await ApartStore(tx).forget(2, "Person 2")
        assert await ApartStore(tx).names_of(1) == ["Person 1", "Person 3"]


async def test_a_never_with_list_is_replaced_only_as_far_as_it_was_shown(network: Network) -> None:
    await enrol(network, [1], [2, 3, 4])
    async with network.write() as tx:
        store = ApartStore(tx)
        await store.keep(1, 2)
        await store.keep(1, 3)
        await store.replace(1, [4], among=[2])
        assert sorted(await store.of(1)) == [3, 4]


@pytest.mark.parametrize("held", [{"paused_until": NOW}, {"stops_at": NOW}])
async def test_a_wish_that_is_paused_or_about_to_stop_counts_for_nothing_until_it_is_due(
    network: Network, held: dict[str, datetime]
) -> None:
    await enrol(network, [1], [2])
    async with network.write() as tx:
        store = MentoringStore(tx)
        await store.keep_wish(wish(2, "mentor", **held))
        assert set((await store.situation()).wishes) == {(1, "mentee")}
        assert await store.due_wishes(NOW - timedelta(seconds=1)) == []
        assert [each.person_id for each in await store.due_wishes(NOW)] == [2]


async def test_two_of_whom_one_has_flagged_the_other_are_kept_apart_while_it_is_unsettled(network: Network) -> None:
    await enrol(network, [1], [2])
    async with network.write() as tx:
        flag = await FlagStore(tx).add((2, 1), 7, is_paused=True, threads=[], now=NOW)
        assert (await MentoringStore(tx).situation()).never_with == {(1, 2)}
        await FlagStore(tx).settle(flag.id, "mistaken", by=None, now=NOW)
        assert (await MentoringStore(tx).situation()).never_with == frozenset()
