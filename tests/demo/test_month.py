"""A month of twenty sites: raised, on the board, a webinar made together, held, rated, and those who raised it told."""

from __future__ import annotations

from pathlib import Path

from demo.month import CHAPTERS
from demo.stage import open_stage
from demo.telling import Telling


async def test_what_twenty_sites_raise_in_a_month_becomes_a_webinar_that_those_who_raised_it_hear_of(
    tmp_path: Path,
) -> None:
    telling = Telling()  # a step that does not find what it says stops the play
    async with open_stage(tmp_path) as stage:
        await telling.play(CHAPTERS, stage)
    told = " ".join(step.says for step in telling.told)
    assert "20 issues are raised with /issue raise, from 20 sites" in told
    assert "first: 11 of the sites" in told
    assert "All 11 who raised or support it are told privately" in told
    assert "6 of those who raised something say that they were there" in told
