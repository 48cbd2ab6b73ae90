"""Accepting an anonymous post: a key, a pseudonym, a receipt, and sealed words that the outbox shows later.

The words never stand in a table as they are. No instant finer than the hour is stored but the one at which they are
due, which everybody who can read the room sees on the message anyway.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from bot.anonymity.model import Conversation, Post, destination_of
from bot.anonymity.moderation import MuteStore
from bot.anonymity.pseudonyms import is_voice, pseudonym_for, tag_of
from bot.anonymity.receipts import new_receipt, receipt_hash
from bot.anonymity.store import ConversationStore, PostStore
from bot.errors import Refusal
from bot.keys import derive, seal, unseal
from bot.outbox import Outbox
from config.texts import N_

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.keys import ConversationKeys

SHOW = "anonymous.show"  # the effect: bring what Discord shows in line with the row
LONGEST_DELAY = timedelta(minutes=5)


@dataclass
class Muted(Refusal):
    """A moderator muted one of the author's voices in this room."""

    until: int
    says: ClassVar[str] = N_(
        "A moderator muted a voice in this room, and it was yours; until <t:{until}:D> you can't post here without "
        "your name. Nobody was told who it is, and nobody can see which of your other posts are yours."
    )


@dataclass
class ConversationEnded(Refusal):
    """Nobody answers in this conversation any more."""

    says: ClassVar[str] = N_(
        "This conversation has ended, so nobody answers here without their name any more. Post anew in "
        "the room to begin another."
    )


@dataclass(frozen=True)
class Written:
    """Words that somebody hands over, cleaned, and when they go out."""

    author_id: int
    words: str
    due_at: datetime
    about: Mapping[str, Any] | None = None  # what its feature must know of it, until the key is destroyed


def due_at(now: datetime, *, at_once: bool) -> datetime:
    """Return when a post goes out: at once, or after a delay that nobody can guess, evenly from 0 to 5 minutes."""
    if at_once:
        return now
    longest = int(LONGEST_DELAY.total_seconds() * 1000)
    return now + timedelta(milliseconds=secrets.randbelow(longest + 1))


async def begin(network: Network, keys: ConversationKeys, feature: str, channel_id: int, written: Written) -> str:
    """Begin a conversation in a room and return its author's receipt; raises `Muted`.

    The key is there before any row needs it; one that no row came to know is destroyed by its age.
    """
    key_id = keys.make(written.due_at)
    try:
        async with network.write() as tx:
            await check_not_muted(tx, keys, channel_id, written.author_id)
            conversation_id = await ConversationStore(tx).open(feature, channel_id, key_id, hour_of=written.due_at)
            return await _add(tx, _key(keys, key_id), conversation_id, written, is_first=True)
    except Exception:
        keys.destroy(key_id)
        raise


async def answer(network: Network, keys: ConversationKeys, conversation_id: int, written: Written) -> str:
    """Answer in a conversation and return the answer's receipt; raises `Muted` or `ConversationEnded`."""
    async with network.write() as tx:
        conversation = await answerable(tx, keys, conversation_id)
        await check_not_muted(tx, keys, conversation.channel_id, written.author_id)
        return await _add(tx, _key(keys, conversation.key_id), conversation_id, written, is_first=False)


async def answerable(tx: Tx, keys: ConversationKeys, conversation_id: int) -> Conversation:
    """Return a conversation that can be answered in; raises `ConversationEnded`."""
    conversation = await ConversationStore(tx).get(conversation_id)
    if conversation is None or conversation.is_closed or keys.get(conversation.key_id) is None:
        raise ConversationEnded
    first = await PostStore(tx).first_of(conversation_id)
    if first is None or first.state != "posted":
        raise ConversationEnded
    return conversation


async def check_not_muted(tx: Tx, keys: ConversationKeys, channel_id: int, person_id: int) -> None:
    """Compare somebody's tags with every live mute of a room; raises `Muted`.

    Each mute is asked under the key of its own conversation: there is no tag that holds in a whole room.
    """
    for mute in await MuteStore(tx).in_room(channel_id):
        if is_voice(keys.get(mute.key_id), tx.network_id, person_id, mute.tag):
            conversation = await ConversationStore(tx).get(mute.conversation_id)
            raise Muted(int(conversation.ends_at.timestamp()) if conversation is not None else 0)


async def show_soon(tx: Tx, post_id: int, *, due_at: datetime) -> None:
    """Owe Discord what a post has become, whatever waited to be told about it."""
    destination = destination_of(post_id)
    await Outbox(tx).withdraw(destination)
    facts: Mapping[str, int] = {"post_id": post_id}
    await Outbox(tx).carry_out_untraced(SHOW, facts, destination=destination, due_at=due_at)


def sealing(key: bytes) -> bytes:
    """Return the key that a conversation's words are sealed with."""
    return derive(key, "words")


def about_of(keys: ConversationKeys, conversation: Conversation, post: Post) -> Mapping[str, Any]:
    """Return what a feature said about a post; nothing where it said nothing, or the key is gone."""
    key = keys.get(conversation.key_id)
    known: Mapping[str, Any] = json.loads(unseal(sealing(key), post.about)) if key and post.about else {}
    return known


async def _add(tx: Tx, key: bytes, conversation_id: int, written: Written, *, is_first: bool) -> str:
    receipt, store = new_receipt(), PostStore(tx)
    tag = tag_of(key, tx.network_id, written.author_id)
    voice = pseudonym_for(tag, await store.voices(conversation_id))
    sealed = seal(sealing(key), written.words.encode())
    about = seal(sealing(key), json.dumps(written.about).encode()) if written.about is not None else None
    hashed = receipt_hash(receipt)
    post_id = await store.add(conversation_id, voice, sealed, hashed, is_first=is_first, about=about)
    await show_soon(tx, post_id, due_at=written.due_at)
    return receipt


def _key(keys: ConversationKeys, key_id: str | None) -> bytes:
    key = keys.get(key_id)
    if key is None:  # destroyed in this very moment
        raise ConversationEnded
    return key
