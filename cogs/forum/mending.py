"""After a new connection: posts that were deleted are noted; tags that were taken off and the pinned post come back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.mending import Mend
from bot.outbox import Outbox
from bot.ui.forum_posts import tags_to_make
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.server.language import texts_on
from bot.visibility.server.threads import thread_on
from cogs.forum.losing import lose, lose_all
from cogs.forum.pinned import KEY, PIN
from cogs.forum.place import forum_on
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.turns import lose_prompts
from cogs.forum.render import topic_label
from cogs.forum.rules import STATES, lacks_a_tag, tags_due
from cogs.forum.store import QuestionStore
from cogs.forum.taking_back import show_soon

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House
    from cogs.forum.model import Post

MOST_LISTED = 1000  # archived posts, a hundred to a request: in the archive is not gone
MOST_ASKED = 50  # posts that are neither active nor listed: each is asked for
MOST_SHOWN = 50  # posts that are tagged anew, the newest first
TAGS_ARE_BACK = timedelta(seconds=30)  # until then the forum itself has them again (`cogs.setup`)


async def mend(house: House, network: Network, guild: discord.Guild) -> None:
    """Compare all of it with what the session told: of the archive alone, Discord has to be asked."""
    now, forum = house.clock.now(), await forum_on(network, guild)
    async with network.read() as tx:
        posts, prompts = await QuestionStore(tx).posts(), await PromptStore(tx).posted()
        pinned = (await SpaceStore(tx).installed("message")).get(KEY)
    threads = {post.thread_id for post in posts} | {each.thread_id for each in prompts if each.thread_id is not None}
    if forum is None:
        if threads:
            await lose_all(network, now=now)
        return
    for thread_id in await _gone(forum, threads - {thread.id for thread in forum.threads}):
        await _lose(network, thread_id, now)
    await _tag_again(network, forum, posts, now)
    if pinned is not None and forum.get_thread(pinned) is None:
        async with network.write() as tx:
            if not await Outbox(tx).waits(PIN):
                await Outbox(tx).carry_out(PIN, {}, destination=PIN, now=now)


async def _gone(forum: discord.ForumChannel, missing: Collection[int]) -> list[int]:
    """Return which of the posts that are not active Discord knows no more."""
    if not missing:
        return []
    archived = {thread.id async for thread in forum.archived_threads(limit=MOST_LISTED)}
    doubtful = sorted(set(missing) - archived, reverse=True)[:MOST_ASKED]
    return [thread_id for thread_id in doubtful if await _is_gone(forum.guild, thread_id)]


async def _is_gone(guild: discord.Guild, thread_id: int) -> bool:
    try:
        return await thread_on(guild, thread_id) is None
    except discord.Forbidden:
        return False


async def _lose(network: Network, thread_id: int, now: datetime) -> None:
    async with network.write() as tx:
        question = await QuestionStore(tx).of_thread(thread_id)
        await lose_prompts(tx, thread_id)
    if question is not None:
        await lose(network, question, now=now)


async def _tag_again(network: Network, forum: discord.ForumChannel, posts: Iterable[Post], now: datetime) -> None:
    """Owe the posts that lost a tag, by hand or with the forum's own, that they are shown again."""
    untagged = [post for post in posts if _is_untagged(network, forum, post)][:MOST_SHOWN]
    if untagged:
        async with network.write() as tx:
            for post in untagged:
                await show_soon(tx, post.question_id, now=now + TAGS_ARE_BACK)


def _is_untagged(network: Network, forum: discord.ForumChannel, post: Post) -> bool:
    thread, t = forum.get_thread(post.thread_id), texts_on(forum.guild)
    if thread is None or thread.archived:
        return False  # it is brought in line when it is next shown
    label = topic_label(post.topic, network.community, t)
    due = tags_due(label, is_solved=post.is_solved, states=[t(state) for state in STATES])
    present = [tag.name for tag in forum.available_tags]
    return lacks_a_tag([tag.name for tag in thread.applied_tags], due, [*present, *tags_to_make(present, due)])


MENDS = (Mend("forum", mend),)
