"""One question to the database answers for every lane, and no answer is older than what was written since."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from benchmarks.statements import counted
from bot.clock import ManualClock
from bot.database.network import Network
from bot.outbox import Effect, Outbox, lookout
from bot.outbox.claims import owing_networks
from bot.outbox.lanes import Lane, lanes_for
from bot.outbox.lookout import Lookout


async def _nothing(*_: Any) -> None:
    return


@pytest.fixture
def lanes() -> list[Lane]:
    return lanes_for({"post": Effect(_nothing), "mail": Effect(_nothing, is_idempotent=False)})


async def _owe(network: Network, clock: ManualClock, *kinds: str) -> None:
    async with network.write() as tx:
        for kind in kinds:
            await Outbox(tx).carry_out(kind, {}, destination=kind, now=clock.now())


async def test_one_question_answers_for_every_lane_and_each_asks_again(
    network: Network, clock: ManualClock, lanes: list[Lane]
) -> None:
    posts, mails = lanes
    looks = Lookout(network.database.engine, lanes)
    with counted(network.database) as given:
        assert [await looks.owing(each, clock.now()) for each in lanes] == [[], []]
        assert len(given) == 1
        await _owe(network, clock, "mail", "mail", "unknown", "post")
        given.clear()
        assert await looks.owing(mails, clock.now()) == [network.id]
        assert await looks.owing(posts, clock.now()) == [network.id], "once, and what nobody knows is no mail"
        assert len(given) == 1
        assert [await looks.owing(mails, clock.now()) for _ in range(2)] == [[network.id]] * 2
        assert len(given) == 3


async def test_what_was_found_before_something_was_written_is_not_told_to_whoever_was_woken_by_it(
    network: Network, clock: ManualClock, lanes: list[Lane]
) -> None:
    posts, mails = lanes
    looks = Lookout(network.database.engine, lanes)
    assert await looks.owing(posts, clock.now()) == []
    await _owe(network, clock, "mail")
    looks.forget()
    assert await looks.owing(mails, clock.now()) == [network.id]


async def test_whoever_is_woken_while_another_asks_has_an_answer_of_their_own(
    network: Network, clock: ManualClock, lanes: list[Lane], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, mails = lanes
    looks, ask = Lookout(network.database.engine, lanes), owing_networks

    async def overtaken(*arguments: Any) -> list[list[int]]:
        monkeypatch.setattr(lookout, "owing_networks", ask)
        found = await ask(*arguments)
        await _owe(network, clock, "mail")
        looks.forget()
        return found

    monkeypatch.setattr(lookout, "owing_networks", overtaken)
    assert await looks.owing(posts, clock.now()) == []
    assert await looks.owing(mails, clock.now()) == [network.id]


async def test_a_question_that_failed_is_asked_again_by_everybody(
    network: Network, clock: ManualClock, lanes: list[Lane], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, ask = Lookout(network.database.engine, lanes), owing_networks
    assert [await looks.owing(each, clock.now()) for each in lanes] == [[], []]
    await _owe(network, clock, "mail", "post")

    async def broken(*_: Any) -> list[list[int]]:
        monkeypatch.setattr(lookout, "owing_networks", ask)
        raise OperationalError("", {}, OSError())

    monkeypatch.setattr(lookout, "owing_networks", broken)
    with pytest.raises(OperationalError):
        await looks.owing(lanes[0], clock.now())
    assert [await looks.owing(each, clock.now()) for each in lanes] == [[network.id]] * 2
