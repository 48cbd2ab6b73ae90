"""What stewards do with the situations: see what comes next, take another, stop and start them."""

from __future__ import annotations

from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.forum.prompting.model import Prompt
from cogs.forum.prompting.render import turns_card
from cogs.forum.prompting.rules import situation_of
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.turns import skip, start, stop, take_turn

actions = Actions("forum")


async def show_turns(visit: Visit) -> None:
    """Show what comes next; what is not planned yet is planned now."""
    await visit.steward()
    async with visit.network.write() as tx:
        prompt = await take_turn(tx, visit.network, visit.now)
    await _show(visit, prompt)


@actions.on("prompt_skip")
async def skip_one(visit: Visit, target: str) -> None:
    """Let the next situation come in one's place."""
    await visit.steward()
    async with visit.network.write() as tx:
        prompt = await skip(tx, visit.network, await _upcoming(tx, target), visit.now)
    if prompt is None:
        raise Gone
    await _show(visit, prompt)


@actions.on("prompt_stop")
async def stop_all(visit: Visit, target: str) -> None:
    """Let none be posted any more."""
    await visit.steward()
    async with visit.network.write() as tx:
        if not await stop(tx, await _upcoming(tx, target)):
            raise Gone
        prompt = await PromptStore(tx).upcoming()
    await _show(visit, prompt)


@actions.on("prompt_start")
async def start_again(visit: Visit, target: str) -> None:
    """Let them come again."""
    await visit.steward()
    async with visit.network.write() as tx:
        if not await start(tx, visit.network, await _upcoming(tx, target), visit.now):
            raise Gone
        prompt = await PromptStore(tx).upcoming()
    await _show(visit, prompt)


async def _upcoming(tx: Tx, target: str) -> Prompt:
    prompt = await PromptStore(tx).upcoming()
    if prompt is None or prompt.id != read_id(target):
        raise Gone
    return prompt


async def _show(visit: Visit, prompt: Prompt | None) -> None:
    situation = situation_of(prompt.situation, visit.network.community) if prompt is not None else None
    await visit.reply(turns_card(visit.t, prompt, situation))
