"""Whatever people do in whatever order, nobody is paired against a hard rule."""

from __future__ import annotations

from bot.database.network import Network
from tests.cogs.mentoring.roster import enrol
from tests.cogs.mentoring.stories.story import MENTEES, MENTORS, Story

STEPS = 50


async def test_no_sequence_of_events_opens_a_pair_that_breaks_a_hard_rule(network: Network) -> None:
    await enrol(network, MENTEES, MENTORS, capacity=2)
    story = Story(network, 1)
    for _ in range(STEPS):
        await story.step()
    assert story.opened, "a story in which nobody finds anybody shows nothing"
