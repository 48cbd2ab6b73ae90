"""What the outbox owes to anonymous posts: its rows are deleted when they end, and tell no time of writing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.anonymity.model import UNDERWAY
from bot.anonymity.posting import SHOW
from bot.anonymity.showing import show
from bot.anonymity.store import ConversationStore, PostStore
from bot.outbox import Effect, Retry
from bot.visibility.admission.rooms import room_at
from bot.visibility.keeping.exposures import is_locked_now
from cogs.anonymous.board import DiscordBoard

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

LOCKED_SECONDS = 60.0


async def show_post(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Show a post, its new words or its end; what is new waits while somebody unexpected keeps the room locked."""
    guild = house.guild_or_retry(network)
    is_locked, is_closed = await _standing(network, facts["post_id"])
    if is_locked:
        raise Retry(LOCKED_SECONDS)
    keys, board = house.keys.conversations(network.id), DiscordBoard(guild, is_closed=is_closed)
    await show(network, keys, board, facts["post_id"], nonce=facts["row_id"], now=house.clock.now())


async def _standing(network: Network, post_id: int) -> tuple[bool, bool]:
    """Say whether the room of a post that is still to be shown is locked, and whether it has been closed."""
    async with network.read() as tx:
        post = await PostStore(tx).get(post_id)
        conversation = await ConversationStore(tx).get(post.conversation_id) if post is not None else None
        if post is None or conversation is None or post.state not in UNDERWAY:
            return False, False
        room = await room_at(tx, conversation.channel_id)
        is_locked = await is_locked_now(tx, network.community, conversation.channel_id)
        return is_locked, room is not None and room.is_closed


EFFECTS = {SHOW: Effect(show_post, is_idempotent=True, leaves_no_trace=True)}
