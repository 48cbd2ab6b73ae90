"""Opening rooms in tests, as members do."""

from __future__ import annotations

from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.visibility.admission.rooms import Room, RoomState, read_rooms
from tests.cogs.setup.replies import told
from tests.kit.town import Town

EVERY_STATE: tuple[RoomState, ...] = ("draft", "asked", "open", "closed", "failed")


async def open_form(town: Town, actor: MemberActor, **options: Any) -> InteractionResult:
    """Give the command, up to the form."""
    values = {"audience": "practitioners", "kind": "joined", **options}
    return await actor.slash(town.channel("lobby"), "room open", **values)


async def open_room(town: Town, actor: MemberActor, name: str = "Family evenings", **options: Any) -> str:
    """Open a room and let it be made; returns what the opener was told."""
    form = await open_form(town, actor, **options)
    answer = await actor.submit_modal(form, {"name": name, "purpose": "What works when families come."})
    await town.settle()
    return told(answer)


async def join(town: Town, actor: MemberActor, name: str) -> str:
    """Join a room by its button in /room list."""
    listed = await actor.slash(town.channel("lobby"), "room list")
    assert listed.response is not None
    answer = await actor.click(listed.response, label=f"Join {name}")
    await town.settle()
    return told(answer)


async def rooms(town: Town) -> list[Room]:
    """Every room in every state."""
    async with town.network.read() as tx:
        return await read_rooms(tx, EVERY_STATE)
