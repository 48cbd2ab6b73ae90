"""Whatever people ask, answer, pause and change in whatever order, no pair opens against a hard rule."""

from __future__ import annotations

import asyncio

from bot.database.network import Network
from cogs.mentoring.browse import asking
from cogs.mentoring.browse.model import Ask
from cogs.mentoring.browse.rules import AskClosed
from cogs.mentoring.browse.store import AskStore
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW
from tests.cogs.mentoring.stories.browsing import Browsing, everybody_offers
from tests.cogs.mentoring.stories.clicking import live_by_clicks
from tests.kit.town import Town

STEPS = 60


async def test_no_sequence_of_asking_and_answering_opens_a_pair_that_breaks_a_hard_rule(network: Network) -> None:
    await everybody_offers(network)
    story = Browsing(network, 1)
    for _ in range(STEPS):
        await story.step()
    assert story.opened, "a story in which nobody finds anybody shows nothing"


async def test_of_two_yeses_at_once_for_one_place_one_opens_and_the_other_hears_that_it_is_full(
    network: Network,
) -> None:
    await everybody_offers(network, capacity=1)
    async with network.write() as tx:
        asked = [await asking.ask(tx, mentee, 9, network.community, NOW) for mentee in (1, 2)]

    async def yes(each: Ask) -> str:
        async with network.write() as tx:
            return await asking.accept(tx, each.id, 9, NOW)

    answers = await asyncio.gather(*map(yes, asked), return_exceptions=True)
    assert answers.count("open") == 1
    assert sum(isinstance(each, AskClosed) for each in answers) == 1  # the first yes closed it as full
    async with network.read() as tx:
        pairs = (await MentoringStore(tx).situation()).pairs
        states = sorted(each.state for each in await AskStore(tx).to_mentor(9))
    assert [pair.state for pair in pairs] == ["open"]
    assert states == ["accepted", "full"]


async def test_of_two_mentors_who_say_yes_to_one_mentee_at_once_one_has_them(network: Network) -> None:
    await everybody_offers(network)
    async with network.write() as tx:
        asked = [await asking.ask(tx, 1, mentor, network.community, NOW) for mentor in (7, 8)]

    async def yes(each: Ask) -> str:
        async with network.write() as tx:
            return await asking.accept(tx, each.id, each.mentor_id, NOW)

    answers = await asyncio.gather(*map(yes, asked), return_exceptions=True)
    assert answers.count("open") == 1
    async with network.read() as tx:
        assert [pair.state for pair in (await MentoringStore(tx).situation()).pairs] == ["open"]
        assert sorted(each.state for each in await AskStore(tx).by_mentee(1)) == ["accepted", "withdrawn"]


async def test_no_sequence_of_clicks_with_restarts_between_opens_a_pair_that_breaks_a_hard_rule(town: Town) -> None:
    assert await live_by_clicks(town, 1, 10), "a story in which nobody finds anybody shows nothing"
