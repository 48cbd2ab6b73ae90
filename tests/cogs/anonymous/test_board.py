"""Discord as a board: what was shown before this process ended is found, what is gone is told apart."""

from __future__ import annotations

import discord
import pytest

from bot.anonymity.model import destination_of
from bot.anonymity.posting import sealing, show_soon
from bot.anonymity.receipts import read_receipt, receipt_hash
from bot.anonymity.store import ConversationStore, PostStore
from bot.cards import Card
from bot.keys import seal
from bot.outbox import GiveUp, Outbox
from cogs.anonymous.board import DiscordBoard
from tests.cogs.rooms.seeing import LOUNGE
from tests.cogs.rooms.whispers.saying import people, posts, say, words
from tests.kit.town import Town


def board(town: Town) -> DiscordBoard:
    return DiscordBoard(town.bot.guilds[0])


async def forget_it_was_shown(town: Town, receipt: str, typed: str) -> None:
    """Make the rows as they are when this process ends between Discord's answer and its note of it."""
    keys = town.house.keys.conversations(town.network_id)
    async with town.network.write() as tx:
        post = await PostStore(tx).by_receipt(receipt_hash(read_receipt(receipt) or ""))
        assert post is not None
        conversation = await ConversationStore(tx).get(post.conversation_id)
        assert conversation is not None
        key = keys.get(conversation.key_id)
        assert key is not None
        sealed = seal(sealing(key), typed.encode())
        await PostStore(tx).change(post.id, ("posted",), state="sending", message_id=None, sealed=sealed)
        await show_soon(tx, post.id, due_at=town.clock.now())
        assert await Outbox(tx).owes(destination_of(post.id))


async def test_a_post_that_reached_discord_unheard_is_found_and_not_posted_twice(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, "Words.")
    [shown] = posts(town)
    for number in range(20):
        await ana.send(town.channel(LOUNGE), f"Talk {number}.")
    await forget_it_was_shown(town, receipt, "Words.")
    await town.restart()
    assert [post.id for post in posts(town)] == [shown.id]
    assert len(town.channel(LOUNGE).threads) == 1, "and its thread is found, not made again"


async def test_words_in_a_thread_that_was_archived_can_be_changed(town: Town) -> None:
    ana, ben, *_ = await people(town)
    await say(town, ana, "How?")
    await say(town, ben, "So.", on=posts(town)[0])
    thread = town.bot.guilds[0].get_thread(posts(town)[0].id)
    assert thread is not None
    await thread.edit(archived=True)
    await town.env.settle()
    reply = next(message for message in posts(town) if words(message) == "So.")
    await board(town).rewrite(thread.id, reply.id, Card("Like this."))
    assert await board(town).words(thread.id, reply.id) == "Like this."


async def test_what_was_deleted_by_hand_is_told_apart_from_a_failure(town: Town) -> None:
    ana, *_ = await people(town)
    await say(town, ana, "Words.")
    [shown] = posts(town)
    room = town.channel(LOUNGE).id
    await board(town).remove(room, shown.id)
    await board(town).remove(room, shown.id)
    for attempt in (board(town).words(room, shown.id), board(town).rewrite(room, shown.id, Card("x"))):
        with pytest.raises(LookupError):
            await attempt
    channel = town.bot.get_channel(room)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    with pytest.raises(GiveUp):
        await board(town).put(room, Card("x"), "1")
    await board(town).remove(room, shown.id)
