"""Keeping the forum's rows in line with a question without a name: found while it stands, gone when it is.

Rows are made when its post appears, whose moment everybody sees; what they hold, every reader of the forum reads there.
Its words lie under keys of their rows' own, destroyed when it goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord

from bot.anonymity.model import Conversation, Post
from bot.anonymity.posting import about_of
from bot.anonymity.store import ConversationStore, PostStore
from bot.clock import cut_to_hour
from bot.visibility.server.language import texts_on
from cogs.forum.entries import EntryStore
from cogs.forum.model import STANDING, Asked, Choices, Question
from cogs.forum.reaching.store import ReachStore
from cogs.forum.reading.store import ReaderStore
from cogs.forum.render import tried_heading
from cogs.forum.store import QuestionStore
from cogs.forum.taking_back import show_soon

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House


@dataclass(frozen=True)
class Standing:
    """A conversation in the forum as it stands: its posts, and the words that Discord shows of them."""

    conversation: Conversation
    posts: Sequence[Post]
    words: Mapping[int, str]  # by post
    about: Mapping[str, Any]
    is_solved: bool  # so says whoever holds its receipt
    heading: str  # stands between words and what was tried: nobody's words, so nothing is found by it

    @property
    def first(self) -> Post:
        """The question itself."""
        return next(post for post in self.posts if post.is_first)

    @property
    def is_closed_by_its_author(self) -> bool:
        """Say whether its author ended it, before its time was over."""
        closed = self.conversation.closed_hour
        return closed is not None and closed < self.conversation.ends_at


async def follow(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Bring the rows of a question without a name in line with its conversation. Run again, it ends the same."""
    guild = house.guild_or_retry(network)
    async with network.read() as tx:
        conversation = await ConversationStore(tx).get(facts["conversation_id"])
        posts = await PostStore(tx).of(conversation.id) if conversation is not None else ()
    if conversation is None or not any(post.is_first for post in posts):
        return
    words = {post.id: await _words(guild, conversation, post) for post in posts if post.is_first or post.helped}
    first = next(post for post in posts if post.is_first)
    about = about_of(house.keys.conversations(network.id), conversation, first)
    shown = {post_id: said for post_id, said in words.items() if said is not None}
    heading = f"{tried_heading(texts_on(guild))}\n"
    standing = Standing(conversation, posts, shown, about, facts.get("is_solved", False), heading)
    async with network.write() as tx:
        await _bring_in_line(tx, standing, now=cut_to_hour(house.clock.now()))


async def _bring_in_line(tx: Tx, standing: Standing, *, now: datetime) -> None:
    store, conversation = QuestionStore(tx), standing.conversation
    question = await store.of_conversation(conversation.id)
    words = standing.words.get(standing.first.id)
    if words is None:
        await _take_off(tx, question, now=now)
        return
    if question is None:
        question = await _begin(tx, standing, words, now=now)
    if question is None or question.state not in STANDING or question.asked is None:
        return
    if question.asked.words != words:
        await store.reword(question, Asked(question.asked.title, words), STANDING)
    await _keep(tx, question, standing)
    is_solved = standing.is_solved or standing.is_closed_by_its_author
    if is_solved and await store.change(question.id, ("open",), state="solved", heard_at=now):
        await show_soon(tx, question.id, now=now)


async def _begin(tx: Tx, standing: Standing, words: str, *, now: datetime) -> Question | None:
    """Keep a question that has just appeared, and who may be asked about it; nothing where its key is gone."""
    about, first = standing.about, standing.first
    if not about or first.message_id is None:
        return None
    asked, choices = Asked(about["title"], words), Choices(*about["choices"])
    conversation, place = standing.conversation, standing.conversation.place_of(first)
    question_id = await QuestionStore(tx).unnamed(conversation.id, choices, asked, place, now=now)
    for person_id in about["helpers"]:
        await ReachStore(tx).add(question_id, person_id, now=now, state="drawn")
    return await QuestionStore(tx).get(question_id)


async def _keep(tx: Tx, question: Question, standing: Standing) -> None:
    """Let the question and the answers that helped be found, with the words that stand there now."""
    store, title = EntryStore(tx), question.asked.title if question.asked is not None else ""
    known = {entry.post_id: entry for entry in await store.of_question(question.id) if entry.post_id is not None}
    for post in standing.posts:
        said, was = standing.words.get(post.id), known.get(post.id)
        if post.is_first and said is not None:
            said = f"{title}\n{said.replace(standing.heading, '')}"
        if was is not None and was.words != said:
            await store.remove([was])
        if said is not None and (was is None or was.words != said):
            entry_id = await store.add_unnamed(question, post.id, "question" if post.is_first else "answer", said)
            entry = await store.get(entry_id)
            if entry is not None:
                await store.publish(entry, question.choices.topic)


async def _take_off(tx: Tx, question: Question | None, *, now: datetime) -> None:
    """Forget a question that was taken back, taken down or deleted: its words, and that it is found."""
    if question is None or question.state not in STANDING:
        return
    await QuestionStore(tx).wipe(question.id, "erased")
    said = await EntryStore(tx).of_question(question.id)
    await EntryStore(tx).remove([entry for entry in said if entry.kind != "answer"])
    await ReachStore(tx).forget_drawn(question.id)
    await ReaderStore(tx).retract()
    await show_soon(tx, question.id, now=now)


async def _words(guild: discord.Guild, conversation: Conversation, post: Post) -> str | None:
    """Return a post's words as they stand; None where it is not shown (any more)."""
    if post.state != "posted" or post.message_id is None:
        return None
    place = conversation.place_of(post)
    try:
        thread = guild.get_thread(place) or await guild.fetch_channel(place)
        message = await thread.fetch_message(post.message_id) if isinstance(thread, discord.Thread) else None
    except (discord.NotFound, discord.Forbidden):
        return None
    return (message.embeds[0].description or "") if message is not None and message.embeds else None
