"""From the command to the receipt: every step authorised again, and nobody's words lost on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import discord

from bot.anonymity.cards import receipt_card
from bot.anonymity.endings import release, take_back
from bot.anonymity.posting import Written, answer, answerable, begin, check_not_muted, due_at
from bot.anonymity.receipts import receipt_hash
from bot.anonymity.store import PostStore
from bot.anonymity.words import clean
from bot.cards import Address
from bot.database.ids import read_id
from bot.errors import Refusal
from bot.keys import ConversationKeys
from bot.ui.actions import Actions
from bot.ui.returning import giving_back, returned_words
from bot.ui.visit import Visit
from cogs.rooms.whispers.aims import Aim
from cogs.rooms.whispers.cards import before_card, words_form
from cogs.rooms.whispers.gate import Room, room_for
from config.texts import N_

FEATURE = "rooms"
MOST_AN_HOUR = 5

actions = Actions(FEATURE)


@dataclass
class PostedOften(Refusal):
    """Somebody posts a lot without their name."""

    most: int
    says: ClassVar[str] = N_("You posted {most} times without your name within an hour. Try again in a while.")


async def show_before(visit: Visit, aim: Aim) -> None:
    """Show who reads the room and what anonymity cannot do; raises why somebody may not post there."""
    await visit.wait()
    room = await _allowed(visit, aim)
    await visit.reply(before_card(aim, room, visit.t))


@actions.on("answer")
async def before_answering(visit: Visit, target: str) -> None:
    """Show the same before somebody answers a post without their name."""
    await show_before(visit, Aim("talk", read_id(target)))


@actions.on("whisper_write")
async def write(visit: Visit, target: str) -> None:
    """Open the form."""
    aim = Aim.read(target)
    await visit.person()
    await visit.ask(words_form(aim, visit.t))


@actions.on("whisper_again")
async def write_again(visit: Visit, target: str) -> None:
    """Open the form with the words that came back."""
    aim = Aim.read(target)
    await visit.person()
    await visit.ask(words_form(aim, visit.t, await returned_words(visit)))


@actions.on("whisper_post")
async def post(visit: Visit, target: str) -> None:
    """Take the words that were typed and give the receipt. The same form delivered again does nothing."""
    if not visit.house.memory.is_new(visit.interaction.id):
        return
    await visit.wait()
    typed = visit.answers.get("text", "")
    async with giving_back(visit, typed, Address(FEATURE, "whisper_again", target)):
        aim = Aim.read(target)
        receipt = await _accept(visit, aim, typed)
        await _hand_over(visit, aim, receipt)


async def _accept(visit: Visit, aim: Aim, typed: str) -> str:
    words, person, memory = clean(typed), await visit.person(), visit.house.memory
    room, keys = await _allowed(visit, aim), _keys(visit)
    who = ("post", visit.network.id, person.id)
    if memory.count(*who, visit.now) >= MOST_AN_HOUR:
        raise PostedOften(MOST_AN_HOUR)
    memory.note(*who, visit.now)  # before anything is awaited: of two forms at once both count
    written = Written(person.id, words, due_at(visit.now, at_once=aim.at_once))
    try:
        if aim.at == "room":
            return await begin(visit.network, keys, FEATURE, room.channel_id, written)
        return await answer(visit.network, keys, aim.id, written)
    except Exception:
        memory.unnote(*who)
        raise


async def _hand_over(visit: Visit, aim: Aim, receipt: str) -> None:
    """Give the receipt; a post whose receipt nobody could be given is taken back."""
    try:
        await visit.reply(receipt_card(receipt, visit.t, at_once=aim.at_once))
    except discord.HTTPException:
        async with visit.network.write() as tx:
            kept = await PostStore(tx).by_receipt(receipt_hash(receipt))
            if kept is not None:
                await take_back(tx, kept, now=visit.now)
        if kept is not None:
            await release(visit.network, _keys(visit), kept.conversation_id)
        raise


async def _allowed(visit: Visit, aim: Aim) -> Room:
    """Return the room that words go to, if the visitor may post there now; raises why not."""
    person, channel_id = await visit.person(), aim.id
    async with visit.network.read() as tx:
        if aim.at == "talk":
            channel_id = (await answerable(tx, _keys(visit), aim.id)).channel_id
        await check_not_muted(tx, _keys(visit), channel_id, person.id)
    return await room_for(visit, channel_id)


def _keys(visit: Visit) -> ConversationKeys:
    return visit.house.keys.conversations(visit.network.id)
