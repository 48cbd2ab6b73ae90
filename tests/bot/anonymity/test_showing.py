"""Showing posts: ended at any moment and begun again, each is there once, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.anonymity.endings import sweep, take_back
from bot.anonymity.posting import sealing, show_soon
from bot.anonymity.store import ConversationStore, PostStore
from bot.keys import seal
from bot.outbox.claims import LEASE
from tests.bot.anonymity.wall import Crash, Hands

ANA, BEN = 501, 502
MOMENTS = ("before it is shown", "after it is shown", "before the thread", "after the thread")


async def begin_again(hands: Hands) -> None:
    hands.clock.forward(LEASE + timedelta(seconds=1))
    await hands.deliver()


async def rewrite(hands: Hands, receipt: str, words: str) -> None:
    post = await hands.post(receipt)
    async with hands.network.write() as tx:
        conversation = await ConversationStore(tx).get(post.conversation_id)
        key = hands.keys.get(conversation.key_id) if conversation is not None else None
        assert key is not None
        sealed = seal(sealing(key), words.encode())
        assert await PostStore(tx).change(post.id, ("waiting", "sending", "posted"), sealed=sealed)
        await show_soon(tx, post.id, due_at=hands.clock.now())


@pytest.mark.parametrize("moment", MOMENTS)
async def test_ended_at_any_moment_a_post_is_shown_once_with_its_thread(hands: Hands, moment: str) -> None:
    receipt = await hands.begin(ANA, "Words.")
    hands.wall.breaks = moment
    with pytest.raises(Crash):
        await hands.deliver()
    await begin_again(hands)
    assert hands.wall.texts == ["Words."]
    post = await hands.post(receipt)
    assert post.state == "posted"
    assert post.sealed is None
    assert hands.wall.threads == {post.message_id}
    assert await hands.owed() == 0


@pytest.mark.parametrize("moment", MOMENTS[:2])
async def test_taken_back_while_it_is_on_its_way_a_post_does_not_stay(hands: Hands, moment: str) -> None:
    receipt = await hands.begin(ANA, "Words.")
    hands.wall.breaks = moment
    with pytest.raises(Crash):
        await hands.deliver()
    async with hands.network.write() as tx:
        assert await take_back(tx, await hands.post(receipt), now=hands.clock.now())
    await begin_again(hands)
    await sweep(hands.network, hands.keys, now=hands.clock.now())
    await hands.deliver()
    assert hands.wall.texts == []
    assert (await hands.post(receipt)).state == "taken_back"


async def test_changed_while_it_is_on_its_way_the_new_words_stand_there_in_the_end(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Frist.")
    hands.wall.breaks = "after it is shown"
    with pytest.raises(Crash):
        await hands.deliver()
    await rewrite(hands, receipt, "First.")
    await begin_again(hands)
    assert hands.wall.texts == ["First."]
    assert (await hands.post(receipt)).sealed is None


async def test_new_words_survive_an_end_in_the_middle(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Frist.")
    await hands.deliver()
    await rewrite(hands, receipt, "First.")
    hands.wall.breaks = "after it is rewritten"
    with pytest.raises(Crash):
        await hands.deliver()
    await begin_again(hands)
    assert hands.wall.texts == ["First."]
    assert (await hands.post(receipt)).sealed is None


async def test_a_room_that_is_gone_ends_the_post_and_its_key(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Words.")
    hands.wall.is_gone = True
    await hands.deliver()
    post = await hands.post(receipt)
    assert (post.state, post.sealed, post.tag) == ("failed", None, None)
    assert await hands.owed() == 0
    assert hands.keys.made_before(hands.clock.now() + timedelta(days=1)) == []


async def test_a_post_that_somebody_deleted_is_noted_when_it_is_to_be_changed(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Words.")
    await hands.deliver()
    hands.wall.messages.clear()
    await rewrite(hands, receipt, "Other words.")
    await hands.deliver()
    post = await hands.post(receipt)
    assert (post.state, post.sealed, post.message_id) == ("gone", None, None)


async def test_a_removal_that_was_lost_is_owed_again(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Words.")
    await hands.deliver()
    async with hands.network.write() as tx:
        await PostStore(tx).change((await hands.post(receipt)).id, ("posted",), state="taken_back")
    await sweep(hands.network, hands.keys, now=hands.clock.now())
    await hands.deliver()
    assert hands.wall.texts == []
