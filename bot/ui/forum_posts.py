"""Posts of a forum channel: their tags, and finding one that was made before this process knew of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence

import discord

from bot.ui.render import addresses

MOST_TAGS = 20  # Discord: a forum has at most 20 tags
LOOKED_THROUGH = 50  # archived posts in which one is looked for after a crash
REASON = "Staffroom-forum"  # read by stewards in the server's audit log


def tags_to_make(present: Collection[str], due: Collection[str]) -> tuple[str, ...]:
    """Return the tags a forum lacks, as far as Discord leaves room for them; tags that people added stay."""
    known = {name.casefold() for name in present}
    return tuple(name for name in due if name.casefold() not in known)[: max(0, MOST_TAGS - len(present))]


async def with_tags(forum: discord.ForumChannel, names: Sequence[str], *, reason: str = REASON) -> discord.ForumChannel:
    """Return the forum with its tags of these names: those somebody deleted are made again where there is room."""
    lacking = tags_to_make([tag.name for tag in forum.available_tags], names)
    if not lacking:
        return forum
    added = [discord.ForumTag(name=name) for name in lacking]
    changed: discord.ForumChannel | None = await forum.edit(
        available_tags=[*forum.available_tags, *added], reason=reason
    )
    return changed if changed is not None else forum


def tags_named(forum: discord.ForumChannel, names: Sequence[str]) -> list[discord.ForumTag]:
    """Return the forum's tags of these names."""
    wanted = {name.casefold() for name in names}
    return [tag for tag in forum.available_tags if tag.name.casefold() in wanted]


async def find_post(forum: discord.ForumChannel, address: str) -> discord.Message | None:
    """Return the first message of the bot's post that carries a button, if a run that crashed has made it."""
    async for thread in _posts(forum):
        if thread.owner_id != forum.guild.me.id:
            continue
        first = await first_of(thread)
        if first is not None and address in addresses(first):
            return first
    return None


async def post_of(forum: discord.ForumChannel, message_id: int) -> int | None:
    """Return the post that a message of the bot's begins. Discord gives both one id; where not, posts are looked at."""
    if forum.get_thread(message_id) is not None:
        return message_id
    for thread in forum.threads:
        first = await first_of(thread) if thread.owner_id == forum.guild.me.id else None
        if first is not None and first.id == message_id:
            return thread.id
    return None


async def first_of(thread: discord.Thread) -> discord.Message | None:
    """Return a post's first message, if it still stands: Discord gives it the post's own id."""
    try:
        return await thread.fetch_message(thread.id)
    except discord.NotFound:
        standing = [message async for message in thread.history(limit=LOOKED_THROUGH, oldest_first=True)]
        return min(standing, key=lambda message: message.id, default=None)


async def _posts(forum: discord.ForumChannel) -> AsyncIterator[discord.Thread]:
    for thread in forum.threads:
        yield thread
    async for thread in forum.archived_threads(limit=LOOKED_THROUGH):
        yield thread
