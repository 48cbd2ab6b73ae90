"""A wall that posts are shown on, instead of Discord, and the hands that write on it: for tests on real databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy import select

from bot.anonymity.model import Post
from bot.anonymity.posting import Written, answer, begin
from bot.anonymity.receipts import receipt_hash
from bot.anonymity.showing import show
from bot.anonymity.store import PostStore
from bot.cards import Card
from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.keys import ConversationKeys
from bot.outbox import GiveUp
from bot.outbox.claims import EVERYTHING, Claims
from bot.outbox.ledger import Ledger
from config.texts import Texts, texts_for

ROOM = 111


class Crash(Exception):
    """The process ends here."""


@dataclass
class Wall:
    """Messages by id. `breaks` names a moment at which the process ends; `is_gone` says that the room was deleted."""

    t: Texts = field(default_factory=lambda: texts_for("en"))
    messages: dict[int, tuple[int, Card]] = field(default_factory=dict)
    threads: set[int] = field(default_factory=set)
    breaks: str = ""
    is_gone: bool = False
    ids: count[int] = field(default_factory=lambda: count(1000))

    def break_at(self, moment: str) -> None:
        if self.breaks == moment:
            self.breaks = ""
            raise Crash(moment)

    async def find(self, channel_id: int, post_id: int) -> int | None:
        for message_id, (place, card) in self.messages.items():
            if place == channel_id and any(str(b.address) == f"anonymous:report:{post_id}" for b in card.buttons):
                return message_id
        return None

    async def put(self, channel_id: int, card: Card, nonce: str) -> int:  # noqa: ARG002 -- the board's interface
        self.break_at("before it is shown")
        if self.is_gone:
            raise GiveUp("gone")
        message_id = next(self.ids)
        self.messages[message_id] = (channel_id, card)
        self.break_at("after it is shown")
        return message_id

    async def post(self, forum_id: int, title: str, tags: Sequence[str], card: Card) -> int:  # noqa: ARG002 -- the same
        return await self.put(forum_id, card, "")

    async def thread(self, channel_id: int, message_id: int, name: str) -> int | None:  # noqa: ARG002 -- the same
        self.break_at("before the thread")
        self.threads.add(message_id)
        self.break_at("after the thread")
        return message_id

    async def words(self, channel_id: int, message_id: int) -> str:
        return self._card(channel_id, message_id).text

    async def rewrite(self, channel_id: int, message_id: int, card: Card) -> None:
        self._card(channel_id, message_id)
        self.messages[message_id] = (channel_id, card)
        self.break_at("after it is rewritten")

    async def remove(self, channel_id: int, message_id: int) -> None:  # noqa: ARG002 -- the board's interface
        self.messages.pop(message_id, None)
        self.break_at("after it is removed")

    def _card(self, channel_id: int, message_id: int) -> Card:
        place, card = self.messages[message_id]
        assert place == channel_id
        return card

    @property
    def texts(self) -> list[str]:
        return [card.text for _, card in self.messages.values()]


@dataclass
class Hands:
    """One network, its keys, its wall, and a courier that is as plain as can be."""

    network: Network
    keys: ConversationKeys
    clock: ManualClock
    wall: Wall = field(default_factory=Wall)

    async def begin(self, person_id: int, words: str, *, room: int = ROOM) -> str:
        written = Written(person_id, words, self.clock.now())
        return await begin(self.network, self.keys, "rooms", room, written)

    async def answer(self, receipt: str, person_id: int, words: str) -> str:
        conversation_id = (await self.post(receipt)).conversation_id
        return await answer(self.network, self.keys, conversation_id, Written(person_id, words, self.clock.now()))

    async def post(self, receipt: str) -> Post:
        async with self.network.read() as tx:
            post = await PostStore(tx).by_receipt(receipt_hash(receipt))
        assert post is not None
        return post

    async def deliver(self) -> None:
        """Carry out everything that is due; a crash leaves the row as it was."""
        while True:
            async with self.network.write() as tx:
                claim = await Claims(tx).take(EVERYTHING, self.clock.now())
            if not claim.parcels:
                return
            for parcel in claim.parcels:
                facts = parcel.facts or {}
                post_id, nonce = facts["post_id"], facts["row_id"]
                await show(self.network, self.keys, self.wall, post_id, nonce=nonce, now=self.clock.now())
                async with self.network.write() as tx:
                    await Ledger(tx).drop(parcel.id)

    async def owed(self) -> int:
        async with self.network.read() as tx:
            return len(await tx.rows(select(outbox).where(tx.mine(outbox))))
