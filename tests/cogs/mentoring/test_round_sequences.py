"""Whatever happens in whatever order, with rounds, refusals and restarts between: no pair breaks a hard rule."""

from __future__ import annotations

import pytest

from bot.database.network import Network
from cogs.mentoring import proposals
from tests.cogs.mentoring.roster import enrol
from tests.cogs.mentoring.stories.following import MANY, SEASONED, Careless, Following, check_settled
from tests.cogs.mentoring.stories.streets import live_on_streets
from tests.kit.town import Town


async def test_no_sequence_of_rounds_refusals_and_ends_opens_a_pair_that_breaks_a_hard_rule(
    network: Network,
) -> None:
    await enrol(network, MANY, SEASONED, capacity=2)
    story = Following(network, 1)
    await story.live(35)
    async with network.write() as tx:
        await proposals.tidy(tx, story.now)
    check_settled(await story.situation())
    assert story.opened >= 3, "a story in which hardly anybody finds anybody shows little"
    assert story.disturbed >= 3, "nor does one in which nothing comes between"


async def test_a_yes_that_does_not_ask_the_rules_again_is_found_out(network: Network) -> None:
    await enrol(network, MANY, SEASONED, capacity=2)
    story = Careless(network, 1)
    with pytest.raises((AssertionError, KeyError)):
        await story.live(180)


async def test_no_clicks_commands_and_restarts_end_in_a_pair_that_breaks_a_hard_rule(town: Town) -> None:
    """Long runs, with rounds by a steward's command, are in `tests/soak/mentoring.py`."""
    story = await live_on_streets(town, 2, 8)
    assert story.opened, "a story in which nobody finds anybody shows nothing"
    assert story.barred, "nor does one in which nothing comes between"
