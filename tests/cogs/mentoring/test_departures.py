"""Leaving the server is leaving mentoring."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people.store import PeopleStore
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.browse_life import asks_by, asks_for, browse, browsing, listed
from tests.cogs.mentoring.people import wish
from tests.cogs.mentoring.town_life import answer, pair_now, proposed, words
from tests.kit.town import Town


async def test_whoever_leaves_the_server_vanishes_from_browse_and_requests_with_a_kind_note(town: Town) -> None:
    mentee, mentor = await browsing(town)
    await asks_for(town, mentee, mentor)
    town.guild.remove_member(mentor)
    await town.settle()
    assert "A colleague whom you asked" in words(town.direct_messages(mentee)[-1])
    assert [each.state for each in await asks_by(town, mentee)] == ["gone"]
    assert "Nobody can be asked at the moment" in listed(await browse(town, mentee))


@pytest.mark.parametrize("is_banned", [False, True])
async def test_a_pair_ends_an_hour_after_one_of_the_two_has_left_the_server_or_is_banned(
    town: Town, is_banned: bool
) -> None:
    mentee, mentor, pair = await proposed(town)
    for each in (mentee, mentor):
        await answer(town, each)
    if is_banned:
        town.env.backend.apply_ban(town.guild.id, mentee.id, None)
    else:
        town.guild.remove_member(mentee)
    await town.settle()
    assert (await pair_now(town, pair.id)).state == "open"
    await town.forward(timedelta(hours=2))
    assert (await pair_now(town, pair.id)).state == "ended"
    assert "no longer available for it" in words(town.direct_messages(mentor)[-1])


async def test_whoever_left_while_nobody_listened_is_found_by_the_sweep(town: Town) -> None:
    absent = await town.enrol("Abe Sent")
    async with town.network.write() as tx:
        await PeopleStore(tx).link(absent.id, 4242, town.clock.now())
        await MentoringStore(tx).keep_wish(wish(absent.id, "mentor"))
    await town.forward(timedelta(minutes=20))
    async with town.network.read() as tx:
        assert await MentoringStore(tx).taking_part() == frozenset()
    await town.forward(timedelta(hours=2))
    async with town.network.read() as tx:
        assert await MentoringStore(tx).wishes_of(absent.id) == []
