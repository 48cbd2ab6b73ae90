"""Discord as the board that anonymous posts are shown on."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal, TypeVar

import discord

from bot.outbox import GiveUp
from bot.ui.forum_posts import find_post, post_of, tags_named, with_tags
from bot.ui.render import addresses, to_edit, to_message
from bot.visibility.server.language import texts_on

if TYPE_CHECKING:
    from bot.cards import Card

THREAD_EXISTS = 160004  # Discord: a thread has already been created for this message
LOOKED_THROUGH = 100  # newest messages in which a post is looked for after a crash
SHOWN_FOR: Literal[10080] = 10080  # minutes without a message until a thread leaves the list
T = TypeVar("T")
Postable = discord.TextChannel | discord.Thread


class DiscordBoard:
    """One server's channels and threads (`bot.anonymity.showing.Board`). In a closed room nothing new is shown."""

    def __init__(self, guild: discord.Guild, *, is_closed: bool = False) -> None:
        self._guild = guild
        self._is_closed = is_closed
        self.t = texts_on(guild)

    async def find(self, channel_id: int, post_id: int) -> int | None:
        """Return the message that shows a post already: our own, with the post's buttons."""
        forum = self._guild.get_channel(channel_id)
        if isinstance(forum, discord.ForumChannel):
            first = await find_post(forum, f"anonymous:report:{post_id}")
            return first.id if first is not None else None
        channel = await self._channel(channel_id)
        async for message in channel.history(limit=LOOKED_THROUGH):
            if message.author.id == self._guild.me.id and f"anonymous:report:{post_id}" in addresses(message):
                return message.id
        return None

    async def put(self, channel_id: int, card: Card, nonce: str) -> int:
        """Show a card and return its message."""
        if self._is_closed:
            raise GiveUp("the room is closed")
        channel = await self._channel(channel_id)
        if isinstance(channel, discord.Thread) and channel.locked:
            raise GiveUp("a moderator locked the conversation")
        return (await _refusable(channel.send(**to_message(card), nonce=nonce))).id

    async def post(self, forum_id: int, title: str, tags: Sequence[str], card: Card) -> int:
        """Make a post in a forum and return its first message, whose id is its thread's too."""
        forum = self._guild.get_channel(forum_id)
        if not isinstance(forum, discord.ForumChannel):
            raise GiveUp("the forum is gone")
        forum = await _refusable(with_tags(forum, tags))
        applied = tags_named(forum, tags)
        made = await _refusable(forum.create_thread(name=title, applied_tags=applied, **to_message(card)))
        return made.message.id

    async def thread(self, channel_id: int, message_id: int, name: str) -> int | None:
        """Open a public thread under a message: whoever reads the channel reads it, by Discord's own rules."""
        forum = self._guild.get_channel(channel_id)
        if isinstance(forum, discord.ForumChannel):
            return await post_of(forum, message_id)  # it stands in one already
        channel = await self._channel(channel_id)
        try:
            opened = await channel.get_partial_message(message_id).create_thread(
                name=name, auto_archive_duration=SHOWN_FOR
            )
        except (discord.Forbidden, discord.NotFound):
            return None
        except discord.HTTPException as refused:
            if refused.code != THREAD_EXISTS:
                raise
            return message_id  # Discord: a thread has the id of the message it hangs on
        return opened.id

    async def words(self, channel_id: int, message_id: int) -> str:
        """Return the text of one of our messages; nobody else notices: an archived thread stays so."""
        try:
            message = await (await self._standing(channel_id, message_id)).fetch_message(message_id)
        except discord.NotFound as gone:
            raise LookupError(message_id) from gone
        return (message.embeds[0].description or "") if message.embeds else ""

    async def rewrite(self, channel_id: int, message_id: int, card: Card) -> None:
        """Show another card in one of our messages."""
        try:
            channel = await self._changeable(channel_id, message_id)
            await channel.get_partial_message(message_id).edit(**to_edit(card))
        except discord.NotFound as gone:
            raise LookupError(message_id) from gone

    async def remove(self, channel_id: int, message_id: int) -> None:
        """Delete one of our messages; one that is gone is fine, and so is a channel that is."""
        try:
            channel = await self._changeable(channel_id, message_id)
            await channel.get_partial_message(message_id).delete()
        except (LookupError, discord.NotFound):
            return

    async def _channel(self, channel_id: int) -> Postable:
        """Return a channel or thread; raises `GiveUp` where it is gone or hidden."""
        try:
            # an archived thread has left the cache, and a post brings it back
            channel = self._guild.get_channel_or_thread(channel_id) or await self._guild.fetch_channel(channel_id)
        except (discord.Forbidden, discord.NotFound) as refused:
            raise GiveUp(f"Discord refused ({refused.code})") from refused
        if not isinstance(channel, Postable):
            raise GiveUp("not a channel for messages")
        return channel

    async def _standing(self, channel_id: int, message_id: int) -> Postable:
        """Return the channel or thread in which a message stands; raises `LookupError` where it is gone.

        In a forum that is the post which it begins, though nobody may have noted that post before a crash.
        """
        forum = self._guild.get_channel(channel_id)
        post_id = await post_of(forum, message_id) if isinstance(forum, discord.ForumChannel) else None
        try:
            return await self._channel(post_id or channel_id)
        except GiveUp as gone:
            raise LookupError(channel_id) from gone

    async def _changeable(self, channel_id: int, message_id: int) -> Postable:
        """Return where a message stands, opened for a change; raises `LookupError` where it is gone."""
        channel = await self._standing(channel_id, message_id)
        if isinstance(channel, discord.Thread) and channel.archived:
            await channel.edit(archived=False)  # Discord: in an archived thread nothing can be edited
        return channel


async def _refusable(asked: Awaitable[T]) -> T:
    """Return what Discord did; raises `GiveUp` for what it will refuse tomorrow too."""
    try:
        return await asked
    except (discord.Forbidden, discord.NotFound) as refused:
        raise GiveUp(f"Discord refused ({refused.code})") from refused
    except discord.HTTPException as refused:
        if refused.status == HTTPStatus.BAD_REQUEST:
            raise GiveUp(f"Discord refused ({refused.code})") from refused
        raise
