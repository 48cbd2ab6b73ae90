"""The lobby's buttons for mentoring."""

from __future__ import annotations

import pytest
from simcord.results import InteractionResult

from cogs.mentoring.model import Side
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.town_life import GENERAL, newcomer, seasoned, shown, words
from tests.kit.forms import boxes
from tests.kit.town import Town

ASK, OFFER = "Ask for a mentor", "Offer to be a mentor"


def parts(result: InteractionResult) -> list[object]:
    return [row["components"] for row in shown(result).components]


async def test_a_button_shows_the_card_of_its_command_after_a_restart_too(town: Town) -> None:
    member = await newcomer(town)
    [panel] = town.channel("lobby").pinned_messages()
    await town.restart()
    for label, command in ((ASK, "mentor request"), (OFFER, "mentor offer")):
        clicked = await member.click(panel, label=label)
        typed = await member.slash(town.channel(GENERAL), command)
        assert words(clicked) == words(typed), label
        assert parts(clicked) == parts(typed), label


@pytest.mark.parametrize(("label", "side"), [(ASK, "mentee"), (OFFER, "mentor")])
async def test_a_wish_begun_with_a_button_is_saved(town: Town, label: str, side: Side) -> None:
    member = await seasoned(town)
    [panel] = town.channel("lobby").pinned_messages()
    card = shown(await member.click(panel, label=label))
    form = await member.click(card, label="Write a line and save")
    await member.submit_modal(form, {"about": "Hello"} | ({"capacity": "1"} if side == "mentor" else {}))
    async with town.network.read() as tx:
        wish = await MentoringStore(tx).wish(town.person(member).id, side)
    assert wish is not None
    assert (wish.state, wish.about) == ("open", "Hello")


async def test_a_stranger_is_told_how_to_join(town: Town) -> None:
    [panel] = town.channel("lobby").pinned_messages()
    stranger = town.stranger("Zed")
    for label in (ASK, OFFER):
        told = words(await stranger.click(panel, label=label))
        assert "not linked to the roster yet. Use /join" in told, label


async def test_what_was_typed_into_an_offer_comes_back_when_it_is_refused(town: Town) -> None:
    member = await seasoned(town)
    [panel] = town.channel("lobby").pinned_messages()
    card = shown(await member.click(panel, label=OFFER))
    form = await member.click(card, label="Write a line and save")
    refused = await member.submit_modal(form, {"about": "I listen.", "capacity": "xx", "names": "Zed Low"})
    again = await member.click(shown(refused), label="Try again with these words")
    assert boxes(again) == {"about": "I listen.", "capacity": "xx", "names": "Zed Low"}
    await member.submit_modal(again, {"about": "I listen.", "capacity": "2"})
    async with town.network.read() as tx:
        wish = await MentoringStore(tx).wish(town.person(member).id, "mentor")
    assert wish is not None
    assert wish.about == "I listen."
