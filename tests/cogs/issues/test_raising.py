"""Before an issue is posted, what others say alike is offered; the words wait meanwhile, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from simcord.actors import MemberActor

from archive.issues.drafts import DraftStore
from archive.issues.model import Issue
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from bot.cards import Address
from cogs.issues import privacy
from tests.cogs.setup.replies import told
from tests.kit.pressing import press
from tests.kit.town import Town

BUS = "The school bus arrives late every morning"
ALIKE = "The bus arrives late in the morning, every day"


async def write(town: Town, actor: MemberActor, words: str, where: str = "practitioners-lounge", **choices: str) -> Any:
    choices = choices or {"kind": "concern"}
    form = await actor.slash(town.channel(where), "issue raise", **choices)
    return await actor.submit_modal(form, {"text": words})


async def raised_by(town: Town, actor: MemberActor) -> list[Issue]:
    async with town.network.read() as tx:
        return list(await IssueStore(tx).mine(town.person(actor).id))


async def waiting_of(town: Town, actor: MemberActor) -> list[str]:
    async with town.network.read() as tx:
        return [each.draft.text for each in await DraftStore(tx).of(town.person(actor).id)]


async def two_alike(town: Town, **choices: str) -> tuple[MemberActor, MemberActor, Any]:
    """Ana has raised it, and Ben is about to."""
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    await raise_issue(town.network, town.person(ana), Draft(BUS), now=town.clock.now())
    return ana, ben, await write(town, ben, ALIKE, **choices)


def labels(result: Any) -> list[str]:
    return [part["label"] for row in result.response.components for part in row["components"] if "label" in part]


def addresses(result: Any) -> list[str]:
    return [part["custom_id"] for row in result.response.components for part in row["components"]]


def told_publicly(result: Any) -> str:
    """What a message says once its button was pressed."""
    embed = result.response.embeds[0]
    return f"{embed.title or ''}\n{embed.description or ''}"


async def test_without_a_choice_the_command_shows_the_card(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card: Any = await ana.slash(town.channel("practitioners-lounge"), "issue raise")
    assert card.response.ephemeral
    assert labels(card) == ["Write it"]
    assert "Ask me later" in str(card.response.components)


async def test_what_others_say_alike_is_offered_before_anything_is_raised(town: Town) -> None:
    _ana, ben, offer = await two_alike(town)
    assert "Others say something alike" in told(offer)
    assert BUS in told(offer)
    assert "1 site says so now" in told(offer)
    assert "Ana" not in told(offer)
    assert labels(offer) == ["1: Add my site's voice", "Post mine anyway", "Don't post it"]
    assert await raised_by(town, ben) == []
    assert await waiting_of(town, ben) == [ALIKE]


async def test_a_site_is_added_instead_of_the_same_issue_twice(town: Town) -> None:
    _ana, ben, offer = await two_alike(town)
    [address] = [each for each in addresses(offer) if each.startswith("issues:join:")]
    await town.restart()
    first = await ben.click(offer.response, label="1: Add my site's voice")
    assert "2 sites" in told(first)
    again = await press(town, ben, Address("issues", "join", address.rpartition(":")[2]))
    assert "2 sites" in told_publicly(again)
    assert await raised_by(town, ben) == []
    assert await waiting_of(town, ben) == []


async def test_ones_own_words_can_be_posted_anyway_and_twice_is_once(town: Town) -> None:
    _ana, ben, offer = await two_alike(town, kind="suggestion", topic="staffing", for_policymakers="count")
    await town.restart()
    [address] = [each for each in addresses(offer) if each.startswith("issues:post:")]
    assert "Your issue is raised" in told(await ben.click(offer.response, label="Post mine anyway"))
    again = await press(town, ben, Address("issues", "post", address.rpartition(":")[2]))
    assert "Your issue is raised" in told_publicly(again)
    [issue] = await raised_by(town, ben)
    said = (issue.text, issue.kind, issue.topic, issue.for_policymakers)
    assert said == (ALIKE, "suggestion", "staffing", "count")
    assert await waiting_of(town, ben) == []


async def test_words_that_wait_are_found_again_without_the_card(town: Town) -> None:
    _ana, ben, offer = await two_alike(town)
    mine: Any = await ben.slash(town.channel("practitioners-lounge"), "issue mine")
    target = offer.response.components[-1]["components"][-1]["custom_id"].rpartition(":")[2]
    again: Any = await ben.select(mine.response, [target], custom_id="issues:waiting:")
    assert "Post mine anyway" in labels(again)
    dropped = await ben.click(again.response, label="Don't post it")
    assert "Nothing was raised" in told(dropped)
    assert "no longer here" in told(await ben.click(offer.response, label="Post mine anyway"))
    assert await waiting_of(town, ben) == []


async def test_an_issue_that_is_gone_by_then_costs_nobody_their_words(town: Town) -> None:
    ana, ben, offer = await two_alike(town)
    async with town.network.write() as tx:
        await privacy.erase(tx, town.person(ana).id, now=town.clock.now())
    again: Any = await ben.click(offer.response, label="1: Add my site's voice")
    assert "Your words wait" in told(again)
    assert ALIKE in told(again)
    assert "Your issue is raised" in told(await ben.click(again.response, label="Post mine anyway"))


async def test_nobody_decides_about_the_words_of_somebody_else(town: Town) -> None:
    ana, ben, _offer = await two_alike(town)
    async with town.network.read() as tx:
        [waiting] = await DraftStore(tx).of(town.person(ben).id)
    for action in ("post", "drop", "join"):
        target = f"{waiting.id}.12" if action == "join" else str(waiting.id)
        assert "no longer here" in told(await press(town, ana, Address("issues", action, target)))
    assert await waiting_of(town, ben) == [ALIKE]


async def test_the_very_same_words_are_raised_once(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await write(town, ana, BUS)
    again = await write(town, ana, f"  {BUS}\u200b ")
    assert "already" in told(again)
    assert len(await raised_by(town, ana)) == 1


async def test_what_one_may_not_read_is_not_offered(town: Town) -> None:
    boss = await town.join("Bo Lind", "principal", "Oak Elementary")
    ana = await town.join("Ana Ruiz")
    await raise_issue(town.network, town.person(ana), Draft(BUS), now=town.clock.now())
    assert "Your issue is raised" in told(await write(town, boss, ALIKE, where="lobby"))


async def test_refused_words_come_back_and_can_be_mended(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    for words in ("https://example.org", "🙂🙂", "<:smile:123456789012345678>", "@everyone", "<@123>", "\u200b\u2063"):
        refused: Any = await write(town, ana, words)
        assert await raised_by(town, ana) == [], words
        if words.strip("\u200b\u2063"):
            assert words in told(refused)
            form = await ana.click(refused.response, label="Try again with these words")
            assert form.modal is not None


async def test_a_mention_of_everybody_pings_nobody(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    await write(town, ana, "@everyone the bus is late, <@1> knows")
    listed: Any = await ben.slash(town.channel("practitioners-lounge"), "issue list")
    assert "@everyone the bus is late" in told(listed)
    assert listed.response.ephemeral


async def test_4000_characters_are_taken_and_what_grows_beyond_them_comes_back_whole(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    longest, growing = (
        "bus " * 999 + "late",
        "\u0958" * 3999,
    )  # Discord's form holds 4,000; this letter is two, composed
    refused: Any = await write(town, ana, growing)
    assert "7998 characters" in told(refused)
    assert growing in told(refused)
    assert await raised_by(town, ana) == []
    assert "Your issue is raised" in told(await write(town, ana, longest))
    [issue] = await raised_by(town, ana)
    assert issue.text == longest


async def test_whoever_wants_to_be_asked_later_is_asked_once_and_answers_once(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    assert "asked once" in told(await write(town, ana, BUS, for_policymakers="later"))
    await town.forward(timedelta(days=6))
    assert town.direct_messages(ana) == []
    await town.forward(timedelta(days=1, minutes=1))
    await town.forward(timedelta(days=8))
    asked = [each for each in town.direct_messages(ana) if each.embeds[0].title == "What may policymakers learn of it?"]
    [message] = asked
    assert "counted among others" in told(await ana.user.click(message, label="Count me, without my words"))
    assert "answered that" in told(await ana.user.click(message, label="Policymakers learn nothing of it"))
    [issue] = await raised_by(town, ana)
    assert issue.for_policymakers == "count"
    mine: Any = await ana.slash(town.channel("practitioners-lounge"), "issue mine")
    assert "1: Don't count me" in labels(mine)
