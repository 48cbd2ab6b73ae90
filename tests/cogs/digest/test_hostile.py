"""Hostile inputs for each field, ten thousand in `make soak`: no answer breaks, and none gives a tag back as a tag."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import ManualClock
from tests.cogs.digest.county import browser, lee_with_a_link, open_quiet_town
from tests.cogs.digest.hostile_run import RUNS, Sender
from tests.kit.founding import lay_tables
from tests.kit.hostile import KNOWN
from tests.kit.town import town_settings

EACH = 3 * len(KNOWN)  # as they are, with a tag in them, and broken somewhere; `make soak` goes on from there


@pytest.mark.parametrize("name", RUNS)
async def test_no_hostile_input_breaks_a_page_or_comes_back_as_markup(
    tmp_path: Path, clock: ManualClock, sqlite_template: Path, name: str
) -> None:
    run, expected = RUNS[name]
    settings = town_settings(tmp_path, "smtp://127.0.0.1:1")
    lay_tables(settings, sqlite_template)
    async with open_quiet_town(settings, clock) as town:
        token = await lee_with_a_link(town)
        async with browser(town) as client:
            sender = Sender(client, clock)
            await run(sender, await sender.open(token), EACH)
    assert sender.states.total() == EACH
    assert set(sender.states) == expected
