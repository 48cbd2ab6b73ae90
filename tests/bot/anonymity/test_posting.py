"""Accepting anonymous posts, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import DateTime, select

from bot.anonymity.endings import close, release, take_back, take_down
from bot.anonymity.model import LIFE
from bot.anonymity.moderation import MuteStore
from bot.anonymity.posting import LONGEST_DELAY, ConversationEnded, Muted, Written, begin, due_at
from bot.anonymity.store import ConversationStore
from bot.database.schema.anonymity import conversations, mutes, posts, reports
from bot.database.schema.outbox import outbox
from tests.bot.anonymity.wall import Hands
from tests.kit.databases import START

ANA, BEN = 501, 502
TABLES = (conversations, posts, mutes, reports)


async def mute(hands: Hands, receipt: str) -> None:
    post = await hands.post(receipt)
    async with hands.network.write() as tx:
        conversation = await ConversationStore(tx).get(post.conversation_id)
        assert conversation is not None
        assert post.tag is not None
        assert await MuteStore(tx).add(conversation, post.tag, now=hands.clock.now())


async def rows(hands: Hands, table: Any) -> list[dict[str, Any]]:
    async with hands.network.read() as tx:
        return [dict(row._mapping) for row in await tx.rows(select(table).where(tx.mine(table)))]


async def test_the_words_stand_sealed_until_they_are_shown_and_then_nowhere(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "Our roof leaks.")
    assert b"roof" not in ((await hands.post(receipt)).sealed or b"")
    assert "roof" not in str([await rows(hands, table) for table in (*TABLES, outbox)])
    await hands.deliver()
    assert hands.wall.texts == ["Our roof leaks."]
    assert (await hands.post(receipt)).sealed is None
    assert await hands.owed() == 0, "a row that was carried out is deleted, not only emptied"


async def test_every_stored_time_is_cut_to_the_hour_and_nobody_is_named(hands: Hands) -> None:
    hands.clock.forward(timedelta(minutes=42, seconds=17))
    receipt = await hands.begin(ANA, "One.")
    await hands.deliver()
    reply = await hands.answer(receipt, BEN, "Two.")
    await hands.deliver()
    await mute(hands, reply)
    async with hands.network.write() as tx:
        await take_down(tx, await hands.post(reply), now=hands.clock.now())
        await close(tx, (await hands.post(receipt)).conversation_id, now=hands.clock.now())
    for table in TABLES:
        for row in await rows(hands, table):
            assert not {ANA, BEN} & {value for value in row.values() if isinstance(value, int)}
            for column in table.columns:
                if isinstance(getattr(column.type, "impl", column.type), DateTime) and row[column.name] is not None:
                    assert row[column.name] == row[column.name].replace(minute=0, second=0, microsecond=0)


async def test_one_author_has_one_name_in_a_conversation_and_another_tag_in_the_next(hands: Hands) -> None:
    first, second = await hands.begin(ANA, "One."), await hands.begin(ANA, "Two.")
    await hands.deliver()
    again, other = await hands.answer(first, ANA, "More."), await hands.answer(first, BEN, "Yes.")
    assert (await hands.post(again)).tag == (await hands.post(first)).tag
    assert (await hands.post(other)).tag != (await hands.post(first)).tag
    assert (await hands.post(second)).tag != (await hands.post(first)).tag


async def test_a_mute_holds_in_its_room_for_posts_and_answers_and_in_no_other(hands: Hands) -> None:
    bad, fine = await hands.begin(ANA, "Bad."), await hands.begin(BEN, "Fine.")
    await hands.deliver()
    await mute(hands, bad)
    with pytest.raises(Muted) as told:
        await hands.begin(ANA, "Again.")
    assert told.value.until == int((START + LIFE).timestamp())
    with pytest.raises(Muted):
        await hands.answer(fine, ANA, "Again.")
    await hands.begin(ANA, "Elsewhere.", room=222)
    await hands.begin(BEN, "Not me.")


async def test_a_refused_post_leaves_no_key_and_no_row(hands: Hands) -> None:
    bad = await hands.begin(ANA, "Bad.")
    await mute(hands, bad)
    before = hands.keys.made_before(START + timedelta(days=1))
    with pytest.raises(Muted):
        await hands.begin(ANA, "Again.")
    assert hands.keys.made_before(START + timedelta(days=1)) == before
    assert len(await rows(hands, conversations)) == 1


async def test_a_mute_cannot_be_ended_by_taking_the_post_back(hands: Hands) -> None:
    bad = await hands.begin(ANA, "Bad.")
    await hands.deliver()
    await mute(hands, bad)
    post = await hands.post(bad)
    async with hands.network.write() as tx:
        await take_back(tx, post, now=hands.clock.now())
    await hands.deliver()
    assert not await release(hands.network, hands.keys, post.conversation_id)
    with pytest.raises(Muted):
        await hands.begin(ANA, "Again.")


async def test_nobody_answers_what_is_not_there_yet_or_any_more(hands: Hands) -> None:
    receipt = await hands.begin(ANA, "One.")
    with pytest.raises(ConversationEnded):
        await hands.answer(receipt, BEN, "Too soon.")
    await hands.deliver()
    async with hands.network.write() as tx:
        await close(tx, (await hands.post(receipt)).conversation_id, now=hands.clock.now())
    with pytest.raises(ConversationEnded):
        await hands.answer(receipt, BEN, "Too late.")


async def test_the_delay_is_even_from_nothing_to_five_minutes_unless_it_is_declined() -> None:
    delays = [(due_at(START, at_once=False) - START).total_seconds() for _ in range(4000)]
    assert 0 <= min(delays) < 1
    assert 299 < max(delays) <= LONGEST_DELAY.total_seconds()
    tenths = [sum(30 * tenth <= delay < 30 * (tenth + 1) for delay in delays) for tenth in range(10)]
    assert all(300 < count < 500 for count in tenths), tenths  # 400 expected, five standard deviations are 95
    assert due_at(START, at_once=True) == START


async def test_where_a_row_waits_tells_nothing_of_when_it_was_written(hands: Hands) -> None:
    for number in range(30):
        await hands.begin(ANA + number, "Words.")
    waiting = sorted(await rows(hands, outbox), key=lambda row: row["id"])
    assert all(row["seq"] < 0 for row in waiting)
    by_place = [row["id"] for row in sorted(waiting, key=lambda row: row["seq"])]
    assert by_place != [row["id"] for row in waiting]
    assert len({row["destination"] for row in waiting}) == 30, "none holds up another"


async def test_a_post_is_dated_by_the_hour_in_which_it_goes_out(hands: Hands) -> None:
    late = datetime(2026, 3, 2, 15, 58, tzinfo=START.tzinfo)
    hands.clock.forward(late - START)
    written = Written(ANA, "Words.", late + timedelta(minutes=4))
    receipt = await begin(hands.network, hands.keys, "rooms", 111, written)
    post = await hands.post(receipt)
    async with hands.network.read() as tx:
        conversation = await ConversationStore(tx).get(post.conversation_id)
    assert conversation is not None
    assert conversation.opened_hour.hour == 16
