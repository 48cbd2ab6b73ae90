"""What whoever holds a receipt can do: see what became of the post, change it, take it back, close its conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import discord

from bot.anonymity.endings import close, release, take_back
from bot.anonymity.model import FORUM, Conversation, Post
from bot.anonymity.posting import ConversationEnded, show_soon
from bot.anonymity.receipts import read_receipt, receipt_hash
from bot.anonymity.showing import tell_the_forum
from bot.anonymity.store import ConversationStore, PostStore
from bot.anonymity.tries import check_tries, note_wrong
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone, Refusal
from bot.keys import ConversationKeys
from bot.ui.visit import Visit
from bot.visibility.server.language import texts_on
from cogs.anonymous import render
from config.texts import N_


@dataclass
class ReceiptUnknown(Refusal):
    """No post has this receipt."""

    says: ClassVar[str] = N_(
        "There is no post with this receipt. Check it letter by letter: it has 20 letters and digits in four groups."
    )


async def show_receipt(visit: Visit, written: str) -> None:
    """Answer privately what became of a post; raises `ReceiptUnknown` or `TooManyTries`."""
    await visit.wait()
    async with visit.network.read() as tx:
        receipt, post, conversation = await held(tx, visit, written)
        posts = await PostStore(tx).of(conversation.id) if post.is_first else ()
    replies = [each for each in posts if not each.is_first and each.state == "posted"]
    thread = await _thread(visit, conversation)
    opened = render.Opened(
        receipt,
        post,
        conversation,
        replies,
        visit.interaction.guild_id or 0,
        thread.message_count if thread is not None else None,
        is_quiet=_may_be_solved(post, conversation) and _is_quiet(visit, thread),
    )
    await visit.reply(render.opened_card(opened, visit.t))


async def take_it_back(visit: Visit, written: str) -> None:
    """Take a post back: final, with one click."""
    await visit.wait()
    async with visit.network.write() as tx:
        _, post, conversation = await held(tx, visit, written)
        was_there = await take_back(tx, post, now=visit.now)
    await release(visit.network, keys_of(visit), conversation.id)
    await visit.reply(render.taken_back(visit.t, is_first=post.is_first) if was_there else render.was_gone(visit.t))


async def close_it(visit: Visit, written: str) -> None:
    """Close the conversation that a post began."""
    await visit.wait()
    async with visit.network.write() as tx:
        _, post, conversation = await held(tx, visit, written)
        if not post.is_first or not await close(tx, conversation.id, now=visit.now):
            raise ConversationEnded
    await release(visit.network, keys_of(visit), conversation.id)
    await visit.reply(render.closed(visit.t))


async def say_solved(visit: Visit, written: str) -> None:
    """Close a question of the forum's whose conversation ended by its age: the receipt is all that this takes."""
    await visit.wait()
    async with visit.network.write() as tx:
        _, post, conversation = await held(tx, visit, written)
        if not post.is_first or conversation.feature != FORUM or post.state != "posted":
            raise Gone
        await tell_the_forum(tx, conversation, now=visit.now, is_solved=True)
    await visit.reply(visit.t("It stands as solved, where others find it. Thank you for closing it."))


async def mark_helped(visit: Visit, written: str, chosen: str) -> None:
    """Mark an answer as one that helped, for whoever began the conversation."""
    await visit.wait()
    async with visit.network.write() as tx:
        _, post, conversation = await held(tx, visit, written)
        reply = await PostStore(tx).get(read_id(chosen))
        if not post.is_first or reply is None or reply.conversation_id != conversation.id or reply.is_first:
            raise Gone
        if not await PostStore(tx).change(reply.id, ("posted",), helped=True):
            raise Gone
        await show_soon(tx, reply.id, due_at=visit.now)
    await visit.reply(render.helped(visit.t, reply))


async def held(tx: Tx, visit: Visit, written: str) -> tuple[str, Post, Conversation]:
    """Return a receipt with its post and conversation; wrong ones are counted, in memory."""
    who = (visit.house.memory, visit.network.id, visit.account_id, visit.now)
    check_tries(*who)
    receipt = read_receipt(written)
    post = await PostStore(tx).by_receipt(receipt_hash(receipt)) if receipt is not None else None
    conversation = await ConversationStore(tx).get(post.conversation_id) if post is not None else None
    if receipt is None or post is None or conversation is None:
        note_wrong(*who)
        raise ReceiptUnknown
    return receipt, post, conversation


def _may_be_solved(post: Post, conversation: Conversation) -> bool:
    """Say whether a post is a question of the forum's that stands, and was not closed by its author."""
    is_closed = conversation.closed_hour is not None and conversation.closed_hour < conversation.ends_at
    return post.is_first and conversation.feature == FORUM and post.state == "posted" and not is_closed


def _is_quiet(visit: Visit, thread: discord.Thread | None) -> bool:
    """Say whether nothing was said for so long that whoever asks under their name is asked what became of it.

    One that the forum shows as solved is asked about no more.
    """
    if thread is None or texts_on(thread.guild)("Solved") in {tag.name for tag in thread.applied_tags}:
        return False
    heard_at = discord.utils.snowflake_time(thread.last_message_id or thread.id)
    return visit.now - heard_at >= timedelta(days=visit.network.community.forum.quiet_days)


async def _thread(visit: Visit, conversation: Conversation) -> discord.Thread | None:
    """Return a conversation's thread, if there is one; without message intents only Discord knows what is in it."""
    guild = visit.interaction.guild
    if guild is None or conversation.thread_id is None:
        return None
    try:
        thread = await guild.fetch_channel(conversation.thread_id)
    except discord.HTTPException:
        return None
    return thread if isinstance(thread, discord.Thread) else None


def keys_of(visit: Visit) -> ConversationKeys:
    """Return the keys of the visit's network."""
    return visit.house.keys.conversations(visit.network.id)
