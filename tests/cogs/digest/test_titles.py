"""A steward writes another title: shown in the preview, kept through withdrawals, pointing at nobody, in the log."""

from __future__ import annotations

from typing import Any

import pytest

from archive.digest.approving import approve, yeses
from archive.digest.desk import standing
from archive.digest.store import EditionStore
from bot.cards import Address
from bot.people.stewards import StewardStore
from tests.cogs.digest import test_flow
from tests.cogs.digest.county import County, build_here
from tests.cogs.digest.test_flow import MONTH, command, text_of
from tests.cogs.rooms.whispers.saying import last
from tests.kit.forms import boxes
from tests.kit.pressing import press

WRITTEN = "Interpreters in the evening"


@pytest.fixture
async def county(county: County) -> County:
    await build_here(county, MONTH)
    return county


async def write(county: County, title: str, shown: Any = None) -> str:
    preview = shown or await command(county, "preview", month=MONTH)
    form = await county.steward.select(preview.response, ["concern-1"], custom_id=f"digest:retitle:{MONTH}.0")
    return text_of(await county.steward.submit_modal(form, {"title": title}))


async def title_of(county: County) -> str:
    async with county.town.network.read() as tx:
        kept = await EditionStore(tx).of_month(MONTH)
        edition, _ = await standing(county.town.house, county.town.network, tx, kept)
    return edition.themes[0].title


async def test_a_title_is_shown_in_the_preview_and_stays_when_words_are_taken_back(county: County) -> None:
    town = county.town
    assert "new title" in await write(county, f"  {WRITTEN}\n")
    assert WRITTEN in text_of(await command(county, "preview", month=MONTH))
    async with town.network.read() as tx:
        [theme] = (await EditionStore(tx).of_month(MONTH)).edition.themes
        acts = await StewardStore(tx).latest()
    assert (theme.title, theme.fallback) == (WRITTEN, WRITTEN)
    assert "another title" in acts[0].act
    assert await title_of(county) == WRITTEN


async def test_a_title_that_may_point_at_somebody_is_not_taken(county: County) -> None:
    before = await title_of(county)
    for title in (
        "What Marisol Vega asked for",
        "Late buses at Oak Elementary",
        "Our new counselor",
        "Call 510-555-0142",
    ):
        assert "may point at somebody" in await write(county, title), title
        assert await title_of(county) == before, title


async def test_nothing_written_and_too_much_are_told(county: County) -> None:
    before = await title_of(county)
    preview = await command(county, "preview", month=MONTH)
    form = await county.steward.select(preview.response, ["concern-1"], custom_id=f"digest:retitle:{MONTH}.0")
    refused = await county.steward.submit_modal(form, {"title": " …"})
    assert "a few words" in text_of(refused)
    again = await county.steward.click(last(refused), label="Try again with these words")
    assert boxes(again) == {"title": " …"}
    assert await title_of(county) == before


async def test_a_yes_given_before_is_asked_for_again(county: County) -> None:
    town, steward = county.town, county.town.person(county.steward)
    preview = await command(county, "preview", month=MONTH)
    async with town.network.write() as tx:
        kept = await approve(tx, MONTH, person_id=steward.id, now=town.clock.now(), approvals=2)
        assert await yeses(tx, kept.id) == [steward.id]
    await write(county, WRITTEN, preview)
    async with town.network.read() as tx:
        assert await yeses(tx, kept.id) == []


async def test_what_was_approved_or_titled_meanwhile_is_not_changed(county: County) -> None:
    preview = await command(county, "preview", month=MONTH)
    form = await county.steward.select(preview.response, ["concern-1"], custom_id=f"digest:retitle:{MONTH}.0")
    await write(county, WRITTEN, preview)
    assert "no longer here" in text_of(await county.steward.submit_modal(form, {"title": "Another"}))
    await test_flow.approve(county)
    refused = await write(county, "Interpreters", preview)
    assert "is approved" in refused
    assert await title_of(county) == WRITTEN


async def test_only_stewards_write_titles(county: County) -> None:
    ben = await county.town.join("Ben Okoro")
    for action in ("retitle", "titled"):
        refused = await press(county.town, ben, Address("digest", action, f"{MONTH}.concern-1.x"))
        assert "That is for stewards" in text_of(refused)
