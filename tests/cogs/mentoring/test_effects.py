from __future__ import annotations

from dataclasses import replace

import pytest

from bot.outbox import Retry
from bot.people.store import PeopleStore
from bot.visibility.admission.spaces import SpaceStore
from cogs.mentoring.effects import open_thread
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.town_life import answer, can_see, pair_now, proposed, thread_of, threads
from tests.kit.town import Town


async def test_opening_a_thread_twice_or_after_a_crash_leaves_one(town: Town) -> None:
    mentee, mentor, pair = await proposed(town)
    await answer(town, mentee)
    town.forget_members()  # a restart: the two of them are in the thread all the same
    await answer(town, mentor)
    [thread] = threads(town)
    assert can_see(town, mentee, thread)
    assert can_see(town, mentor, thread)
    await open_thread(town.house, town.network, {"pair_id": pair.id})
    opened = await pair_now(town, pair.id)
    async with town.network.write() as tx:  # as if the process had ended before it noted the thread
        await MentoringStore(tx).save_pair(replace(opened, channel_id=None))
        await SpaceStore(tx).forget(thread.id)
    await open_thread(town.house, town.network, {"pair_id": pair.id})
    await town.settle()
    assert [found.id for found in threads(town)] == [thread.id]
    assert len(thread.history()) == 1
    again = await thread_of(town, pair.id)
    assert again is not None
    assert again.id == thread.id


async def test_a_pair_waits_for_its_thread_until_there_is_a_mentoring_channel(town: Town) -> None:
    _mentee, _mentor, pair = await proposed(town)
    async with town.network.write() as tx:
        await MentoringStore(tx).save_pair(replace(pair, state="open"))
        await SpaceStore(tx).forget(town.channel("mentoring").id)
    with pytest.raises(Retry):
        await open_thread(town.house, town.network, {"pair_id": pair.id})


async def test_a_supervisor_assigned_before_the_thread_opens_leaves_no_thread(town: Town) -> None:
    mentee, mentor, pair = await proposed(town)
    async with town.network.write() as tx:
        await MentoringStore(tx).save_pair(replace(pair, state="open"))
        await PeopleStore(tx).set_supervisors(town.person(mentee).id, [town.person(mentor).id])
    await open_thread(town.house, town.network, {"pair_id": pair.id})
    assert threads(town) == []


async def test_a_pair_that_is_gone_opens_nothing(town: Town) -> None:
    await open_thread(town.house, town.network, {"pair_id": 12345})
    assert threads(town) == []
