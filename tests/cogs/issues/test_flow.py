"""Raising issues, reading themes and joining in, on the simulated Discord."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from archive import consent
from archive.consent.counting import counted_issues
from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.cards import Address, Button, Card
from bot.ui.render import to_message
from tests.kit.pressing import press
from tests.kit.town import Town


def _text(result: Any) -> str:
    embed = result.response.embeds[0]
    fields = [f"{field.name}: {field.value}" for field in embed.fields]
    return "\n".join([embed.title or "", embed.description or "", *fields])


def _labels(result: Any) -> list[str]:
    return [part["label"] for row in result.response.components for part in row["components"] if "label" in part]


def _addresses(result: Any) -> list[str]:
    return [part["custom_id"] for row in result.response.components for part in row["components"]]


async def _raise(town: Town, actor: Any, words: str, **choices: str) -> Any:
    choices = choices or {"kind": "concern"}  # with a choice made by the command the form opens at once
    asked = await actor.slash(town.channel("practitioners-lounge"), "issue raise", **choices)
    assert asked.modal is not None
    return await actor.submit_modal(asked, {"text": words})


async def test_an_issue_is_raised_in_two_steps_and_confirmed_privately(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    result = await _raise(town, ana, "The bus is late", kind="concern", topic="staffing")
    assert result.response.ephemeral
    assert "raised" in _text(result)
    assert "Nothing of it goes to policymakers" in _text(result)
    assert town.network.community.safety.line in result.response.embeds[0].footer.text
    assert _labels(result) == []
    async with town.network.read() as tx:
        (issue,) = await IssueStore(tx).mine(town.person(ana).id)
    assert (issue.text, issue.topic, issue.for_policymakers) == ("The bus is late", "staffing", "no")


async def test_who_offers_the_words_gets_a_button_to_see_them_first(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    result = await _raise(town, ana, "The bus is late", for_policymakers="words")
    async with town.network.read() as tx:
        (issue,) = await IssueStore(tx).mine(town.person(ana).id)
    (row,) = result.response.components
    assert [button["custom_id"] for button in row["components"]] == [f"sharing:from_issue:{issue.id}"]


async def test_words_that_say_nothing_are_answered_with_what_to_do(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    result = await _raise(town, ana, "https://example.org")
    assert "Add a sentence" in _text(result)
    async with town.network.read() as tx:
        assert await IssueStore(tx).count() == 0


async def test_an_unknown_topic_is_refused_before_anything_is_written(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    result = await ana.slash(town.channel("practitioners-lounge"), "issue raise", topic="parking")
    assert result.modal is None
    assert "parking" in _text(result)


async def test_a_message_of_ones_own_can_be_raised(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    room = town.channel("practitioners-lounge")
    message = await ana.send(room, "Our gym has no heating")
    card: Any = await ana.context_menu(room, "Raise as an issue", message)
    assert "Our gym has no heating" in _text(card)
    topics = next(each for each in _addresses(card) if each.startswith("issues:topic:"))
    chosen: Any = await ana.select(card.response, ["staffing"], custom_id=topics)
    asked = await ana.click(chosen.response, label="Write it")
    assert asked.modal is not None
    assert "Our gym has no heating" in str(asked.modal)
    result = await ana.submit_modal(asked, {"text": "Our gym has no heating in winter"})
    assert "raised" in _text(result)
    async with town.network.read() as tx:
        (issue,) = await IssueStore(tx).mine(town.person(ana).id)
    assert (issue.text, issue.topic) == ("Our gym has no heating in winter", "staffing")


async def test_anothers_message_cannot_be_raised(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    room = town.channel("practitioners-lounge")
    message = await ana.send(room, "Our gym has no heating")
    asked = await ben.context_menu(room, "Raise as an issue", message)
    assert asked.modal is None
    assert "Only the person who wrote" in _text(asked)


async def test_somebody_who_is_no_member_raises_nothing(town: Town) -> None:
    stranger = town.stranger("Sam")
    result = await stranger.slash(town.channel("lobby"), "issue raise", kind="concern")
    assert result.modal is None
    assert "/join" in _text(result)


async def test_overnight_issues_become_themes_that_others_join(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    room = town.channel("practitioners-lounge")
    await _raise(town, ana, "The school bus comes late every morning")
    assert "tonight" in _text(await ana.slash(room, "issue mine"))
    await town.forward(timedelta(days=1))
    assert "in the theme" in _text(await ana.slash(room, "issue mine"))
    listed: Any = await ben.slash(room, "issue board")
    assert "few voices so far" in _text(listed)
    async with town.network.read() as tx:
        (issue,) = await IssueStore(tx).everything()
    opened: Any = await ben.select(listed.response, values=[str(issue.theme_id)])
    assert "comes late every morning" in _text(opened)
    assert "Ana" not in _text(opened)
    thanked = await ben.click(opened.response, label="1: My site too")
    assert "2 sites" in _text(thanked)
    again = await ben.click(opened.response, label="1: My site too")
    assert "already" in _text(again)
    assert "few voices so far" in _text(await ana.slash(room, "issue board"))


async def test_a_supervisor_never_sees_the_words_or_the_theme_of_their_staff(town: Town) -> None:
    boss = await town.join("Bo Lind", "principal", "Oak Elementary")
    ana = await town.join("Ana Ruiz")
    draft, now = Draft("Our principal cancels every meeting"), town.clock.now()
    issue_id = await raise_issue(town.network, town.person(ana), draft, now=now)
    async with town.network.write() as tx:
        await ThemeStore(tx).save([Group([issue_id], ["meetings"])], now=now)
    assert "no themes yet" in _text(await boss.slash(town.channel("lobby"), "issue board"))
    assert "Meetings" in _text(await ana.slash(town.channel("lobby"), "issue board"))


async def test_a_click_on_an_issue_that_is_gone_gets_a_sentence(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    channel: Any = town.bot.get_channel(town.channel("practitioners-lounge").id)
    for target in ("", "12", "nonsense", "9" * 19, "9" * 30):
        card = Card(text="old", buttons=(Button("My site too", Address("issues", "support", target)),))
        message = await channel.send(**to_message(card))
        assert "no longer here" in _text(await ana.click(message, label="My site too")), target


async def test_count_me_can_be_taken_back_and_said_again(town: Town) -> None:
    ana, ben = await town.join("Ana Ruiz"), await town.join("Ben Okafor", site="Elm Middle")
    room = town.channel("practitioners-lounge")
    await _raise(town, ana, "Never to be counted", for_policymakers="no")
    await _raise(town, ana, "The school bus comes late every morning", for_policymakers="count")
    mine: Any = await ana.slash(room, "issue mine")
    [label] = [label for label in _labels(mine) if "count me" in label]
    assert "may see it counted" in _text(mine)
    assert await _counted(town, ana) == 1

    async with town.network.read() as tx:
        counted = next(each for each in await IssueStore(tx).mine(town.person(ana).id) if "bus" in each.text)
    refused = await press(town, ben, Address("issues", "count_out", str(counted.id)))
    assert "no longer here" in _text(refused)
    out: Any = await ana.click(mine.response, label=label)
    assert "may see it counted" not in _text(out)
    assert await _counted(town, ana) == 0
    await ana.click(out.response, label=_labels(out)[0])
    assert await _counted(town, ana) == 1


async def _counted(town: Town, actor: Any) -> int:
    async with town.network.read() as tx:
        return len(await counted_issues(tx, town.person(actor).id))


async def test_whose_words_are_with_the_digest_is_not_counted_beside_them(town: Town) -> None:
    ana, stew = await town.join("Ana Ruiz"), await town.join("Stew Ward", site="Elm Middle", steward=True)
    person, now = town.person(ana), town.clock.now()
    draft = Draft("The bus is late", topic="family", for_policymakers="count")
    key = town.house.keys.person_key(town.network_id, person.id)
    issue_id = await raise_issue(town.network, person, draft, now=now)
    async with town.network.write() as tx:
        words = consent.Offer("The bus is late", "The bus is late", issue_id=issue_id)
        each = await consent.offer(tx, words, person_id=person.id, now=now)
        await consent.agree(tx, each.id, key=key, person_id=person.id, words=each.words, now=now)
        await consent.accept(tx, town.person(stew).id, each.id, now=now)
        await consent.mark_published(tx, [each.id], now=now)
    assert _labels(await ana.slash(town.channel("practitioners-lounge"), "issue mine")) == ["Stop telling me"]
    pressed = await press(town, ana, Address("issues", "count_in", str(issue_id)))
    assert "counted by them, once" in _text(pressed)
    assert await _counted(town, ana) == 0
