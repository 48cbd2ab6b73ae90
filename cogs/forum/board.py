"""The forum on Discord: posts, their tags, and messages in them."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from bot.cards import Card
from bot.outbox import GiveUp
from bot.ui.forum_posts import LOOKED_THROUGH, REASON, find_post, first_of, tags_named, with_tags
from bot.ui.render import to_edit, to_message
from bot.ui.sending import send_once
from cogs.forum.rules import STATES, TAGS_ON_A_POST
from config.texts import Texts

if TYPE_CHECKING:
    from bot.house import House

T = TypeVar("T")


WRITTEN = {discord.MessageType.default, discord.MessageType.reply}


class PostMissing(Exception):
    """The post is not in the forum any more."""


class Board:
    """One server's forum. Raises `GiveUp` for what will never work and `PostMissing` for what was deleted by hand."""

    def __init__(self, forum: discord.ForumChannel, t: Texts) -> None:
        self.forum = forum
        self.t = t

    async def post(self, title: str, card: Card, tags: Sequence[str]) -> int:
        """Make a post and return its thread."""
        applied = await self._tags(tags)
        made = await _refusable(self.forum.create_thread(name=title, applied_tags=applied, **to_message(card)))
        return made.thread.id

    async def find(self, address: str) -> int | None:
        """Return the post of the bot's that carries a button, if a run that crashed has made it."""
        first = await find_post(self.forum, address)
        return first.channel.id if first is not None else None

    async def change(self, thread_id: int, card: Card | None, tags: Sequence[str], *, title: str | None) -> None:
        """Bring a post's tags in line, and its first message where that is the bot's; an archived one is opened.

        A `title` replaces the one that stands there.
        """
        thread = await self._thread(thread_id)
        due = await self._tags(tags)
        ours = {name.casefold() for name in tags} | {tag.name.casefold() for tag in due}
        kept = [tag for tag in thread.applied_tags if tag.name.casefold() not in ours and not self._is_state(tag)]
        applied = [*due, *kept][:TAGS_ON_A_POST]
        name = thread.name if title is None else title
        await _refusable(thread.edit(name=name, archived=False, applied_tags=applied, reason=REASON))
        first = await first_of(thread) if card is not None else None
        if card is not None and first is not None and first.author.id == self.forum.guild.me.id:
            await self._edit(thread, first.id, card)

    async def pin(self, thread_id: int) -> None:
        """Pin a post; where another one is pinned already, or Discord won't, it stands below."""
        try:
            thread = await self._thread(thread_id)
            await thread.edit(pinned=True, reason=REASON)
        except (PostMissing, discord.HTTPException):
            return

    async def say(self, house: House, thread_id: int, card: Card, facts: Mapping[str, Any]) -> int:
        """Write in a post, once for the outbox row of these facts, and return the message."""
        thread = await self._thread(thread_id)
        return (await _refusable(send_once(house, thread, card, facts))).id

    async def rewrite(self, thread_id: int, message_id: int, card: Card) -> None:
        """Show another card in one of the bot's messages; one that is gone is fine."""
        thread = await self._thread(thread_id)
        if thread.archived:
            await _refusable(thread.edit(archived=False))  # Discord: in an archived post nothing can be edited
        await self._edit(thread, message_id, card)

    async def delete(self, thread_id: int, message_id: int) -> None:
        """Delete one of the bot's messages; one that is gone is fine, and so is a post that is."""
        try:
            thread = await self._thread(thread_id)
            if thread.archived:
                await thread.edit(archived=False)
            await thread.get_partial_message(message_id).delete()
        except (PostMissing, discord.NotFound):
            return

    async def last_said(self, thread_id: int) -> int | None:
        """Return the last message of a post, which dates it; the bot hears of none, so Discord is asked."""
        try:
            found = await self.forum.guild.fetch_channel(thread_id)
        except (discord.NotFound, discord.Forbidden) as gone:
            raise PostMissing from gone
        return found.last_message_id if isinstance(found, discord.Thread) else None

    async def is_answered(self, thread_id: int, asker_account: int | None) -> bool:
        """Say whether a colleague wrote in a post: their names reach the bot when it asks, their words don't."""
        thread = await self._thread(thread_id)
        known = {self.forum.guild.me.id, asker_account}
        async for message in thread.history(limit=LOOKED_THROUGH):
            if message.author.id not in known and message.type in WRITTEN:
                return True
        return False

    def _is_state(self, tag: discord.ForumTag) -> bool:
        return tag.name.casefold() in {self.t(state).casefold() for state in STATES}

    async def _tags(self, names: Sequence[str]) -> list[discord.ForumTag]:
        """Return the forum's tags of these names; those that somebody deleted are made again where there is room."""
        self.forum = await _refusable(with_tags(self.forum, names))
        return tags_named(self.forum, names)

    async def _thread(self, thread_id: int) -> discord.Thread:
        try:
            found = self.forum.guild.get_thread(thread_id) or await self.forum.guild.fetch_channel(thread_id)
        except (discord.NotFound, discord.Forbidden) as gone:
            raise PostMissing from gone
        if not isinstance(found, discord.Thread):
            raise PostMissing
        return found

    async def _edit(self, thread: discord.Thread, message_id: int, card: Card) -> None:
        try:
            await _refusable(thread.get_partial_message(message_id).edit(**to_edit(card)))
        except discord.NotFound:
            return


async def _refusable(asked: Awaitable[T]) -> T:
    """Return what Discord did; raises `GiveUp` for what it will refuse tomorrow too."""
    try:
        return await asked
    except discord.Forbidden as refused:
        raise GiveUp(f"Discord refused ({refused.code})") from refused
    except discord.NotFound:
        raise
    except discord.HTTPException as refused:
        if refused.status == HTTPStatus.BAD_REQUEST:
            raise GiveUp(f"Discord refused ({refused.code})") from refused
        raise
