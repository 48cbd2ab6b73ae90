"""The one door: refusals are sentences, surprises are incident ids, old buttons answer."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot.cards import Address, Button, Card, Choice, Form, Input, Select
from bot.clock import ManualClock
from bot.errors import Gone, Refusal, Unavailable
from bot.outbox import Outbox
from bot.run.log import PlacesOnly
from bot.ui.render import shorten, to_message, to_modal
from bot.ui.visit import DiscordIsSlow, Visit
from config.texts import texts_for
from tests.kit.town import Town


async def test_a_click_on_something_gone_gets_a_sentence(bare_town: Town) -> None:
    channel = bare_town.guild.create_text_channel("hall")
    card = Card(text="An old card.", buttons=(Button("Go on", Address("nowhere", "go", "1")),))
    async with bare_town.network.write() as tx:
        await Outbox(tx).post(channel.id, card, now=bare_town.clock.now())
    await bare_town.settle()
    await bare_town.restart()
    someone = bare_town.stranger("Ana")
    assert channel.last_message is not None
    result = await someone.click(channel.last_message, label="Go on")
    assert result.response is not None
    assert result.response.ephemeral
    assert result.response.embeds[0].description == Gone().text(texts_for("en"))


async def test_a_repeated_post_is_one_message(bare_town: Town) -> None:
    channel = bare_town.guild.create_text_channel("hall")
    for _ in range(3):
        async with bare_town.network.write() as tx:
            await Outbox(tx).post(channel.id, Card(text="Once."), now=bare_town.clock.now(), key="hello")
    await bare_town.settle()
    assert [message.embeds[0].description for message in channel.history()] == ["Once."]


def _fail_quoting_a_member() -> None:
    try:
        int("canary: what a member wrote")
    except ValueError as cause:
        raise KeyError("canary-token") from cause


def test_a_log_holds_places_but_no_words() -> None:
    try:
        _fail_quoting_a_member()
    except KeyError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "it failed", (), (KeyError, error, error.__traceback__)
        )
    text = PlacesOnly("%(message)s").format(record)
    assert "canary" not in text
    assert "KeyError" in text
    assert "ValueError" in text
    assert "test_door.py" in text


@pytest.mark.parametrize("hostile", ["{0.__class__}", "{reason}", "%s", "{"])
def test_facts_are_never_read_as_a_format(hostile: str) -> None:
    assert texts_for("en")("Hello {name}.", name=hostile) == f"Hello {hostile}."


def test_a_refusal_says_its_facts_in_the_readers_language() -> None:
    assert Refusal().text(texts_for("es-ES")) == "Eso no se puede hacer aquí. /help muestra qué sí."
    assert Unavailable("Mail").text(texts_for("es")).startswith("El correo ")
    assert str(Unavailable("Mail")).startswith("Mail ")


async def test_cards_and_forms_never_exceed_discords_limits() -> None:
    long = "word " * 2000
    buttons = tuple(Button(long, Address("a", "b", str(n))) for n in range(10))
    select = Select(long, Address("a", "c"), (Choice(long, "v", long),))
    card = Card(long, long, fields=((long, long),) * 30, footer="f", buttons=buttons, selects=(select,))
    message = to_message(card)
    assert len(message["embed"].description or "") <= 4096
    assert len(message["embed"].title or "") <= 256
    assert len(message["embed"]) <= 6000
    assert message["embed"].footer.text == "f"
    assert len(to_message(Card(fields=(("a", "b"),) * 30))["embed"].fields) == 25
    assert message["view"].is_finished()
    modal = to_modal(Form(long, Address("a", "d"), (Input("k", long, long=True, hint=long),)))
    assert len(modal.title) <= 45
    assert modal.is_finished()


def test_a_card_survives_its_row() -> None:
    card = Card(
        "text", "title", (("name", "value"),), "footer", (Button("Go", Address("a", "b", "c"), "danger"),),
        (Select("pick", Address("a", "d"), (Choice("l", "v", "d", chosen=True),), 0, 3),),
    )  # fmt: skip
    assert Card.from_json(card.to_json()) == card


@pytest.mark.parametrize("text", ["", "a:b", "A:b:c", "a:b:c d", "a:b:" + "x" * 61, "a:b:c\n", "../:b:c"])
def test_an_address_that_is_not_ours_is_none(text: str) -> None:
    assert Address.parse(text) is None


def test_a_text_that_fits_is_left_alone() -> None:
    assert shorten("short", 5) == "short"
    assert shorten("longer", 5) == "long…"


def test_clocks_only_move_forward_when_told(clock: ManualClock) -> None:
    assert clock.now() == clock.now()


async def test_before_a_form_opens_discord_is_waited_for_only_while_there_is_time_to_say_so(clock: ManualClock) -> None:
    nothing: Any = None
    visit = Visit(nothing, nothing, nothing, texts_for("en"), clock.now())
    assert await visit.soon(asyncio.sleep(0, "answer")) == "answer"
    with pytest.raises(DiscordIsSlow) as late:
        await visit.soon(asyncio.sleep(10), seconds=0.01)
    assert "press again in a minute" in str(late.value)
    with pytest.raises(LookupError):  # what Discord says is left as it is
        await visit.soon(_refuse())


async def _refuse() -> None:
    raise LookupError
