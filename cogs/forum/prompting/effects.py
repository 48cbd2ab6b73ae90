"""What situations owe to Discord: a post, and what was told in it. Run again, each ends the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.outbox import Effect
from cogs.forum.board import PostMissing
from cogs.forum.effects import connected_board, name_of, wait_while_locked
from cogs.forum.prompting.render import prompt_card, telling_card
from cogs.forum.prompting.rules import situation_of, topic_of
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.prompting.turns import PROMPT, TELL, lose
from cogs.forum.render import topic_label

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def post_prompt(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Post a situation; one whose words left the definition meanwhile counts as skipped."""
    board = await connected_board(house, network)
    async with network.read() as tx:
        prompt = await PromptStore(tx).get(facts["prompt_id"])
    if prompt is None or prompt.state != "owed":
        return
    situation = situation_of(prompt.situation, network.community)
    if board is None or situation is None:
        async with network.write() as tx:
            await PromptStore(tx).change(prompt.id, ("owed",), state="lost" if board is None else "skipped")
        return
    await wait_while_locked(network, board)
    card = prompt_card(board.t, situation, prompt.id, network.community)
    topic = topic_of(prompt.situation, network.community)
    thread_id = await board.find(f"forum:tell:{prompt.id}") or await board.post(
        board.t(situation.title), card, (topic_label(topic, network.community, board.t),)
    )
    async with network.write() as tx:
        await PromptStore(tx).change(prompt.id, ("owed",), state="posted", thread_id=thread_id)


async def show_telling(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Show how somebody handled a situation in its post, or bring its message in line."""
    board = await connected_board(house, network)
    async with network.read() as tx:
        telling = await TellingStore(tx).get(facts["telling_id"])
        prompt = await PromptStore(tx).get(telling.prompt_id) if telling is not None else None
    if board is None or telling is None or prompt is None or prompt.state != "posted" or prompt.thread_id is None:
        return
    card = telling_card(telling, await name_of(network, telling.person_id), network.community, board.t)
    try:
        if telling.message_id is not None:
            await board.rewrite(prompt.thread_id, telling.message_id, card)
            return
        await wait_while_locked(network, board)
        message_id = await board.say(house, prompt.thread_id, card, facts)
    except PostMissing:
        async with network.write() as tx:
            await lose(tx, prompt)
        return
    async with network.write() as tx:
        await TellingStore(tx).shown(telling.id, message_id)


EFFECTS = {PROMPT: Effect(post_prompt), TELL: Effect(show_telling)}
