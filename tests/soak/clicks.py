"""`make soak`: every button, list and form there is, with every hostile claim, clicked by a stranger and a steward.

In the same run the controls: a button that trusts what its address claims, and one that answers only where the claim
is true. The same claims must break both.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cards import Address
from bot.clock import ManualClock
from bot.ui.actions import Action, Actions
from bot.ui.visit import Visit
from demo.mailbox import open_mailbox
from tests.bot.ui.hostile_clicking import CLAIMS, VISITORS, click_all, every_claim
from tests.kit.controls import failing
from tests.kit.databases import START
from tests.kit.town import Town, open_town, town_settings

CARELESS = "careless"


async def trust(visit: Visit, claim: str) -> None:
    """Take the claim for a number."""
    await visit.reply(f"You are number {int(claim)}.")


async def overlook(visit: Visit, claim: str) -> None:
    """Answer who is number 1, 2 or 3, and forget that a claim may be another."""
    if claim in {"1", "2", "3"}:
        await visit.reply(f"You are number {claim}.")


CONTROLS: Mapping[str, tuple[Action, str]] = {
    "a button that trusts its address": (trust, "incident"),
    "a button that answers only what is true": (overlook, "not answered"),
}


@asynccontextmanager
async def new_town() -> AsyncIterator[Town]:
    """Open a town of its own."""
    clock = ManualClock(START)
    with TemporaryDirectory() as folder:
        async with (
            open_mailbox(clock) as letters,
            open_town(town_settings(Path(folder), letters.url), clock, letters) as town,
        ):
            await town.set_up()
            yield town


async def run(who: str) -> int:
    """Click everything; returns the number of clicks."""
    async with new_town() as town:
        return await click_all(town, who, every_claim(town))


async def noticed(town: Town, control: str) -> str:
    """Return what became of the claims on a careless button; raises where nothing did."""
    action, fault = CONTROLS[control]
    actions = Actions(CARELESS)
    actions.on("look")(action)
    town.bot.add_actions(actions)
    with failing(control, fault):
        await click_all(town, "stranger", [Address(CARELESS, "look", claim) for claim in CLAIMS])
    return fault


async def _in_a_town(control: str) -> str:
    async with new_town() as town:
        return await noticed(town, control)


def main() -> None:
    """Run for each visitor and print; ends with an error at the first click that is not answered."""
    for who in VISITORS:
        began = time.perf_counter()
        clicks = asyncio.run(run(who))
        took = time.perf_counter() - began
        _say(f"{who}: {clicks:,} clicks, each answered, no incident, {clicks / took:.0f} a second")
    for control in CONTROLS:
        _say(f"control, {control}: {asyncio.run(_in_a_town(control))}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 -- what this command is for


if __name__ == "__main__":
    main()
