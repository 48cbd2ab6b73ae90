"""Whatever people do in whatever order, and wherever the process ends: what anonymity promises holds at every step."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import DateTime, select

from bot.anonymity.endings import close, release, sweep, take_back
from bot.anonymity.model import LIFE
from bot.anonymity.moderation import MuteStore
from bot.anonymity.posting import Muted
from bot.anonymity.pseudonyms import is_voice
from bot.anonymity.receipts import receipt_hash
from bot.anonymity.store import ConversationStore, PostStore
from bot.clock import ManualClock
from bot.database.engine import Database
from bot.database.network import Networks
from bot.database.schema.anonymity import conversations, mutes, posts, reports
from bot.errors import Refusal
from bot.keys import Keyring, Vault
from bot.outbox.claims import LEASE
from tests.bot.anonymity.wall import Crash, Hands
from tests.kit.databases import START

PEOPLE, ROOMS = (501, 502, 503), (111, 222)
MOMENTS = (
    "before it is shown",
    "after it is shown",
    "before the thread",
    "after it is removed",
    "after it is rewritten",
)
STEPS = st.tuples(
    st.sampled_from(
        ["post", "post", "answer", "answer", "mute", "close", "take_back", "wait", "deliver", "end", "sweep"]
    ),
    st.integers(0, 5),
    st.sampled_from(PEOPLE),
)


class Story:
    """Plays steps on a real database, with a plain record of who wrote what, which only the test keeps."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.written: dict[str, tuple[int, int]] = {}  # receipt to author and room
        self.muted: set[tuple[int, int, int]] = set()  # person, room, conversation
        self.backs: set[str] = set()

    async def play(self, act: str, which: int, who: int) -> None:
        receipt = list(self.written)[which % len(self.written)] if self.written else None
        try:
            if act in {"wait", "deliver", "end", "sweep"}:
                await getattr(self, f"_{act}")(which)
            elif act == "post":
                await self._post(which, who)
            elif receipt is not None:
                await getattr(self, f"_{act}")(receipt, who)
        except Muted:
            raise
        except (Refusal, Crash):
            return

    async def _post(self, which: int, who: int) -> None:
        room = ROOMS[which % 2]
        if await self._expects_mute(who, room):
            try:
                await self.hands.begin(who, "Words.", room=room)
            except Muted:
                return
            raise AssertionError("a muted voice posted")
        self.written[await self.hands.begin(who, "Words.", room=room)] = (who, room)

    async def _answer(self, receipt: str, who: int) -> None:
        room = self.written[receipt][1]
        is_muted = await self._expects_mute(who, room)
        try:
            self.written[await self.hands.answer(receipt, who, "Words.")] = (who, room)
        except Muted:
            assert is_muted, "somebody was muted who was not, or in another room"
            return
        assert not is_muted, "a muted voice answered"

    async def _expects_mute(self, who: int, room: int) -> bool:
        async with self.hands.network.read() as tx:
            for person, place, conversation_id in self.muted:
                kept = await ConversationStore(tx).get(conversation_id)
                if (person, place) == (who, room) and kept is not None and self.hands.keys.get(kept.key_id):
                    return True
        return False

    async def _mute(self, receipt: str, _who: int) -> None:
        post, (author, room) = await self.hands.post(receipt), self.written[receipt]
        async with self.hands.network.write() as tx:
            conversation = await ConversationStore(tx).get(post.conversation_id)
            if conversation is None or post.tag is None or self.hands.keys.get(conversation.key_id) is None:
                return
            await MuteStore(tx).add(conversation, post.tag, now=self.hands.clock.now())
        self.muted.add((author, room, post.conversation_id))

    async def _close(self, receipt: str, _who: int) -> None:
        post = await self.hands.post(receipt)
        async with self.hands.network.write() as tx:
            await close(tx, post.conversation_id, now=self.hands.clock.now())
        await release(self.hands.network, self.hands.keys, post.conversation_id)

    async def _take_back(self, receipt: str, _who: int) -> None:
        post = await self.hands.post(receipt)
        async with self.hands.network.write() as tx:
            if await take_back(tx, post, now=self.hands.clock.now()):
                self.backs.add(receipt)
        await release(self.hands.network, self.hands.keys, post.conversation_id)

    async def _wait(self, which: int) -> None:
        self.hands.clock.forward(timedelta(days=which, minutes=37 * which))
        await sweep(self.hands.network, self.hands.keys, now=self.hands.clock.now())  # the pulse beats meanwhile

    async def _deliver(self, _which: int) -> None:
        await self.hands.deliver()

    async def _end(self, which: int) -> None:
        """The process ends in the middle of a delivery, and another begins once the lease has run out."""
        self.hands.wall.breaks = MOMENTS[which % len(MOMENTS)]
        try:
            await self.hands.deliver()
        finally:
            self.hands.wall.breaks = ""
            self.hands.clock.forward(LEASE + timedelta(seconds=1))

    async def _sweep(self, _which: int) -> None:
        await sweep(self.hands.network, self.hands.keys, now=self.hands.clock.now())

    async def check(self) -> None:
        async with self.hands.network.read() as tx:
            for receipt, (author, _) in self.written.items():
                post = await PostStore(tx).by_receipt(receipt_hash(receipt))
                assert post is not None
                conversation = await ConversationStore(tx).get(post.conversation_id)
                assert conversation is not None
                key = self.hands.keys.get(conversation.key_id)
                matching = {who for who in PEOPLE if is_voice(key, tx.network_id, who, post.tag)}
                assert matching == ({author} if key is not None and post.tag is not None else set())
                assert post.tag is None or key is not None, "a tag outlived its key"
            for table in (conversations, posts, mutes, reports):
                times = [column for column in table.columns if isinstance(getattr(column.type, "impl", 0), DateTime)]
                for row in await tx.rows(select(*times).where(tx.mine(table))):
                    assert all(time is None or (time.minute, time.second) == (0, 0) for time in row)

    async def settle(self) -> None:
        """Let everything come to its end: what was taken back is gone, everything else stands there once."""
        for _ in range(3):
            await self.hands.deliver()
            await sweep(self.hands.network, self.hands.keys, now=self.hands.clock.now())
            self.hands.clock.forward(LEASE + timedelta(seconds=1))
        states = [(await self.hands.post(receipt)).state for receipt in self.written]
        assert len(self.hands.wall.messages) == states.count("posted")
        assert states.count("taken_back") == len(self.backs)
        assert await self.hands.owed() == 0
        self.hands.clock.forward(LIFE)
        await sweep(self.hands.network, self.hands.keys, now=self.hands.clock.now())
        assert self.hands.keys.made_before(self.hands.clock.now() + timedelta(days=1)) == []
        await self.check()


async def tell(template: Path, steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.db"
        shutil.copy(template, path)
        keyring = Keyring.open(Path(folder) / "keys")
        async with Database.open(f"sqlite+aiosqlite:///{path}", vault=Vault(keyring)) as database:
            network = await Networks(database).create("North", now=START)
            keys = keyring.conversations(network.id)
            story = Story(Hands(network, keys, ManualClock(START)))
            for step in [("post", 0, PEOPLE[0]), ("deliver", 0, PEOPLE[0]), *steps]:
                await story.play(*step)
                await story.check()
            await story.settle()


@settings(max_examples=25, deadline=None)
@given(st.lists(STEPS, max_size=14))
def test_whatever_happens_a_voice_is_one_persons_and_only_while_its_key_lives(
    sqlite_template: Path, steps: list[tuple[str, int, int]]
) -> None:
    asyncio.run(tell(sqlite_template, steps))
