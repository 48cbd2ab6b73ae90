"""What the outbox owes to anonymous posts: its rows are deleted when they end, and tell no time of writing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.anonymity.model import UNDERWAY
from bot.anonymity.posting import SHOW
from bot.anonymity.showing import show
from bot.anonymity.store import ConversationStore, PostStore
from bot.outbox import Effect, Retry
from bot.visibility.exposures import is_locked_now
from cogs.anonymous.board import DiscordBoard

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

NOT_CONNECTED_SECONDS = 5.0
LOCKED_SECONDS = 60.0


async def show_post(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Show a post, its new words or its end; what is new waits while somebody unexpected keeps the room locked."""
    guild = house.guild(network)
    if guild is None:
        raise Retry(NOT_CONNECTED_SECONDS)
    if await _is_locked(network, facts["post_id"]):
        raise Retry(LOCKED_SECONDS)
    keys, board = house.keys.conversations(network.id), DiscordBoard(guild)
    await show(network, keys, board, facts["post_id"], nonce=facts["row_id"], now=house.clock.now())


async def _is_locked(network: Network, post_id: int) -> bool:
    async with network.read() as tx:
        post = await PostStore(tx).get(post_id)
        if post is None or post.state not in UNDERWAY:
            return False
        conversation = await ConversationStore(tx).get(post.conversation_id)
        if conversation is None:
            return False
        return await is_locked_now(tx, network.community, conversation.channel_id)


EFFECTS = {SHOW: Effect(show_post, is_idempotent=True, leaves_no_trace=True)}
