"""How conversations end, and how their keys are destroyed.

A key goes when nobody needs it any more: its conversation is closed, nothing of it is still to be shown, no moderator
has a report to settle or a mute that rests on it. At 14 days it goes in any case, and mutes with it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.anonymity.model import LIFE, UNDERWAY, Conversation, Post, destination_of
from bot.anonymity.moderation import MuteStore, ReportStore
from bot.anonymity.posting import show_soon
from bot.anonymity.store import ConversationStore, PostStore
from bot.outbox import Outbox

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.keys import ConversationKeys

ANSWER_WITHIN = timedelta(days=1)  # how long a reporter may think about a steward's reading it


async def take_back(tx: Tx, post: Post, *, now: datetime) -> bool:
    """Take a post back for its author: what waits is never shown, what is shown goes. False where it was gone.

    Taking back the first post of a conversation closes it.
    """
    if not await _remove(tx, post, "taken_back", now=now):
        return False
    if post.is_first:
        await close(tx, post.conversation_id, now=now)
    return True


async def take_down(tx: Tx, post: Post, *, now: datetime) -> bool:
    """Take a post down for a moderator; False where it was gone. Its key stays: the voice can still be muted."""
    return await _remove(tx, post, "taken_down", now=now)


async def close(tx: Tx, conversation_id: int, *, now: datetime) -> bool:
    """Let nobody answer in a conversation any more; False where that was so. Its key goes with `release`."""
    if not await ConversationStore(tx).close(conversation_id, now=now):
        return False
    first = await PostStore(tx).first_of(conversation_id)
    if first is not None and first.state == "posted":
        await show_soon(tx, first.id, due_at=now)  # it stops asking for answers
    return True


async def release(network: Network, keys: ConversationKeys, conversation_id: int) -> bool:
    """Destroy the key of a closed conversation that nobody needs any more; say whether it is gone."""
    async with network.write() as tx:
        conversation = await ConversationStore(tx).get(conversation_id)
        if conversation is None or conversation.key_id is None:
            return True
        if not conversation.is_closed or await _is_needed(tx, conversation_id):
            return False
        await _forget_tags(tx, conversation_id)
    await _destroy(network, keys, conversation)
    return True


async def sweep(network: Network, keys: ConversationKeys, *, now: datetime) -> None:
    """Destroy what is old or no longer needed; owe again what Discord was not told. Run again, it ends the same."""
    async with network.read() as tx:
        with_keys = await ConversationStore(tx).with_keys()
    for conversation in with_keys:
        if now >= conversation.ends_at or keys.get(conversation.key_id) is None:
            await _expire(network, keys, conversation, now=now)
        elif conversation.is_closed:
            await release(network, keys, conversation.id)
    for key_id in keys.made_before(now - LIFE + timedelta(seconds=1)):
        keys.destroy(key_id)  # of a conversation that never came to be, or whose row is lost
    async with network.write() as tx:
        await ReportStore(tx).drop_unanswered(now - ANSWER_WITHIN)
        await _owe_again(tx, now=now)
    await network.database.empty_log()  # SQLite's log holds what was deleted, and the order in which rows were written


async def _remove(tx: Tx, post: Post, state: str, *, now: datetime) -> bool:
    removed = await PostStore(tx).change(post.id, (*UNDERWAY, "posted"), state=state, sealed=None)
    if removed:
        await show_soon(tx, post.id, due_at=now)
    return removed


async def _is_needed(tx: Tx, conversation_id: int) -> bool:
    return (
        await PostStore(tx).is_underway(conversation_id)
        or bool(await MuteStore(tx).of(conversation_id))
        or await ReportStore(tx).is_open_in(conversation_id)
    )


async def _expire(network: Network, keys: ConversationKeys, conversation: Conversation, *, now: datetime) -> None:
    async with network.write() as tx:
        await close(tx, conversation.id, now=now)
        await MuteStore(tx).end(conversation.id)
        await _forget_tags(tx, conversation.id)
    await _destroy(network, keys, conversation)


async def _forget_tags(tx: Tx, conversation_id: int) -> None:
    store = PostStore(tx)
    await store.untag(conversation_id)
    await ReportStore(tx).forget_reasons([post.id for post in await store.of(conversation_id)])


async def _destroy(network: Network, keys: ConversationKeys, conversation: Conversation) -> None:
    """Destroy a key, then say so: whoever ends in between leaves a row that says what is still to be destroyed."""
    if conversation.key_id is not None:
        keys.destroy(conversation.key_id)
    async with network.write() as tx:
        await ConversationStore(tx).keyless(conversation.id)


async def _owe_again(tx: Tx, *, now: datetime) -> None:
    """Owe what Discord was not told because it refused for long; what waits for its time stays as it is."""
    for post in await PostStore(tx).unfinished():
        if not await Outbox(tx).owes(destination_of(post.id)):
            await show_soon(tx, post.id, due_at=now)
