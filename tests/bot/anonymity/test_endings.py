"""How conversations and their keys end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.anonymity.endings import close, release, sweep, take_back
from bot.anonymity.model import LIFE
from bot.anonymity.moderation import MuteStore, ReportStore
from bot.anonymity.store import ConversationStore, PostStore
from tests.bot.anonymity.test_posting import mute
from tests.bot.anonymity.wall import Hands

ANA, BEN = 501, 502
TOMORROW = timedelta(days=1)


def keys_left(hands: Hands) -> int:
    return len(hands.keys.made_before(hands.clock.now() + TOMORROW))


async def end(hands: Hands, receipt: str) -> int:
    """Close a post's conversation and return its id."""
    conversation_id = (await hands.post(receipt)).conversation_id
    async with hands.network.write() as tx:
        assert await close(tx, conversation_id, now=hands.clock.now())
    await hands.deliver()
    return conversation_id


async def test_at_fourteen_days_the_key_is_gone_and_with_it_tags_and_mutes(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Words.")
    await hands.deliver()
    await mute(hands, receipt)
    hands.clock.forward(LIFE - timedelta(seconds=1))
    await sweep(hands.network, hands.keys, now=hands.clock.now())
    assert keys_left(hands) == 1
    hands.clock.forward(timedelta(seconds=1))
    await sweep(hands.network, hands.keys, now=hands.clock.now())
    assert keys_left(hands) == 0
    post = await hands.post(receipt)
    assert (post.tag, post.state) == (None, "posted")
    async with hands.network.read() as tx:
        conversation = await ConversationStore(tx).get(post.conversation_id)
        assert conversation is not None
        assert conversation.is_closed
        assert conversation.key_id is None
        assert await MuteStore(tx).in_room(conversation.channel_id) == []
    await hands.begin(ANA, "Welcome back.")


async def test_a_closed_conversations_key_goes_at_once(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Words.")
    await hands.deliver()
    await end(hands, receipt)
    assert keys_left(hands) == 0
    assert [button.label for button in next(iter(hands.wall.messages.values()))[1].buttons] == ["Report"]


async def test_a_key_waits_for_answers_on_their_way(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Words.")
    await hands.deliver()
    await hands.answer(receipt, BEN, "An answer.")
    conversation_id = (await hands.post(receipt)).conversation_id
    async with hands.network.write() as tx:
        await close(tx, conversation_id, now=hands.clock.now())
    assert not await release(hands.network, hands.keys, conversation_id)
    await hands.deliver()
    assert "An answer." in hands.wall.texts
    await sweep(hands.network, hands.keys, now=hands.clock.now())
    assert keys_left(hands) == 0


async def test_a_key_waits_for_a_moderator_with_a_report_to_settle(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Words.")
    await hands.deliver()
    post = await hands.post(receipt)
    async with hands.network.write() as tx:
        await ReportStore(tx).add(post.id, "moderators", "open", b"sealed", now=hands.clock.now())
    await end(hands, receipt)
    assert keys_left(hands) == 1
    async with hands.network.write() as tx:
        assert await ReportStore(tx).settle(post.id)
    assert await release(hands.network, hands.keys, post.conversation_id)
    assert keys_left(hands) == 0


@pytest.mark.parametrize("is_destroyed", [False, True])
async def test_ended_between_row_and_key_the_sweep_finishes(hands: Hands, *, is_destroyed: bool) -> None:
    receipt = await hands.begin(ANA, "Words.")
    await hands.deliver()
    conversation_id = (await hands.post(receipt)).conversation_id
    async with hands.network.write() as tx:
        conversation = await ConversationStore(tx).get(conversation_id)
        await ConversationStore(tx).close(conversation_id, now=hands.clock.now())
    assert conversation is not None
    assert conversation.key_id is not None
    if is_destroyed:
        hands.keys.destroy(conversation.key_id)
    await sweep(hands.network, hands.keys, now=hands.clock.now())
    assert keys_left(hands) == 0
    assert (await hands.post(receipt)).tag is None
    async with hands.network.read() as tx:
        assert await ConversationStore(tx).with_keys() == []


async def test_a_key_that_no_row_knows_is_destroyed_by_its_age(hands: Hands) -> None:
    hands.keys.make(hands.clock.now())  # a process that ended before it wrote the row
    await sweep(hands.network, hands.keys, now=hands.clock.now())
    assert keys_left(hands) == 1
    hands.clock.forward(LIFE)
    await sweep(hands.network, hands.keys, now=hands.clock.now())
    assert keys_left(hands) == 0


async def test_a_restored_database_does_not_bring_back_who_wrote(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Words.")
    post = await hands.post(receipt)
    async with hands.network.read() as tx:
        conversation = await ConversationStore(tx).get(post.conversation_id)
    assert conversation is not None
    hands.keys.destroy(conversation.key_id or "")  # the backup still says that there is a key
    await hands.deliver()
    assert hands.wall.texts == []
    assert (await hands.post(receipt)).state == "failed"


async def test_taking_back_the_first_post_ends_its_conversation_and_an_answer_does_not(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Words.")
    await hands.deliver()
    reply = await hands.answer(receipt, BEN, "An answer.")
    await hands.deliver()
    async with hands.network.write() as tx:
        assert await take_back(tx, await hands.post(reply), now=hands.clock.now())
    await hands.deliver()
    assert keys_left(hands) == 1
    async with hands.network.write() as tx:
        assert await take_back(tx, await hands.post(receipt), now=hands.clock.now())
        assert not await take_back(tx, await hands.post(receipt), now=hands.clock.now())
    await hands.deliver()
    assert keys_left(hands) == 0
    assert hands.wall.texts == []
    async with hands.network.read() as tx:
        assert await PostStore(tx).unfinished() == []
