"""Conversations and their posts as rows. Who wrote them is in none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from bot.anonymity.model import UNDERWAY, Conversation, Post, State
from bot.anonymity.pseudonyms import Pseudonym
from bot.clock import cut_to_hour
from bot.database.ids import new_id
from bot.database.schema.anonymity import conversations, posts
from bot.database.transaction import Tx


class ConversationStore:
    """The anonymous conversations of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def open(self, feature: str, channel_id: int, key_id: str, *, hour_of: datetime) -> int:
        """Begin a conversation, dated with the hour of an instant, and return its id."""
        conversation_id = new_id()
        values = {"feature": feature, "channel_id": channel_id, "key_id": key_id}
        await self._tx.insert(conversations, id=conversation_id, opened_hour=cut_to_hour(hour_of), **values)
        return conversation_id

    async def get(self, conversation_id: int) -> Conversation | None:
        """Return a conversation."""
        found = await self._all(conversations.c.id == conversation_id)
        return found[0] if found else None

    async def with_keys(self) -> Sequence[Conversation]:
        """Return the conversations whose key was not yet destroyed, as far as rows know."""
        return await self._all(conversations.c.key_id.is_not(None))

    async def close(self, conversation_id: int, *, now: datetime) -> bool:
        """Say that nobody answers in a conversation any more; False where that was so."""
        is_open = (conversations.c.id == conversation_id) & conversations.c.closed_hour.is_(None)
        return await self._set(is_open, closed_hour=cut_to_hour(now))

    async def keyless(self, conversation_id: int) -> None:
        """Say that a conversation's key is destroyed."""
        await self._set(conversations.c.id == conversation_id, key_id=None)

    async def threaded(self, conversation_id: int, thread_id: int) -> None:
        """Keep where a conversation's replies stand."""
        await self._set(conversations.c.id == conversation_id, thread_id=thread_id)

    async def asked_privately(self, conversation_id: int, count: int) -> None:
        """Keep how many were asked privately for an answer, where its author finds it."""
        await self._set(conversations.c.id == conversation_id, asked_privately=count)

    async def _all(self, condition: ColumnElement[bool]) -> list[Conversation]:
        rows = await self._tx.rows(select(conversations).where(self._tx.mine(conversations), condition))
        return [_conversation(row) for row in rows]

    async def _set(self, condition: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401 -- column values
        here = (self._tx.mine(conversations), condition)
        return bool((await self._tx.execute(conversations.update().where(*here).values(**values))).rowcount)


class PostStore:
    """The anonymous posts of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(
        self,
        conversation_id: int,
        voice: Pseudonym,
        sealed: bytes,
        receipt_hash: str,
        *,
        is_first: bool,
        about: bytes | None = None,
    ) -> int:
        """Keep a post that is still to be shown, and return its id."""
        post_id = new_id()
        await self._tx.insert(
            posts,
            id=post_id,
            conversation_id=conversation_id,
            is_first=is_first,
            receipt_hash=receipt_hash,
            state="waiting",
            sealed=sealed,
            about=about,
            helped=False,
            **vars(voice),
        )
        return post_id

    async def get(self, post_id: int) -> Post | None:
        """Return a post."""
        return await self._first(posts.c.id == post_id)

    async def by_receipt(self, receipt_hash: str) -> Post | None:
        """Return the post that a receipt is for."""
        return await self._first(posts.c.receipt_hash == receipt_hash)

    async def first_of(self, conversation_id: int) -> Post | None:
        """Return the post that a conversation began with."""
        return await self._first((posts.c.conversation_id == conversation_id) & posts.c.is_first)

    async def of(self, conversation_id: int) -> Sequence[Post]:
        """Return the posts of a conversation, in the order in which Discord has them."""
        found = await self._all(posts.c.conversation_id == conversation_id)
        return sorted(found, key=lambda post: (not post.is_first, post.message_id or 0, post.id))

    async def voices(self, conversation_id: int) -> Mapping[str, tuple[str, int]]:
        """Return the pseudonyms of a conversation: tag to name and number."""
        return {post.tag: (post.name, post.number) for post in await self.of(conversation_id) if post.tag is not None}

    async def is_underway(self, conversation_id: int) -> bool:
        """Say whether a post of a conversation is still to be shown."""
        condition = (posts.c.conversation_id == conversation_id) & posts.c.state.in_(UNDERWAY)
        return await self._first(condition) is not None

    async def unfinished(self) -> Sequence[Post]:
        """Return the posts for which Discord still has to be told something."""
        is_there = posts.c.message_id.is_not(None)
        removed = posts.c.state.in_(("taken_back", "taken_down")) & is_there
        return await self._all(posts.c.state.in_(UNDERWAY) | posts.c.sealed.is_not(None) | removed)

    async def change(self, post_id: int, was: Sequence[State], **values: Any) -> bool:  # noqa: ANN401 -- column values
        """Change a post that is in one of these states; False where it is not."""
        here = (self._tx.mine(posts), posts.c.id == post_id, posts.c.state.in_(was))
        return bool((await self._tx.execute(posts.update().where(*here).values(**values))).rowcount)

    async def untag(self, conversation_id: int) -> None:
        """Empty what only the conversation's key could read: the tags, and words that were never shown."""
        here = (self._tx.mine(posts), posts.c.conversation_id == conversation_id)
        await self._tx.execute(posts.update().where(*here).values(tag=None, sealed=None, about=None))
        underway = (*here, posts.c.state.in_(UNDERWAY))
        await self._tx.execute(posts.update().where(*underway).values(state="failed"))

    async def _first(self, condition: ColumnElement[bool]) -> Post | None:
        row = await self._tx.row(select(posts).where(self._tx.mine(posts), condition))
        return _post(row) if row is not None else None

    async def _all(self, condition: ColumnElement[bool]) -> list[Post]:
        return [_post(row) for row in await self._tx.rows(select(posts).where(self._tx.mine(posts), condition))]


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(
        row.id,
        row.feature,
        row.channel_id,
        row.thread_id,
        row.key_id,
        row.opened_hour,
        row.closed_hour,
        row.asked_privately,
    )


def _post(row: Row[Any]) -> Post:
    return Post(
        row.id,
        row.conversation_id,
        row.is_first,
        row.tag,
        row.name,
        row.number,
        row.state,
        row.sealed,
        row.message_id,
        row.helped,
        row.about,
    )
