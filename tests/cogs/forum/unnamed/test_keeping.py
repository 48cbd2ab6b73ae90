"""Words without a name, as they are kept: under a key of their row's own, on both databases."""

from __future__ import annotations

from bot.clock import ManualClock
from bot.database.network import Network
from bot.keys import Keyring
from bot.keys.rotation import add_sealing_keys, drop_former_sealing_keys
from bot.run.backups.rotating import seal_anew
from cogs.forum.entries import EntryStore
from cogs.forum.losing import lose_in
from cogs.forum.model import STANDING, Asked, Choices
from cogs.forum.store import QuestionStore


async def test_words_without_a_name_outlive_rotations_and_their_key_goes_with_them(
    network: Network, clock: ManualClock, keys: Keyring
) -> None:
    now, asked = clock.now(), Asked("Buses", "Whose buses are on time?")
    for turn in range(3):
        async with network.write() as tx:
            store = QuestionStore(tx)
            if turn == 0:
                question_id = await store.unnamed(77, Choices("other"), asked, 5, now=now)
            question = await store.get(question_id)
            assert question is not None
            await store.reword(question, Asked("Buses", f"Whose buses are on time, {turn}?"), STANDING)
            entry_id = await EntryStore(tx).add_unnamed(question, 700 + turn, "answer", f"Ours, {turn}")
        leaked = keys.find_row_keys(network.id, question_id)
        add_sealing_keys(keys.folder)
        await seal_anew(network)
        drop_former_sealing_keys(keys.folder)
        assert keys.find_row_keys(network.id, question_id) != leaked, "who had the key has it no more"
        async with network.read() as tx:
            question, entry = await QuestionStore(tx).get(question_id), await EntryStore(tx).get(entry_id)
            assert question is not None
            assert question.asked == Asked("Buses", f"Whose buses are on time, {turn}?")
            assert entry is not None
            assert entry.words == f"Ours, {turn}"
    assert question is not None
    assert entry is not None
    assert len(keys.find_row_keys(network.id, entry_id)) == 1
    async with network.write() as tx:
        await EntryStore(tx).remove([entry])
        await lose_in(tx, question, now=now)
    assert [keys.find_row_keys(network.id, row) for row in (question_id, entry_id)] == [[], []]
