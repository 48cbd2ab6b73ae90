"""Raising an issue from the lobby's panel: a card of choices, then the form."""

from __future__ import annotations

from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from archive.issues.model import Issue
from archive.issues.store import IssueStore
from bot.cards import Address, Button, Card, Choice, Select
from bot.people.store import PeopleStore
from bot.ui.render import to_message
from tests.cogs.setup.replies import told
from tests.kit.town import Town


async def begin(town: Town, actor: MemberActor) -> InteractionResult:
    [panel] = town.channel("lobby").pinned_messages()
    return await actor.click(panel, label="Raise an issue")


async def choose(actor: MemberActor, card: InteractionResult, option: str, value: str) -> InteractionResult:
    """Choose in one of the card's lists; the card then shows the choice."""
    [address] = [each for each in addresses(card) if each.startswith(f"issues:{option}:")]
    return await actor.select(message(card), [value], custom_id=address)


def message(card: InteractionResult) -> Any:
    assert card.response is not None
    return card.response


def addresses(card: InteractionResult) -> list[str]:
    return [part["custom_id"] for row in message(card).components for part in row["components"]]


def chosen(card: InteractionResult) -> list[str]:
    """What the card shows as chosen."""
    parts = [part for row in message(card).components for part in row["components"]]
    return [option["value"] for part in parts for option in part.get("options", []) if option.get("default")]


async def raised(town: Town, actor: MemberActor) -> list[Issue]:
    async with town.network.read() as tx:
        return list(await IssueStore(tx).mine(town.person(actor).id))


async def test_without_a_choice_an_issue_is_a_concern_and_stays_in_the_community(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await begin(town, ana)
    assert chosen(card) == ["concern", "own", "no"]
    form = await ana.click(message(card), label="Write it")
    answer = told(await ana.submit_modal(form, {"text": "The bus is late"}))
    assert "Your issue is raised" in answer
    assert "Nothing of it goes to policymakers" in answer
    [issue] = await raised(town, ana)
    assert (issue.text, issue.kind, issue.topic, issue.for_policymakers) == ("The bus is late", "concern", None, "no")


async def test_choices_are_shown_on_the_card_and_kept_over_restarts_until_the_words_come(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await begin(town, ana)
    for option, value in (("kind", "suggestion"), ("topic", "staffing"), ("reach", "words")):
        await town.restart()
        card = await choose(ana, card, option, value)
    assert chosen(card) == ["suggestion", "staffing", "own", "words"]
    await town.restart()
    form = await ana.click(message(card), label="Write it")
    assert form.modal is not None
    assert form.modal["title"] == "What would help?"
    await town.restart()
    assert "Policymakers see your words only after" in told(await ana.submit_modal(form, {"text": "A second bus"}))
    [issue] = await raised(town, ana)
    assert (issue.kind, issue.topic, issue.for_policymakers) == ("suggestion", "staffing", "words")


async def test_a_choice_can_be_taken_back(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await choose(ana, await begin(town, ana), "topic", "staffing")
    card = await choose(ana, card, "reach", "count")
    card = await choose(ana, await choose(ana, card, "topic", "-"), "reach", "no")
    assert chosen(card) == ["concern", "own", "no"]
    form = await ana.click(message(card), label="Write it")
    await ana.submit_modal(form, {"text": "The bus is late"})
    [issue] = await raised(town, ana)
    assert (issue.topic, issue.for_policymakers) == (None, "no")


async def test_the_card_is_replaced_by_each_choice_and_seen_by_one_person_only(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await begin(town, ana)
    assert message(card).ephemeral
    again = await choose(ana, card, "kind", "suggestion")
    assert message(again).id == message(card).id
    assert message(again).ephemeral


async def test_a_stranger_is_told_how_to_join(town: Town) -> None:
    answer = await begin(town, town.stranger("Sam"))
    assert "not linked to the roster yet. Use /join" in told(answer)


async def test_every_step_asks_anew_who_is_there(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    card = await begin(town, ana)
    form = await ana.click(message(card), label="Write it")
    async with town.network.write() as tx:
        await PeopleStore(tx).retire(town.person(ana).id)
    refused = "not linked to the roster yet"
    assert refused in told(await choose(ana, card, "kind", "suggestion"))
    assert refused in told(await ana.click(message(card), label="Write it"))
    assert refused in told(await ana.submit_modal(form, {"text": "The bus is late"}))
    assert await raised(town, ana) == []


async def test_choices_that_no_card_offers_open_no_form(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    unlike = ("", "nonsense", "rumour..no", "concern.parking.no", "concern..press", "concern..no.somebody")
    for target in (*unlike, "rumour..no.", "concern.parking.no.", "concern..press."):
        button = Button("Write it", Address("issues", "write", target))
        written = await ana.click(await forge(town, Card(text="forged", buttons=(button,))), label="Write it")
        assert written.modal is None, target
        assert "isn't one of" in told(written), target
    assert await raised(town, ana) == []


async def test_a_value_that_no_list_offers_is_not_chosen(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    for option in ("kind", "topic", "name", "reach"):
        select = Select("What", Address("issues", option, "concern..no."), (Choice("Anything", "parking"),))
        chosen = await ana.select(await forge(town, Card(text="forged", selects=(select,))), ["parking"])
        assert "“parking” isn't one of" in told(chosen), option


async def forge(town: Town, card: Card) -> discord.Message:
    """Post a card that no part of the house would."""
    channel = town.bot.get_channel(town.channel("practitioners-lounge").id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(**to_message(card))
