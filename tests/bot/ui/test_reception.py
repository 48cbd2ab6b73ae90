"""A rush: whoever has to wait is told so privately, and everybody gets the answer they would have got anyway."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import pairwise
from typing import Any

import discord
import pytest

from benchmarks.large_server import client
from bot.cards import Address, Button, Card, Form
from bot.errors import Refusal
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.ui import reception
from bot.ui.reception import Reception, Stopped, Stopping
from bot.ui.visit import Visit
from tests.kit.replies import ACCOUNT, LATER, LATER_UPDATE, Visitors
from tests.kit.town import Town

CHANNEL = {"id": "70", "type": 0, "name": "lounge", "position": 0, "permission_overwrites": [], "permissions": "0"}
MEMBER = {
    "permissions": "0",
    "user": {"id": "9", "username": "dana", "discriminator": "0", "avatar": None},
    "roles": [],
    "flags": 0,
}
JOINED = {"joined_at": "2026-03-02T15:00:00+00:00"}


def _interactions() -> Visitors:
    return Visitors(1, CHANNEL, {9: {**MEMBER, **JOINED}})


def _read(sent: dict[str, Any]) -> discord.Interaction[Any]:
    state: Any = client()._connection
    state.user = discord.ClientUser(state=state, data=ACCOUNT)  # type: ignore[arg-type]
    return discord.Interaction(data=sent, state=state)  # type: ignore[arg-type]


def _first_replies(town: Town, since: int) -> list[int]:
    """Return the kinds of the first replies since so many requests."""
    asked: Any = town.env.backend.http_requests[since:]
    return [each.json["type"] for each in asked if each.path.endswith("/callback")]


def _rush(town: Town) -> None:
    """Have somebody let in just before whoever comes next, and the loop busy with them for a while."""
    assert town.house.client is not None
    inside = town.house.client.reception
    inside._is_busy = True

    def go_on() -> None:
        if inside._first or inside._others:
            inside._next()
        else:
            asyncio.get_running_loop().call_later(0.005, go_on)

    go_on()


async def test_in_a_rush_the_answers_are_put_off_and_come_as_they_would_have(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reception, "LONG_SECONDS", 0.0)
    ana, lobby, hall = await town.join("Ana Ruiz"), town.channel("lobby"), town.guild.create_text_channel("hall")
    pressed = {
        "Show": Address("help", "show"),
        "Open": Address("issues", "open", "1"),
        "Turn": Address("issues", "page", "....2"),
    }
    card = Card(text="Press.", buttons=tuple(Button(label, address) for label, address in pressed.items()))
    async with town.network.write() as tx:
        await Outbox(tx).post(hall.id, card, now=town.clock.now())
    await town.settle()
    message: Any = hall.last_message

    async def answer_to(asked: Callable[[], Awaitable[Any]]) -> tuple[int, Any]:
        """Ask in calm and in a rush; return how the second answer was put off, and the answer."""
        calm = await asked()
        _rush(town)
        before = len(town.env.backend.http_requests)
        rushed = await asked()
        await town.settle()
        said, put_off = calm.response, (rushed.followups or [rushed.response])[0]
        assert [each.description for each in put_off.embeds] == [each.description for each in said.embeds]
        return _first_replies(town, before)[0], put_off

    kind, answer = await answer_to(partial(ana.slash, lobby, "help"))
    assert (kind, answer.ephemeral) == (LATER, True)
    for label in ("Show", "Open"):
        kind, answer = await answer_to(partial(ana.click, message, label=label))
        assert (kind, answer.ephemeral) == (LATER_UPDATE, True)
    _rush(town)
    before = len(town.env.backend.http_requests)
    await ana.click(message, label="Turn")
    await town.settle()
    assert _first_replies(town, before) == [LATER_UPDATE]
    assert [each.embeds[0].description for each in hall.history()] != ["Press."]  # the message itself has changed
    _rush(town)
    assert (await ana.slash(lobby, "share new")).modal is not None  # nothing may come before it, and nothing did
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_an_answer_that_is_at_work_for_long_is_put_off_once_and_never_beside_the_answer(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, lobby = await town.join("Ana Ruiz"), town.channel("lobby")
    calm = (await ana.slash(lobby, "help")).response
    monkeypatch.setattr(reception, "LONG_AT_WORK", 0.0)
    monkeypatch.setattr(reception, "LOOK_EVERY", 0.001)
    by_account = PeopleStore.by_account

    async def slow(store: PeopleStore, account_id: int) -> Any:
        await asyncio.sleep(0.02)
        return await by_account(store, account_id)

    monkeypatch.setattr(PeopleStore, "by_account", slow)
    before = len(town.env.backend.http_requests)
    asked = await ana.slash(lobby, "help")
    await town.settle()
    assert _first_replies(town, before) == [LATER]
    answer = asked.followups[0] if asked.followups else asked.response
    assert calm is not None
    assert answer is not None
    assert [each.description for each in answer.embeds] == [each.description for each in calm.embeds]
    assert (await ana.slash(lobby, "share new")).modal is not None  # nothing may come before it, however long it takes


async def test_who_waits_is_let_in_one_a_pass_in_order_and_whoever_asks_for_a_form_first() -> None:
    inside, visitors = Reception(_nobody), _interactions()
    came: list[str] = []

    async def come(name: str, sent: dict[str, Any], *, opens_form: bool = False) -> None:
        await inside.turn(_read(sent), opens_form=opens_form)
        came.append(name)

    clicks = [come(f"click {number}", visitors.click(9, "a:b:")) for number in range(3)]
    form = come("form", visitors.click(9, "a:c:"), opens_form=True)
    typing = come("typing", visitors.typing(9, "issue list", "topic", "da"))
    everybody = [asyncio.ensure_future(each) for each in (*clicks, form, typing)]
    seen = list[int]()
    while not all(each.done() for each in everybody) and len(seen) < 50:
        await asyncio.sleep(0)
        seen.append(len(came))
    assert came == ["click 0", "form", "typing", "click 1", "click 2"]
    assert all(after - before <= 1 for before, after in pairwise(seen))


async def _nobody(_interaction: discord.Interaction[Any], _refusal: Refusal) -> None:
    """Tell nobody."""


async def test_when_the_process_stops_nobody_is_left_without_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "STOP_SECONDS", 0.05)
    told: list[tuple[int, Refusal]] = []

    async def tell(interaction: discord.Interaction[Any], refusal: Refusal) -> None:
        told.append((interaction.id, refusal))

    inside, visitors = Reception(tell), _interactions()

    async def come(seconds: float) -> None:
        await inside.turn(_read(visitors.click(9, "a:b:")))
        await asyncio.sleep(seconds)

    quick, endless, waiting = (asyncio.ensure_future(come(seconds)) for seconds in (0.01, 60, 0))
    for _ in range(2):
        await asyncio.sleep(0)
    await inside.close()
    results = await asyncio.gather(quick, endless, waiting, return_exceptions=True)
    assert results[0] is None
    assert isinstance(results[1], asyncio.CancelledError)
    assert isinstance(results[2], Stopping)  # it leaves through the door as every refusal does
    assert told == [(2, Stopped())]
    with pytest.raises(Stopping):
        await come(0)


async def test_what_did_not_say_that_it_opens_a_form_opens_none() -> None:
    visit = Visit(_read(_interactions().click(9, "a:b:")), *[None] * 4)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="says so where it is registered"):
        await visit.ask(Form("", Address("a", "b"), ()))
