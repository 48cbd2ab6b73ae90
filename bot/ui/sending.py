"""Sending a message once, though it is tried again.

Discord drops a repeat with the same nonce, but remembers nonces for a few minutes only, and shows them to nobody
afterwards. So whoever tries again later, or was held up since they began, looks for the words first, in what was posted
since the first try.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord

from bot.cards import Card
from bot.outbox import InDoubt
from bot.ui.render import Sendable, addresses, to_message

if TYPE_CHECKING:
    from bot.house import House

NONCE_MEMORY = timedelta(minutes=2)  # Discord: "in the past few minutes"
CLOCKS_APART = timedelta(seconds=30)  # between this machine and Discord
PUT_BACK = timedelta(hours=1)  # so far is looked back where this machine's clock was put back since the first try
MOST_LOOKED_AT = 200  # messages since the first try


async def send_once(
    house: House, place: discord.abc.Messageable, card: Card, facts: Mapping[str, Any]
) -> discord.Message:
    """Return the message that shows a card: the one that an earlier try has posted, else a new one.

    `facts` are an outbox row's (`bot.outbox.Effect`). Raises `InDoubt` where the bot may not look.
    """
    message, begun_at, now = to_message(card), facts.get("begun_at"), house.clock.now()
    if begun_at is not None and not timedelta() <= now - begun_at <= NONCE_MEMORY:
        posted = await _posted(house, place, message, begun_at if begun_at <= now else now - PUT_BACK)
        if posted is not None:
            return posted
    return await place.send(**message, nonce=str(facts["row_id"]))


async def left_behind(
    house: House, place: discord.abc.Messageable, card: Card, facts: Mapping[str, Any]
) -> discord.Message | None:
    """Return the message that an earlier try of this row has posted, though what it says may have changed since.

    For a card that is written from what is known now: it is known by its title, and by where its buttons lead. `facts`
    are an outbox row's. Raises `InDoubt` where the bot may not look.
    """
    tried_at = facts.get("tried_at")
    if tried_at is None:
        return None
    return await _posted(house, place, to_message(card), tried_at, by_title=True)


async def _posted(
    house: House, place: discord.abc.Messageable, sought: Sendable, since: datetime, *, by_title: bool = False
) -> discord.Message | None:
    """Return the message of ours that shows this: the same words, and buttons that lead to the same places."""
    read = _title if by_title else _words
    words, leads_to = [read(sought["embed"])], {getattr(each, "custom_id", None) for each in sought["view"].children}
    me = house.client.user if house.client is not None else None
    try:
        async for found in place.history(after=since - CLOCKS_APART, limit=MOST_LOOKED_AT, oldest_first=True):
            is_ours = me is not None and found.author.id == me.id
            if is_ours and [read(each) for each in found.embeds] == words and addresses(found) == leads_to:
                return found
    except discord.Forbidden as hidden:
        raise InDoubt from hidden
    return None


def _title(embed: discord.Embed) -> list[str]:
    return [(embed.title or "").strip()]


def _words(embed: discord.Embed) -> list[str]:
    """Return what can be compared after Discord has trimmed it."""
    fields = [words for field in embed.fields for words in (field.name, field.value)]
    return [(words or "").strip() for words in (embed.title, embed.description, *fields)]
