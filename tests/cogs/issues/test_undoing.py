"""Stewards take back what a grouping did to themes: they read what would go back, and the open log says so."""

from __future__ import annotations

from typing import Any

from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.cards import Address
from tests.cogs.setup.replies import told
from tests.kit.pressing import press
from tests.kit.town import Town

WORDS = ("The bus is late", "The bus is full", "The heating is broken")


async def themes(town: Town) -> dict[str, int | None]:
    async with town.network.read() as tx:
        return {issue.text: issue.theme_id for issue in await IssueStore(tx).everything()}


async def test_a_merger_is_shown_previewed_undone_and_logged(town: Town) -> None:
    stew, ana = await town.join("Stew Park", steward=True), await town.join("Ana Ruiz", site="Elm Middle")
    now, lobby = town.clock.now(), town.channel("lobby")
    ids = [await raise_issue(town.network, town.person(ana), Draft(words), now=now) for words in WORDS]
    empty: Any = await stew.slash(lobby, "issue changes")
    assert "Nothing to take back" in told(empty)
    async with town.network.write() as tx:
        await ThemeStore(tx).save([Group(ids[:2], ["bus"]), Group(ids[2:], ["heating"])], now=now)
    before = await themes(town)
    board: Any = await ana.slash(lobby, "issue board")
    async with town.network.write() as tx:
        await ThemeStore(tx).save([Group(ids, ["bus"])], now=now)
    assert len(set((await themes(town)).values())) == 1
    ended: Any = await ana.select(board.response, [str(before[WORDS[2]])], custom_id="issues:theme:")
    assert "no longer here" in told(ended), "a theme that is gone meanwhile gets a sentence"

    assert "for stewards" in told(await ana.slash(lobby, "issue changes"))
    listed: Any = await stew.slash(lobby, "issue changes")
    assert "“Heating” became part of “Bus”" in told(listed)
    change = listed.response.components[0]["components"][0]["options"][0]["value"]
    assert "for stewards" in told(await press(town, ana, Address("issues", "undo", change)))
    preview: Any = await stew.select(listed.response, [change], custom_id="issues:change:")
    assert "1 issue goes back to “Heating”" in told(preview)
    assert WORDS[2] in told(preview)
    assert await themes(town) != before, "looking changes nothing"

    assert "1 issue is back" in told(await stew.click(preview.response, label="Undo it"))
    assert await themes(town) == before
    assert "undone before" in told(await press(town, stew, Address("issues", "undo", change)))
    assert "Stew Park took two themes apart again" in told(await ana.slash(lobby, "steward log"))
