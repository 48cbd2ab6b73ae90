"""Where anonymous posts are shown: Discord, as the outbox's effect gives it (`cogs.anonymous.effects`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.cards import Card
    from config.texts import Texts


class Board(Protocol):
    """Where posts are shown. Raises `GiveUp` for what will never work, `LookupError` for what was deleted by hand."""

    t: Texts  # the language the room is spoken to in

    async def find(self, channel_id: int, post_id: int) -> int | None:
        """Return the message that shows a post already, if there is one."""
        ...

    async def put(self, channel_id: int, card: Card, nonce: str) -> int:
        """Show a card and return its message."""
        ...

    async def post(self, forum_id: int, title: str, tags: Sequence[str], card: Card) -> int:
        """Make a post in a forum and return its first message, whose id is its thread's too."""
        ...

    async def thread(self, channel_id: int, message_id: int, name: str) -> int | None:
        """Open the thread under a message, or find it; None where Discord has none there."""
        ...

    async def words(self, channel_id: int, message_id: int) -> str:
        """Return the text that a message shows."""
        ...

    async def rewrite(self, channel_id: int, message_id: int, card: Card) -> None:
        """Show another card in a message."""
        ...

    async def remove(self, channel_id: int, message_id: int) -> None:
        """Delete a message; one that is gone is fine."""
        ...
