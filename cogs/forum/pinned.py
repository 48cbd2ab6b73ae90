"""The pinned post with the *Ask* button: made once, and again when somebody deleted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.visibility.admission.spaces import SpaceStore
from cogs.forum.board import Board, PostMissing
from cogs.forum.render import ask_card

if TYPE_CHECKING:
    from bot.database.network import Network

PIN = "forum.pin"  # the effect
KEY = "post:forum.ask"
BUTTON = "forum:ask:"


async def pin(network: Network, board: Board) -> None:
    """Put the post in place, and pin it where Discord lets another one be pinned."""
    async with network.read() as tx:
        known = (await SpaceStore(tx).installed("message")).get(KEY)
    try:
        if known is not None and (await board.last_said(known)) is not None:
            return
    except PostMissing:
        known = None
    card = ask_card(board.t, network.community.safety.line)
    post_id = await board.find(BUTTON) or await board.post(board.t("Ask your peers"), card, ())
    async with network.write() as tx:
        await SpaceStore(tx).install(KEY, "message", post_id)
    await board.pin(post_id)
