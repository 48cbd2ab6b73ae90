"""Looking through issues, joining in, deciding as a steward, hearing what became of it: on the simulated Discord."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from simcord.actors import MemberActor

from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from bot.cards import Address
from bot.people.stewards import StewardStore
from tests.cogs.setup.replies import told
from tests.kit.pressing import press
from tests.kit.town import Town

ROOM = "practitioners-lounge"


async def raised(town: Town, actor: MemberActor, words: str, **choices: Any) -> int:
    return await raise_issue(town.network, town.person(actor), Draft(words, **choices), now=town.clock.now())


def labels(result: Any) -> list[str]:
    return [part["label"] for row in result.response.components for part in row["components"] if "label" in part]


async def test_issues_are_looked_through_by_page_and_filter(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    for number in range(7):
        town.clock.forward(timedelta(minutes=1))
        await raised(town, ana, f"Bus {number} is late", topic="family")
    await raised(town, ben, "A warm gym", kind="suggestion")
    room = town.channel(ROOM)
    first: Any = await ben.slash(room, "issue list", kind="concern")
    assert "Bus 6" in told(first)
    assert "Bus 1" not in told(first)
    assert "1 to 5 of 7" in told(first)
    assert labels(first) == ["Older"]
    await town.restart()
    second: Any = await ben.click(first.response, label="Older")
    assert "Bus 0" in told(second)
    assert labels(second) == ["Newer"]
    assert "Bus 6" in told(await ben.click(second.response, label="Newer"))
    mine_only = told(await ben.slash(room, "issue list", my_site=True))
    assert "A warm gym" in mine_only
    assert "Bus" not in mine_only
    assert "A warm gym" in told(await ben.slash(room, "issue mine", kind="suggestion"))
    assert "Nothing fits" in told(await ben.slash(room, "issue list", status="resolved"))
    assert "isn't one of" in told(await ben.slash(room, "issue list", topic="parking"))


async def test_a_page_that_no_card_offers_is_refused_and_one_that_is_gone_shows_the_last(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await raised(town, ana, "The bus is late")
    for target in ("", "a.b", "rumour....0", "....x", "....99999999"):
        assert "isn't one of" in told(await press(town, ana, Address("issues", "page", target))), target
    turned: Any = await press(town, ana, Address("issues", "page", "....400"))
    assert "The bus is late" in (turned.response.embeds[0].description or "")


async def test_an_issue_is_picked_by_a_word_of_it_and_supported_once(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    issue = str(await raised(town, ana, "The bus is late"))
    room = town.channel(ROOM)
    offered = await ben.autocomplete(room, "issue support", "issue", "BUS")
    assert [(choice["name"], choice["value"]) for choice in offered] == [("The bus is late", issue)]
    assert await ben.autocomplete(room, "issue show", "issue", "gym") == []
    assert await town.stranger("Sam").autocomplete(town.channel("lobby"), "issue support", "issue", "") == []
    assert "already" in told(await ana.slash(room, "issue support", issue=issue))
    first: Any = await ben.slash(room, "issue support", issue=issue)
    assert "2 sites" in told(first)
    assert "already" in told(await ben.slash(room, "issue support", issue=issue))
    back: Any = await ben.click(first.response, label="Take my voice back")
    assert "1 site says" in told(back)
    assert "nothing to take back" in told(await ben.click(first.response, label="Take my voice back"))
    assert "2 sites" in told(await ben.click(back.response, label="My site too"))
    for typed in ("the bus", "-1", "١٢"):
        assert "No issue goes by that" in told(await ben.slash(room, "issue support", issue=typed))


async def test_one_issue_shows_what_became_of_it_and_no_name(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    issue = str(await raised(town, ana, "The bus is late", topic="staffing"))
    shown: Any = await ben.slash(town.channel(ROOM), "issue show", issue=issue)
    assert "The bus is late" in told(shown)
    assert "Where it is: heard" in told(shown)
    assert "Ana" not in told(shown)
    assert "Oak" not in told(shown)
    assert labels(shown) == ["My site too", "Without my name"]
    assert labels(await ana.slash(town.channel(ROOM), "issue show", issue=issue)) == []


async def test_a_steward_parks_an_issue_with_a_reason_and_everybody_can_read_that(town: Town) -> None:
    stew = await town.join("Stew Ward", site="Elm Middle", steward=True)
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Ash High")
    issue = str(await raised(town, ana, "The bus is late", topic="staffing"))
    room = town.channel(ROOM)
    await ben.slash(room, "issue support", issue=issue)
    shown: Any = await stew.slash(room, "issue show", issue=issue)
    for _ in range(2):
        parked = await stew.select(shown.response, ["parked.waits"], custom_id=f"issues:decide:{issue}")
        assert "parked: it waits for something" in told(parked)
    async with town.network.read() as tx:
        acts = await StewardStore(tx).latest()
    [act] = [each for each in acts if "parked" in each.act]
    assert (act.actor, act.about) == ("Stew Ward", "Staffing")
    await town.forward(timedelta(hours=1))
    [news] = _news(town, ana)
    assert "What you raised (“The bus is late”): parked" in news
    [news] = _news(town, ben)
    assert "An issue on Staffing that you support: parked" in news
    assert "bus" not in news
    assert _news(town, stew) == []


async def test_nobody_but_a_steward_decides_and_no_steward_about_their_own_staff(town: Town) -> None:
    boss = await town.join("Bo Lind", "principal", "Oak Elementary", steward=True)
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    issue = str(await raised(town, ana, "The bus is late"))
    assert "for stewards" in told(await _decide(town, ben, issue))
    assert "no longer here" in told(await _decide(town, boss, issue))


async def _decide(town: Town, actor: MemberActor, issue: str) -> Any:
    return await press(town, actor, Address("issues", "decide", issue))


async def test_news_come_at_most_once_a_day_and_stop_when_they_are_not_wanted(town: Town) -> None:
    stew = await town.join("Stew Ward", site="Elm Middle", steward=True)
    ana = await town.join("Ana Ruiz")
    issue = str(await raised(town, ana, "The bus is late"))
    room = town.channel(ROOM)

    async def decides(chosen: str) -> None:
        shown: Any = await stew.slash(room, "issue show", issue=issue)
        await stew.select(shown.response, [chosen], custom_id=f"issues:decide:{issue}")
        await town.forward(timedelta(hours=1))

    await decides("resolved")
    await decides("open")
    await decides("parked.beyond")
    assert len(_news(town, ana)) == 1
    await town.forward(timedelta(days=1))
    assert [text.count("**1**") for text in _news(town, ana)] == [1, 1], "three steps, two bundles"
    last = town.direct_messages(ana)[-1]
    assert "You won't be told" in told(await ana.user.click(last, label="Stop telling me"))
    await decides("resolved")
    await town.forward(timedelta(days=2))
    assert len(_news(town, ana)) == 2
    mine: Any = await ana.slash(room, "issue mine")
    assert "Tell me what becomes of them" in labels(mine)


def _news(town: Town, actor: MemberActor) -> list[str]:
    embeds = [message.embeds[0] for message in town.direct_messages(actor)]
    return [embed.description or "" for embed in embeds if embed.title == "What became of it"]
