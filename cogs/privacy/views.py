"""What the buttons of privacy do."""

from __future__ import annotations

from bot.cards import Card
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.privacy import render
from cogs.privacy.walk import erase_all

actions = Actions("privacy")


@actions.on("erase")
async def erase(visit: Visit, _target: str) -> None:
    """Erase everything about whoever clicked."""
    person = await visit.person()
    await erase_all(visit.house, visit.network, person.id, now=visit.now)
    await visit.update(render.erased(visit.t))


@actions.on("keep")
async def keep(visit: Visit, _target: str) -> None:
    """Change nothing."""
    await visit.update(Card(text=visit.t("Nothing was erased.")))
