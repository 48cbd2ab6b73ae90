"""Whatever people do in whatever order: what is publishable has its author's live yes to exactly its words."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.consent import Offer, accept, agree, change_words, give_back, mark_published, publishable, withdraw
from archive.consent.person import forget_person
from archive.consent.store import ConsentStore
from bot.database.engine import Database
from bot.database.network import Networks
from bot.database.transaction import Tx
from bot.errors import Refusal
from bot.keys import Keyring, Vault
from tests.archive.consent.places import MONTH, NOW, Places, furnish, key_of, offered

TEXTS = ("The bus leaves early.", "The train leaves early.", "Nobody answers the phone.")
STEPS = st.tuples(
    st.sampled_from(["offer", "agree", "agree_unseen", "edit", "withdraw", "accept", "give_back", "publish", "erase"]),
    st.integers(0, 2),
    st.sampled_from(TEXTS),
)


class Story:
    """Plays steps on a real database and keeps a plain record of who said yes to what."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.ids: list[int] = []
        self.yeses: dict[int, str] = {}

    async def play(self, act: str, which: int, words: str) -> None:
        if act == "offer":
            self.ids.append((await offered(self.places, words)).id)
        elif self.ids:
            try:
                async with self.places.network.write() as tx:
                    await self._act(tx, act, self.ids[which % len(self.ids)], words)
            except Refusal:
                pass

    async def _act(self, tx: Tx, act: str, each: int, words: str) -> None:
        author = self.places.author.id
        if act in {"agree", "agree_unseen"}:
            stands = (await ConsentStore(tx).contribution(each)).words
            seen = stands if act == "agree" else words
            await agree(tx, each, key=key_of(author), person_id=author, words=seen, now=NOW)
            self.yeses[each] = seen
        elif act == "edit":
            await change_words(tx, each, Offer(words, words), person_id=author, now=NOW)
            self.yeses.pop(each, None)
        elif act == "withdraw":
            await withdraw(tx, each, person_id=author, now=NOW)
            self.yeses.pop(each, None)
        elif act == "accept":
            await accept(tx, self.places.steward.id, each, now=NOW)
        elif act == "give_back":
            await give_back(tx, self.places.steward.id, each, reason="why", now=NOW)
            self.yeses.pop(each, None)
        elif act == "publish":
            await mark_published(tx, [each], now=NOW)
        else:
            await forget_person(tx, author, now=NOW)
            self.yeses.clear()

    async def check(self) -> None:
        async with self.places.network.read() as tx:
            for statement in await publishable(tx, MONTH, key_of=key_of):
                assert self.yeses.get(statement.contribution_id) == statement.words
                assert (await ConsentStore(tx).contribution(statement.contribution_id)).state == "accepted"


async def tell(template: Path, steps: list[tuple[str, int, str]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.db"
        shutil.copy(template, path)
        async with Database.open(
            f"sqlite+aiosqlite:///{path}", vault=Vault(Keyring.open(Path(folder) / "keys"))
        ) as database:
            story = Story(await furnish(await Networks(database).create("North", now=NOW)))
            for step in [("offer", 0, TEXTS[0]), *steps]:
                await story.play(*step)
                await story.check()


@settings(max_examples=25, deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_nothing_is_publishable_without_a_live_yes_to_exactly_its_words(
    sqlite_template: Path, steps: list[tuple[str, int, str]]
) -> None:
    asyncio.run(tell(sqlite_template, steps))
