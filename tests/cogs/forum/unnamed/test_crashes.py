"""A question without a name whose post reached Discord just before the process ended: it is found and taken up."""

from __future__ import annotations

from typing import Any

from bot.anonymity.posting import sealing, show_soon
from bot.anonymity.receipts import read_receipt, receipt_hash
from bot.anonymity.store import ConversationStore, PostStore
from bot.database.schema.anonymity import conversations
from bot.keys import seal
from tests.cogs.forum.asking import EVENINGS
from tests.cogs.forum.unnamed.saying import WORDS, ask_unnamed, county, posts, unnamed_question
from tests.kit.town import Town


async def rewind(town: Town, receipt: str, **values: Any) -> None:
    """Make the rows as they are before the process has noted the post or its thread; showing it is owed again."""
    async with town.network.write() as tx:
        post = await PostStore(tx).by_receipt(receipt_hash(read_receipt(receipt) or ""))
        assert post is not None
        conversation = await ConversationStore(tx).get(post.conversation_id)
        assert conversation is not None
        key = town.house.keys.conversations(town.network_id).get(conversation.key_id)
        assert key is not None
        sealed = seal(sealing(key), WORDS.encode())
        await PostStore(tx).change(post.id, (post.state,), **{"sealed": sealed, **values})
        here = (tx.mine(conversations), conversations.c.id == conversation.id)
        await tx.execute(conversations.update().where(*here).values(thread_id=None))
        await show_soon(tx, post.id, due_at=town.clock.now())
    await town.settle()


async def test_a_post_that_was_not_noted_is_found_in_the_forum_kept_and_taken_back(town: Town) -> None:
    ana, *_ = await county(town)
    receipt = await ask_unnamed(town, ana)
    question = await unnamed_question(town)
    for state in ({"state": "sending", "message_id": None}, {"state": "posted"}):
        await rewind(town, receipt, **state)
        async with town.network.read() as tx:
            post = await PostStore(tx).by_receipt(receipt_hash(read_receipt(receipt) or ""))
            assert post is not None
            conversation = await ConversationStore(tx).get(post.conversation_id)
        assert post.state == "posted", state
        assert conversation is not None
        assert conversation.thread_id == question.thread_id
        assert not conversation.is_closed
        assert posts(town) == [EVENINGS["title"]]
    await rewind(town, receipt, state="taken_back", message_id=None, sealed=None)
    standing = town.bot.guilds[0].get_thread(question.thread_id or 0)
    assert standing is None or not [each async for each in standing.history() if WORDS in str(each.embeds)]
    town.assert_no_incident()
