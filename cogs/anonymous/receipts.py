"""What whoever holds a receipt can do: see what became of the post, change it, take it back, close its conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import discord

from bot.anonymity.endings import close, release, take_back
from bot.anonymity.model import Conversation, Post
from bot.anonymity.posting import ConversationEnded, check_not_muted, sealing, show_soon
from bot.anonymity.pseudonyms import is_voice
from bot.anonymity.receipts import read_receipt, receipt_hash
from bot.anonymity.store import ConversationStore, PostStore
from bot.anonymity.words import clean
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone, Refusal
from bot.keys import ConversationKeys, seal, unseal
from bot.people.model import Person
from bot.ui.visit import Visit
from bot.visibility.access import Roster, may_read
from bot.visibility.admission import NotAdmitted
from bot.visibility.exposures import is_locked_now
from bot.visibility.spaces import SpaceStore
from cogs.anonymous import render
from cogs.anonymous.board import DiscordBoard
from config.texts import N_

MOST_TRIES = 10  # wrong receipts an hour; guessing one would take longer than the sun has


@dataclass
class ReceiptUnknown(Refusal):
    """No post has this receipt."""

    says: ClassVar[str] = N_(
        "There is no post with this receipt. Check it letter by letter: it has 20 letters and digits in four groups."
    )


@dataclass
class TooManyTries(Refusal):
    """Too many wrong receipts."""

    says: ClassVar[str] = N_("That were many receipts that fit nothing. Try again in an hour.")


@dataclass
class NotShown(Refusal):
    """The post is not there to be changed."""

    says: ClassVar[str] = N_("This post isn't in the room any more, so there is nothing to change.")


@dataclass
class RoomIsLocked(Refusal):
    """Nothing new is posted while somebody unexpected can read."""

    says: ClassVar[str] = N_("Somebody unexpected can read this room, so nothing new is posted until that is settled.")


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
    await release(visit.network, _keys(visit), conversation.id)
    await visit.reply(render.taken_back(visit.t, is_first=post.is_first) if was_there else render.was_gone(visit.t))


async def close_it(visit: Visit, written: str) -> None:
    """Close the conversation that a post began."""
    await visit.wait()
    async with visit.network.write() as tx:
        _, post, conversation = await held(tx, visit, written)
        if not post.is_first or not await close(tx, conversation.id, now=visit.now):
            raise ConversationEnded
    await release(visit.network, _keys(visit), conversation.id)
    await visit.reply(render.closed(visit.t))


async def ask_for_words(visit: Visit, written: str) -> None:
    """Open the form with the words as they stand."""
    async with visit.network.read() as tx:
        receipt, post, conversation = await held(tx, visit, written)
    if post.state not in {"waiting", "sending", "posted"}:
        raise NotShown
    await visit.ask(render.words_form(receipt, await _words(visit, post, conversation), visit.t))


async def change_words(visit: Visit, written: str, typed: str) -> None:
    """Put new words in place of a post's; everything is authorised again. Raises a `Refusal`."""
    keys, words = _keys(visit), clean(typed)
    person = await visit.person()
    async with visit.network.write() as tx:
        _, post, conversation = await held(tx, visit, written)
        key = keys.get(conversation.key_id)
        if key is None or conversation.is_closed:
            raise ConversationEnded
        if not is_voice(key, visit.network.id, person.id, post.tag):
            raise ReceiptUnknown  # somebody else's: whoever found it may take it back, not put words in a mouth
        await _check_admitted(tx, visit, person, conversation)
        await check_not_muted(tx, keys, conversation.channel_id, person.id)
        sealed = seal(sealing(key), words.encode())
        if post.state == "waiting":  # it still goes out when it was to go out
            changed = await PostStore(tx).change(post.id, ("waiting",), sealed=sealed)
        else:
            changed = await PostStore(tx).change(post.id, ("sending", "posted"), sealed=sealed)
            await show_soon(tx, post.id, due_at=visit.now)
        if not changed:
            raise NotShown
    await visit.reply(render.changed(visit.t, is_waiting=post.state == "waiting"))


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
    memory, who = visit.house.memory, (visit.network.id, visit.account_id)
    if memory.count("receipt", *who, visit.now) >= MOST_TRIES:
        raise TooManyTries
    receipt = read_receipt(written)
    post = await PostStore(tx).by_receipt(receipt_hash(receipt)) if receipt is not None else None
    conversation = await ConversationStore(tx).get(post.conversation_id) if post is not None else None
    if receipt is None or post is None or conversation is None:
        memory.note("receipt", *who, visit.now)
        raise ReceiptUnknown
    return receipt, post, conversation


async def _words(visit: Visit, post: Post, conversation: Conversation) -> str:
    """Return a post's words: those still to be shown, or those that Discord shows."""
    key = _keys(visit).get(conversation.key_id)
    if key is None:
        raise ConversationEnded
    if post.sealed is not None:
        return unseal(sealing(key), post.sealed).decode()
    guild, message_id = visit.interaction.guild, post.message_id
    if guild is None or message_id is None:
        raise NotShown
    place = conversation.channel_id if post.is_first else conversation.thread_id or conversation.channel_id
    try:
        return await DiscordBoard(guild).words(place, message_id)
    except LookupError as gone:
        raise NotShown from gone


async def _check_admitted(tx: Tx, visit: Visit, person: Person, conversation: Conversation) -> None:
    space = await SpaceStore(tx).by_channel(conversation.channel_id)
    if space is None or not may_read(person, space, await Roster.read(tx, visit.network.community)):
        raise NotAdmitted
    if await is_locked_now(tx, visit.network.community, conversation.channel_id):
        raise RoomIsLocked


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


def _keys(visit: Visit) -> ConversationKeys:
    return visit.house.keys.conversations(visit.network.id)
