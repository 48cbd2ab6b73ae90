"""What whoever holds a receipt can do: see what became of the post, change it, take it back, close its conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import discord

from bot.anonymity.endings import close, release, take_back
from bot.anonymity.model import Conversation, Post
from bot.anonymity.posting import ConversationEnded, show_soon
from bot.anonymity.receipts import read_receipt, receipt_hash
from bot.anonymity.store import ConversationStore, PostStore
from bot.anonymity.tries import check_tries, note_wrong
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone, Refusal
from bot.keys import ConversationKeys
from bot.ui.visit import Visit
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
    guild_id, messages = visit.interaction.guild_id or 0, await _messages(visit, conversation)
    opened = render.Opened(receipt, post, conversation, replies, guild_id, messages)
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


async def _messages(visit: Visit, conversation: Conversation) -> int | None:
    """Return how many messages the thread has; None where there is none. Without message intents only Discord knows."""
    guild = visit.interaction.guild
    if guild is None or conversation.thread_id is None:
        return None
    try:
        thread = await guild.fetch_channel(conversation.thread_id)
    except discord.HTTPException:
        return None
    return thread.message_count if isinstance(thread, discord.Thread) else None


def keys_of(visit: Visit) -> ConversationKeys:
    """Return the keys of the visit's network."""
    return visit.house.keys.conversations(visit.network.id)
