"""Discord may deliver an interaction again, such as after a broken connection: it happens once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.cards import Address
from tests.cogs.rooms.asking import open_room, rooms
from tests.kit.pressing import press
from tests.kit.town import Town


def last_interaction(town: Town) -> Mapping[str, Any]:
    """Return what Discord delivered last."""
    told = [payload for _, event, payload in town.env.backend.transcript if event == "INTERACTION_CREATE"]
    newest: Mapping[str, Any] = told[-1]
    return newest


async def _deliver_again(town: Town) -> int:
    """Deliver the last interaction nine times more, at once and one by one; returns how often it was answered."""
    again = last_interaction(town)
    before = len(town.env.backend.http_requests)
    for number in range(9):
        town.env.backend.emit("INTERACTION_CREATE", again)
        if number > 4:
            await town.settle()
    await town.settle()
    return sum(str(again["token"]) in asked.path for asked in town.env.backend.http_requests[before:])


async def test_a_command_a_click_and_a_form_that_are_delivered_ten_times_happen_once(town: Town) -> None:
    ana = await town.join("Ana Ruiz")
    await open_room(town, ana)
    assert await _deliver_again(town) == 0
    assert len(await rooms(town)) == 1
    await press(town, ana, Address("calendar", "make"))
    assert await _deliver_again(town) == 0
    form = await ana.slash(town.channel("lobby"), "issue raise")
    assert await _deliver_again(town) == 0
    assert form.acknowledged
