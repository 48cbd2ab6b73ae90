"""Changing the words of an anonymous post: by its author, while its conversation lasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.anonymity.model import Conversation, Post
from bot.anonymity.posting import ConversationEnded, check_not_muted, sealing, show_soon
from bot.anonymity.pseudonyms import is_voice
from bot.anonymity.store import PostStore
from bot.anonymity.words import clean
from bot.cards import Address
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.keys import seal, unseal
from bot.people.model import Person
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from bot.visibility.admission.access import Roster, may_read
from bot.visibility.admission.conditions import NotAdmitted
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import is_locked_now
from cogs.anonymous import render
from cogs.anonymous.board import DiscordBoard
from cogs.anonymous.receipts import ReceiptUnknown, held, keys_of
from config.texts import N_


@dataclass
class NotShown(Refusal):
    """The post is not there to be changed."""

    says: ClassVar[str] = N_(
        "This post isn't in the room any more, so there is nothing to change. You can post anew in the room."
    )


@dataclass
class RoomIsLocked(Refusal):
    """Nothing new is posted while somebody unexpected can read."""

    says: ClassVar[str] = N_(
        "Somebody unexpected can read this room, so nothing new is posted until that is settled. /room who shows who."
    )


async def ask_for_words(visit: Visit, written: str) -> None:
    """Open the form with the words as they stand."""
    async with visit.network.read() as tx:
        receipt, post, conversation = await held(tx, visit, written)
    if post.state not in {"waiting", "sending", "posted"}:
        raise NotShown
    words = await visit.soon(_words(visit, post, conversation))
    await visit.ask(render.words_form(receipt, words, visit.t))


async def change_words(visit: Visit, written: str, typed: str) -> None:
    """Put new words in place of a post's; everything is authorised again. What is refused comes back."""
    async with giving_back(visit, typed, Address("anonymous", "change_again", written)):
        await _change(visit, written, typed)


async def ask_again(visit: Visit, written: str) -> None:
    """Open the form with new words that came back."""
    async with visit.network.read() as tx:
        receipt, _, _ = await held(tx, visit, written)
    await visit.ask(render.words_form(receipt, await returned_words(visit), visit.t))


async def _change(visit: Visit, written: str, typed: str) -> None:
    keys, words = keys_of(visit), clean(typed)
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


async def _words(visit: Visit, post: Post, conversation: Conversation) -> str:
    """Return a post's words: those still to be shown, or those that Discord shows."""
    key = keys_of(visit).get(conversation.key_id)
    if key is None:
        raise ConversationEnded
    if post.sealed is not None:
        return unseal(sealing(key), post.sealed).decode()
    guild, message_id = visit.interaction.guild, post.message_id
    if guild is None or message_id is None:
        raise NotShown
    try:
        return await DiscordBoard(guild).words(conversation.place_of(post), message_id)
    except LookupError as gone:
        raise NotShown from gone


async def _check_admitted(tx: Tx, visit: Visit, person: Person, conversation: Conversation) -> None:
    space = await SpaceStore(tx).by_channel(conversation.channel_id)
    if space is None or not may_read(person, space, await Roster.read(tx, visit.network.community)):
        raise NotAdmitted
    if await is_locked_now(tx, visit.network.community, conversation.channel_id):
        raise RoomIsLocked
