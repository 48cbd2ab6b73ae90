"""Whose turn it is: planned, posted, skipped, stopped, one transaction each."""

from __future__ import annotations

from datetime import datetime

from bot.database.network import Network
from bot.database.transaction import Tx
from bot.outbox import Outbox
from bot.people.school import school_calendar
from cogs.forum.prompting.model import Prompt, Telling
from cogs.forum.prompting.rules import due_after, is_due, next_situation, situations_of
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.taking_back import WITHDRAW

PROMPT = "forum.prompt"  # the effect: post a situation
TELL = "forum.telling"  # the effect: show a telling in its situation's post


def place_of(prompt_id: int) -> str:
    """Return where the outbox takes what happens to a prompt: in order, and holding up nothing else."""
    return f"forum.prompt:{prompt_id}"


async def take_turn(tx: Tx, network: Network, now: datetime) -> Prompt | None:
    """Owe the forum what is due, plan what comes next, and return it; None where a network wants no prompts.

    Without ways of leading in the vocabulary there is nothing to name, so there are none either.
    """
    store, weeks = PromptStore(tx), network.community.forum.prompt_weeks
    upcoming, school = await store.upcoming(), await school_calendar(tx, network.community)
    if not weeks or not network.community.forum.styles:
        return None
    if upcoming is None:
        return await _plan(tx, network, due_after(None, now, weeks, school))
    if upcoming.state == "stopped" or not is_due(upcoming.due_at, now, school):
        return upcoming
    if await store.change(upcoming.id, ("waiting",), state="owed", due_at=now):
        await Outbox(tx).carry_out(PROMPT, {"prompt_id": upcoming.id}, destination=place_of(upcoming.id), now=now)
    return await _plan(tx, network, due_after(now, now, weeks, school))


async def skip(tx: Tx, network: Network, prompt: Prompt, now: datetime) -> Prompt | None:
    """Let the next situation come in a prompt's place, on the same day; the one skipped has had its turn now."""
    if not await PromptStore(tx).change(prompt.id, ("waiting",), state="skipped", due_at=now):
        return None
    return await _plan(tx, network, prompt.due_at)


async def stop(tx: Tx, prompt: Prompt) -> bool:
    """Let nothing be posted until somebody starts again."""
    return await PromptStore(tx).change(prompt.id, ("waiting",), state="stopped")


async def start(tx: Tx, network: Network, prompt: Prompt, now: datetime) -> bool:
    """Let the situations come again, the first on the next school day or on the day it was due."""
    school = await school_calendar(tx, network.community)
    due_at = max(prompt.due_at, due_after(None, now, network.community.forum.prompt_weeks, school))
    return await PromptStore(tx).change(prompt.id, ("stopped",), state="waiting", due_at=due_at)


async def lose(tx: Tx, prompt: Prompt) -> None:
    """Note that a prompt's post is gone from Discord; what was told in it is kept no longer."""
    if await PromptStore(tx).change(prompt.id, ("owed", "posted"), state="lost"):
        for telling in await TellingStore(tx).of_prompt(prompt.id):
            await TellingStore(tx).remove(telling)


async def lose_prompts(tx: Tx, thread_id: int | None = None) -> None:
    """Note that a post is gone which may have been a situation's, or (None) that all of them are."""
    for prompt in await PromptStore(tx).posted():
        if thread_id in {None, prompt.thread_id}:
            await lose(tx, prompt)


async def take_off(tx: Tx, telling: Telling, *, now: datetime) -> None:
    """Forget a telling, and owe Discord that its message goes."""
    prompt = await PromptStore(tx).get(telling.prompt_id)
    await TellingStore(tx).remove(telling)
    if telling.message_id is not None and prompt is not None and prompt.thread_id is not None:
        facts = {"thread_id": prompt.thread_id, "message_id": telling.message_id}
        await Outbox(tx).carry_out(WITHDRAW, facts, destination=place_of(prompt.id), now=now)


async def _plan(tx: Tx, network: Network, due_at: datetime) -> Prompt | None:
    known = [each.key for each in situations_of(network.community)]
    situation = next_situation([each.situation for each in await PromptStore(tx).past()], known)
    return await PromptStore(tx).plan(situation, due_at) if situation is not None else None
