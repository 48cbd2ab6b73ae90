"""A pair's thread that somebody deleted or entered, heard of or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from simcord.backend import serializers

from cogs.mentoring.rules import without_thread
from tests.cogs.mentoring.people import pair
from tests.cogs.mentoring.test_following import paired
from tests.cogs.mentoring.town_life import can_see, thread_of, threads
from tests.kit.gap import Asked, away, new_session, tell
from tests.kit.town import Town


def test_a_pair_misses_a_thread_only_where_it_had_one() -> None:
    unopened, there, gone = (replace(pair(5, 1, 2, "open"), channel_id=thread) for thread in (None, 7, 8))
    assert without_thread([unopened, there, gone], {7}) == [gone]
    assert without_thread([unopened, there], {7}) == []


async def test_a_pairs_thread_comes_back_once_and_whoever_entered_it_unheard_is_taken_out(town: Town) -> None:
    mentee, mentor, pair = await paired(town)
    boss = await town.join("Paula Head", "principal")
    backend, first = town.env.backend, await thread_of(town, pair.id)
    assert first is not None
    asked = Asked(town)
    await new_session(town)
    assert asked.writing() == []
    assert sum(str(first.id) in each for each in asked.all()) == 1, "who is in it, no session tells"

    async with away(town):  # somebody lets the boss in, and the thread rests in the archive with them in it
        inside = backend.channels[first.id].thread_members
        inside[boss.id] = inside[mentee.id]
        backend.edit_channel(first.id, {}, thread_metadata={"archived": True})
    assert boss.id not in backend.channels[first.id].thread_members
    assert {mentee.id, mentor.id} < set(backend.channels[first.id].thread_members)

    was: Any = serializers.thread_payload(backend, backend.channels[first.id])
    async with away(town):
        backend.delete_channel(first.id)
    second = await thread_of(town, pair.id)
    assert second is not None
    assert second.id != first.id
    assert can_see(town, mentee, second)
    assert can_see(town, mentor, second)
    assert [message.embeds[0].title for message in town.bot_messages(second)] != []
    assert [message.embeds[0].title for message in town.direct_messages(mentor)][-1] == "Your thread was deleted"

    tell(town, "THREAD_DELETE", was, times=2)  # told late, and twice
    tell(town, "THREAD_UPDATE", {**was, "thread_metadata": {**was["thread_metadata"], "archived": False}})
    await town.settle()
    assert [thread.id for thread in threads(town)] == [second.id]
    gone = dict(serializers.thread_payload(backend, backend.channels[second.id]))
    backend.delete_channel(second.id)
    tell(town, "THREAD_UPDATE", gone)  # out of order: discord.py takes it for a thread that is there
    tell(town, "THREAD_DELETE", gone)
    await town.settle()
    assert len(threads(town)) == 1
    titles = [message.embeds[0].title for message in town.direct_messages(mentor)]
    assert titles.count("Your thread was deleted") == 2
