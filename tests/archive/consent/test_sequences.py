"""Nothing leaves without a yes: whatever people do in whatever order, with restarts in between.

Every sentence of every sent digest, and of the members' archive at any moment, has its author's live yes to exactly its
words for exactly that purpose. A plain record of the yeses is kept beside the real database and compared.
"""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.consent import (
    Offer,
    accept,
    agree,
    change_words,
    decline,
    give_back,
    offer,
    propose,
    publishable,
    take_up,
    withdraw,
)
from archive.consent.person import forget_person
from archive.consent.reading import months_before
from archive.consent.store import ConsentStore
from archive.delivery.sending import mark_sent
from archive.digest.build import build
from archive.digest.desk import _voices, keep_draft, standing
from archive.digest.model import Edition, Month
from archive.digest.store import EditionStore
from archive.finding.store import EntryStore
from bot.database.engine import Database
from bot.database.network import Network, Networks
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.keys import Keyring, Vault
from config.community import Publication, default_community
from tests.archive.consent.places import MONTH, NOW, Places, furnish, key_of

TEXTS = ("The bus leaves early.", "The train leaves early.", "Nobody answers the phone.")
PURPOSES = (("digest",), ("archive",), ("digest", "archive"))
ACTS = (
    "voice", "offer", "agree", "agree_unseen", "edit", "withdraw", "accept", "give_back", "propose", "take_up",
    "take_up_unseen", "decline", "erase", "build", "send", "restart",
)  # fmt: skip
Step = tuple[str, int, str, tuple[str, ...]]
STEPS_REST = (st.integers(0, 5), st.sampled_from(TEXTS), st.sampled_from(PURPOSES))
STEPS = st.tuples(st.sampled_from(ACTS), *STEPS_REST)
BEFORE_BUILDING = ACTS[: ACTS.index("build")]
SMALL = default_community().model_copy(update={"publication": Publication(people=2, sites=1)})


class SentWithoutAYes(Exception):
    """The record of yeses has none to a sentence that was sent."""


class Story:
    """Plays steps on a real database and keeps a plain record of who said yes to what, for what."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.network: Network = places.network
        self.authors = (places.author.id, places.boss.id)
        self.owner: dict[int, int] = {}
        self.yeses: dict[tuple[int, str], str] = {}
        self.accepted: set[int] = set()
        self.sentences = 0  # that were sent
        self.built: Edition | None = None
        self._edition = 12

    @property
    def month(self) -> str:
        """The month of the edition that is made next."""
        return months_before("2027-03", self._edition)

    async def play(self, act: str, which: int, words: str, purposes: tuple[str, ...]) -> None:
        if act in {"offer", "voice"}:
            author = self.authors[which % 2]
            async with self.network.write() as tx:
                each = (await offer(tx, Offer(words, words), person_id=author, now=NOW)).id
            self.owner[each] = author
            if act == "voice":
                for way in ("agree", "accept"):
                    await self._try(way, each, words, purposes)
        elif act in {"build", "send"}:
            await self._try(act, 0, words, purposes)
        elif self.owner:
            await self._try(act, list(self.owner)[which % len(self.owner)], words, purposes)

    async def _try(self, act: str, each: int, words: str, purposes: tuple[str, ...]) -> None:
        said, accepted = dict(self.yeses), set(self.accepted)
        try:
            async with self.network.write() as tx:
                await getattr(self, f"_{act.removesuffix('_unseen')}")(tx, each, words, purposes, "unseen" in act)
        except Refusal:
            self.yeses, self.accepted = said, accepted

    def _void(self, each: int) -> None:
        self.yeses = {key: words for key, words in self.yeses.items() if key[0] != each}
        self.accepted.discard(each)

    async def _agree(self, tx: Tx, each: int, words: str, purposes: tuple[str, ...], unseen: bool) -> None:
        author = self.owner[each]
        seen = words if unseen else (await ConsentStore(tx).contribution(each)).words
        await agree(tx, each, key=key_of(author), person_id=author, words=seen, now=NOW, purposes=purposes)
        self.yeses.update({(each, purpose): seen for purpose in purposes})

    async def _edit(self, tx: Tx, each: int, words: str, *_: object) -> None:
        await change_words(tx, each, Offer(words, words), person_id=self.owner[each], now=NOW)
        self._void(each)

    async def _withdraw(self, tx: Tx, each: int, *_: object) -> None:
        await withdraw(tx, each, person_id=self.owner[each], now=NOW)
        self._void(each)

    async def _accept(self, tx: Tx, each: int, *_: object) -> None:
        await accept(tx, self.places.steward.id, each, now=NOW)
        self.accepted.add(each)

    async def _give_back(self, tx: Tx, each: int, *_: object) -> None:
        await give_back(tx, self.places.steward.id, each, reason="why", now=NOW)
        self._void(each)

    async def _decline(self, tx: Tx, each: int, *_: object) -> None:
        await decline(tx, self.places.steward.id, each, reason="why", now=NOW)
        self._void(each)

    async def _propose(self, tx: Tx, each: int, words: str, *_: object) -> None:
        await propose(tx, self.places.steward.id, each, rewording=Offer(words, ""), now=NOW)
        self._void(each)

    async def _take_up(self, tx: Tx, each: int, words: str, _: tuple[str, ...], unseen: bool) -> None:
        author, before = self.owner[each], await ConsentStore(tx).contribution(each)
        proposed = before.proposal
        seen = words if unseen or proposed is None else proposed.words
        await take_up(tx, each, key=key_of(author), person_id=author, words=seen, now=NOW)
        assert proposed is not None
        self._void(each)
        self.yeses.update({(each, purpose): seen for purpose in proposed.purposes})

    async def _erase(self, tx: Tx, each: int, *_: object) -> None:
        gone = self.owner[each]
        await forget_person(tx, gone, now=NOW)
        for other in [other for other, author in self.owner.items() if author == gone]:
            self._void(other)
            del self.owner[other]

    async def _build(self, tx: Tx, *_: object) -> None:
        store = EditionStore(tx)
        found = await publishable(tx, MONTH, key_of=key_of)
        taken = await store.spoken_for(besides=self.month)
        voices = _voices(each for each in found if each.contribution_id not in taken)
        draft = build(voices, Month("North", self.month), SMALL)
        await keep_draft(tx, draft, now=NOW)
        self.built = draft.edition

    async def _send(self, tx: Tx, *_: object) -> None:
        """As `send_edition` does within its transaction: consent is looked up at this very moment."""
        store = EditionStore(tx)
        if not await store.exists(self.month):
            return
        kept = await store.of_month(self.month)
        edition, counted = await standing(cast("Any", None), self.network, tx, kept, key_of=key_of)
        await mark_sent(tx, kept, edition, counted, NOW)
        self._check_edition(edition)
        self._edition -= 1

    def _check_edition(self, edition: Edition) -> None:
        for theme in edition.themes:
            for said in theme.statements:
                assert self.yeses.get((said.contribution_id, "digest")) == said.words
                assert said.contribution_id in self.accepted
                self.sentences += 1

    async def check(self) -> None:
        async with self.network.read() as tx:
            for statement in await publishable(tx, MONTH, key_of=key_of):
                assert self.yeses.get((statement.contribution_id, "digest")) == statement.words
            there = Counter(entry.words for entry in await EntryStore(tx).everything())
            may = [each for each, purpose in self.yeses if purpose == "archive" and each in self.accepted]
            assert there == Counter(self.yeses[each, "archive"] for each in may)

    async def digest(self) -> tuple[set[int], bytes]:
        """Return whose words would be told this month, and the digest that they make, as bytes."""
        async with self.network.read() as tx:
            voices = _voices(await publishable(tx, MONTH, key_of=key_of))
        return {each.id for each in voices}, repr(build(voices, Month("North", self.month), SMALL).edition).encode()

    async def forget(self, others: set[int]) -> None:
        """Take contributions out as if they had never been."""
        async with self.network.write() as tx:
            for each in others:
                await ConsentStore(tx).remove(each)


async def remove_the_others(template: Path, steps: list[Step], *, also: int = 0) -> tuple[bytes, bytes]:
    """Play the steps; return the digest, and the digest once everything without a yes (and `also` more) is removed."""
    with TemporaryDirectory() as folder:
        path, keys = Path(folder) / "story.db", Path(folder) / "keys"
        shutil.copy(template, path)
        async with Database.open(f"sqlite+aiosqlite:///{path}", vault=Vault(Keyring.open(keys))) as database:
            story = Story(await furnish(await Networks(database).create("North", now=NOW, community=SMALL)))
            for step in steps:
                await story.play(*step)
            told, before = await story.digest()
            await story.forget(set(story.owner) - told | set(sorted(told)[:also]))
            return before, (await story.digest())[1]


async def tell(template: Path, steps: list[Step]) -> int:
    """Play the steps, checking after each; returns how many sentences were sent."""
    with TemporaryDirectory() as folder:
        path, keys = Path(folder) / "story.db", Path(folder) / "keys"
        shutil.copy(template, path)
        url, story, left = f"sqlite+aiosqlite:///{path}", None, list(steps)
        while story is None or left:
            async with Database.open(url, vault=Vault(Keyring.open(keys))) as database:
                networks = Networks(database)
                if story is None:
                    created = await networks.create("North", now=NOW, community=SMALL)
                    story = Story(await furnish(created))
                [story.network] = await networks.all()
                while left and (step := left.pop(0))[0] != "restart":
                    await story.play(*step)
                    await story.check()
                await story.check()
        return story.sentences


@settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=16))
def test_nothing_leaves_without_a_live_yes_to_exactly_its_words_for_exactly_that(
    sqlite_template: Path, steps: list[Step]
) -> None:
    asyncio.run(tell(sqlite_template, steps))


@settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, max_size=5), st.lists(STEPS, max_size=5))
def test_nor_where_a_digest_is_under_way(sqlite_template: Path, before: list[Step], after: list[Step]) -> None:
    both = ("digest", "archive")
    voices: list[Step] = [("voice", 0, TEXTS[0], both), ("voice", 1, TEXTS[1], both), ("voice", 0, TEXTS[2], both)]
    build_it, send_it = ("build", 0, "", both), ("send", 0, "", both)
    asyncio.run(tell(sqlite_template, [*voices, *before, build_it, *after, send_it, *before, build_it, send_it]))


def _two_voices() -> list[Step]:
    return [("voice", number, TEXTS[number], ("digest", "archive")) for number in (0, 1)]


BUILD, SEND, TAKE_BACK = (cast("Step", (act, 0, "", ("digest",))) for act in ("build", "send", "withdraw"))


def test_the_story_does_send(sqlite_template: Path) -> None:
    assert asyncio.run(tell(sqlite_template, [*_two_voices(), BUILD, SEND])) == 2


def test_a_sending_that_does_not_look_at_consent_again_is_noticed(
    sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def careless(story: Story, *_: object) -> None:
        assert story.built is not None, "it is built before"
        try:
            story._check_edition(story.built)
        except AssertionError as error:
            raise SentWithoutAYes from error

    monkeypatch.setattr(Story, "_send", careless)
    with pytest.raises(SentWithoutAYes):
        asyncio.run(tell(sqlite_template, [*_two_voices(), BUILD, TAKE_BACK, SEND]))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(BEFORE_BUILDING), *STEPS_REST), max_size=14))
def test_removing_everything_without_a_yes_leaves_the_digest_byte_identical(
    sqlite_template: Path, steps: list[Step]
) -> None:
    before, after = asyncio.run(remove_the_others(sqlite_template, [*_two_voices(), *steps]))
    assert before == after


def test_removing_one_that_has_a_yes_is_noticed(sqlite_template: Path) -> None:
    before, after = asyncio.run(remove_the_others(sqlite_template, _two_voices(), also=1))
    assert before != after
