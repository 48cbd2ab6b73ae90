"""Sending a message once, though it is tried again.

Discord drops a repeat with the same nonce, but remembers nonces for a few minutes only, and shows them to nobody
afterwards. So whoever tries again later, or was held up since they began, looks for the words first, in what was posted
since the first try.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import discord

from bot.cards import Card
from bot.outbox import GiveUp, InDoubt
from bot.ui.render import Sendable, addresses, to_edit, to_message

if TYPE_CHECKING:
    from bot.house import House

NONCE_MEMORY = timedelta(minutes=2)  # Discord: "in the past few minutes"
CLOCKS_APART = timedelta(seconds=30)  # between this machine and Discord
PUT_BACK = timedelta(hours=1)  # so far is looked back where this machine's clock was put back since the first try
MOST_LOOKED_AT = 200  # messages since the first try

Shows = Callable[[discord.Embed], bool]
Channel = discord.TextChannel | discord.Thread | discord.VoiceChannel


@asynccontextmanager
async def channel_on(guild: discord.Guild, channel_id: int) -> AsyncIterator[Channel]:
    """Give the channel that a row is for; `GiveUp` where Discord refuses for good what is done with it in the block."""
    try:
        # an archived thread has left the cache, and a post brings it back
        channel = guild.get_channel_or_thread(channel_id) or await guild.fetch_channel(channel_id)
        if not isinstance(channel, Channel):
            raise GiveUp("not a channel for messages")
        yield channel
    except (discord.Forbidden, discord.NotFound) as refused:
        raise GiveUp(f"Discord refused ({refused.code})") from refused
    except discord.HTTPException as refused:
        if refused.status == HTTPStatus.BAD_REQUEST:  # it will be as wrong tomorrow, and the channel waits behind it
            raise GiveUp(f"Discord refused ({refused.code})") from refused
        raise


async def send_once(
    house: House, place: discord.abc.Messageable, card: Card, facts: Mapping[str, Any]
) -> discord.Message:
    """Return the message that shows a card: the one that an earlier try has posted, else a new one.

    `facts` are an outbox row's (`bot.outbox.Effect`). Raises `InDoubt` where the bot may not look.
    """
    message, begun_at, now = to_message(card), facts.get("begun_at"), house.clock.now()
    if begun_at is not None and not timedelta() <= now - begun_at <= NONCE_MEMORY:
        words, since = _words(message["embed"]), begun_at if begun_at <= now else now - PUT_BACK
        posted = await _posted(house, place, message, since, lambda found: _words(found) == words)
        if posted is not None:
            return posted
    return await place.send(**message, nonce=str(facts["row_id"]))


async def show_as_it_stands(
    house: House, place: discord.abc.Messageable, card: Card, facts: Mapping[str, Any], is_it: Shows
) -> None:
    """Show a card that is written from what is known now, once: what an earlier try has posted is written anew.

    `is_it` knows the embed of an earlier try, whatever was taken out of the card since. Raises `InDoubt` where the bot
    may not look.
    """
    begun = await left_behind(house, place, card, facts, is_it)
    if begun is None:
        await send_once(house, place, card, facts)
    elif _words(begun.embeds[0]) != _words(to_message(card)["embed"]):
        await begun.edit(**to_edit(card))


async def left_behind(
    house: House,
    place: discord.abc.Messageable,
    card: Card,
    facts: Mapping[str, Any],
    is_it: Shows | None = None,
) -> discord.Message | None:
    """Return the message that an earlier try of this row has posted, though what it says may have changed since.

    For a card that is written from what is known now: it is known by where its buttons lead, and by its title where
    `is_it` knows no better. `facts` are an outbox row's. Raises `InDoubt` where the bot may not look.
    """
    tried_at, message = facts.get("tried_at"), to_message(card)
    if tried_at is None:
        return None
    title = _title(message["embed"])
    return await _posted(house, place, message, tried_at, is_it or (lambda found: _title(found) == title))


async def _posted(
    house: House, place: discord.abc.Messageable, sought: Sendable, since: datetime, is_it: Shows
) -> discord.Message | None:
    """Return the message of ours that shows this, with buttons that lead to the same places."""
    leads_to = {getattr(each, "custom_id", None) for each in sought["view"].children}
    me = house.client.user if house.client is not None else None
    try:
        async for found in place.history(after=since - CLOCKS_APART, limit=MOST_LOOKED_AT, oldest_first=True):
            is_ours = me is not None and found.author.id == me.id
            if is_ours and len(found.embeds) == 1 and is_it(found.embeds[0]) and addresses(found) == leads_to:
                return found
    except discord.Forbidden as hidden:
        raise InDoubt from hidden
    return None


def _title(embed: discord.Embed) -> str:
    return (embed.title or "").strip()


def _words(embed: discord.Embed) -> list[str]:
    """Return what can be compared after Discord has trimmed it."""
    fields = [words for field in embed.fields for words in (field.name, field.value)]
    return [(words or "").strip() for words in (embed.title, embed.description, *fields)]
