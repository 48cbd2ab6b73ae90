"""Taking words that somebody hands over without their name: counted in memory, and never without a receipt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

import discord

from bot.anonymity.cards import receipt_card
from bot.anonymity.endings import release, take_back
from bot.anonymity.receipts import receipt_hash
from bot.anonymity.store import PostStore
from bot.errors import Refusal
from bot.keys import ConversationKeys
from bot.people.model import Person
from bot.ui.visit import Visit
from config.texts import N_

MOST_AN_HOUR = 5


@dataclass
class PostedOften(Refusal):
    """Somebody posts a lot without their name."""

    most: int
    says: ClassVar[str] = N_("You posted {most} times without your name within an hour. Try again in an hour.")


async def accept(visit: Visit, person: Person, keep: Callable[[], Awaitable[str]], *, at_once: bool) -> None:
    """Keep words with `keep`, which returns their receipt, and hand it over; raises `PostedOften` or what it raises."""
    who = ("post", visit.network.id, person.id, visit.now)
    with visit.house.memory.counting(*who, most=MOST_AN_HOUR, refusal=PostedOften):
        receipt = await keep()
    await _hand_over(visit, receipt, at_once=at_once)


async def _hand_over(visit: Visit, receipt: str, *, at_once: bool) -> None:
    """Give the receipt; a post whose receipt nobody could be given is taken back."""
    try:
        await visit.reply(receipt_card(receipt, visit.t, at_once=at_once))
    except discord.HTTPException:
        async with visit.network.write() as tx:
            kept = await PostStore(tx).by_receipt(receipt_hash(receipt))
            if kept is not None:
                await take_back(tx, kept, now=visit.now)
        if kept is not None:
            await release(visit.network, keys_of(visit), kept.conversation_id)
        raise


def keys_of(visit: Visit) -> ConversationKeys:
    """Return the keys of the visit's network."""
    return visit.house.keys.conversations(visit.network.id)
