"""What members write lies nowhere in the clear: not in a row, a file, a log or a backup, on either database."""

from __future__ import annotations

import json
import logging
import secrets
from base64 import b64encode
from collections.abc import AsyncIterator, Collection
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from pydantic import SecretStr
from simcord.actors import MemberActor
from sqlalchemy import Column, LargeBinary, MetaData, Table, Text, select, text

from bot.cards import Card
from bot.clock import ManualClock
from bot.database.engine import Database
from bot.database.schema import metadata
from bot.database.schema.base import Sealed
from bot.health.queues import read_queues
from bot.keys import Keyring, Vault
from bot.notices import Notices
from bot.outbox import Outbox
from bot.outbox.mail import Mail
from cogs.forum.asking.asking import let_be_found
from cogs.forum.entries import EntryStore
from cogs.forum.model import Asked, Choices
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.reflecting.leanings import LeaningStore
from cogs.forum.store import QuestionStore
from cogs.forum.styles.marks import MarkStore, Target
from cogs.privacy.walk import erase_all, export_all
from cogs.setup.wizard.store import RosterFiles
from cogs.webinars.after.library import LibraryStore
from demo.mailbox import open_mailbox
from tests.cogs.mentoring import town_life as mentoring
from tests.cogs.rooms.asking import open_form
from tests.cogs.sharing.test_flow import reply, say_yes, share
from tests.cogs.webinars.after.held import hold
from tests.kit.raw import found, raw
from tests.kit.town import Town, open_town, town_settings

ISSUE, WISH, PURPOSE, SHARED, REASON, NOTE, REWORDED, DRAFT, ASKED, TRIED, NEVER, HANDLED, SLIDES = (
    "trombone", "naïve lantern", "harpsichord", "marmalade", "periwinkle — again", "kaleidoscope", "butter", "bagpipe",
    "bassoon", "celesta", "dulcimer", "glockenspiel",
    "mandolin",
)  # fmt: skip
TYPED = ("Quillon Vexley", "510-555-0142")
CANARIES = (
    ISSUE, DRAFT, WISH, PURPOSE, SHARED, REASON, NOTE, ASKED, TRIED, NEVER, HANDLED, SLIDES,
    f"out of {REWORDED} before", *TYPED,
)  # fmt: skip
CODE = "K7PQ-canary-code"
TOKEN = "canary-token-" + "x" * 20


@pytest.fixture
async def town(tmp_path: Path, clock: ManualClock, database_url: str) -> AsyncIterator[Town]:
    """A town on each database."""
    async with open_mailbox(clock) as letters:
        secrets_set = {"discord_token": SecretStr(TOKEN), "metrics_token": SecretStr(TOKEN)}
        settings = town_settings(tmp_path, letters.url).model_copy(
            update={"database_url": SecretStr(database_url), **secrets_set}
        )
        async with open_town(settings, clock, letters) as town:
            await town.set_up()
            yield town


async def write_everywhere(town: Town) -> MemberActor:
    """Let one member hand something over in every way there is; returns her."""
    ana, ben, stew = await mentoring.newcomer(town), await mentoring.seasoned(town), await mentoring.steward(town)
    lounge = town.channel("practitioners-lounge")

    form = await ana.slash(lounge, "issue raise", kind="concern", topic="family", for_policymakers="no")
    await ana.submit_modal(form, {"text": f"Our evenings need interpreters and a {ISSUE}."})
    form = await ben.slash(lounge, "issue raise", kind="concern", topic="family", for_policymakers="no")
    alike = await ben.submit_modal(form, {"text": "Our evenings need interpreters for families."})
    await ben.click(reply(alike), label="Post mine anyway")
    form = await ana.slash(lounge, "issue raise", kind="concern", topic="family", for_policymakers="no")
    await ana.submit_modal(form, {"text": f"Our evenings need interpreters and a {DRAFT}."})  # waits: Ben says it too

    form = await mentoring.form_of(town, ana)
    await ana.submit_modal(form, {"about": f"A {WISH} seeks company.", "names": f"Gone {NEVER}"})
    await mentoring.offer(town, ben)
    await mentoring.propose(town, ana, ben)

    form = await open_form(town, ana)
    await ana.submit_modal(form, {"name": "Evenings", "purpose": f"Where we tune the {PURPOSE}."})

    card = await share(town, ana, f"The school kitchen ran out of {SHARED} before lunch. Ask {TYPED[0]}, {TYPED[1]}.")
    await say_yes(ana, card)
    review = reply(await stew.slash(town.channel("general"), "digest review"))
    form = await stew.click(review, label="Suggest other words")
    rewording = f"The school kitchen ran out of {REWORDED} before lunch."
    await stew.submit_modal(form, {"text": rewording, "reason": f"Say it without {REASON}."})
    for_archive = await share(town, ana, "The bus leaves early.")  # found by members, so in the clear
    purposes = str(reply(for_archive).components[2]["components"][0]["custom_id"])
    await say_yes(ana, await ana.select(reply(for_archive), values=["archive"], custom_id=purposes))
    review = reply(await stew.slash(town.channel("general"), "digest review"))
    await stew.click(review, label="Let them go out")
    await share(town, ana, f"More {SHARED} please. Ask {TYPED[0]}, {TYPED[1]}.")  # offered, not agreed to

    await ask_forum(town, town.person(ana).id)
    webinar = await hold(town.network, town.clock, town.person(ana), town.house.keys.conversations(town.network_id))
    link = f"https://example.org/{SLIDES}"
    async with town.network.write() as tx:
        await LibraryStore(tx).keep(webinar, town.person(ana).id, "slides", SLIDES, link, now=town.clock.now())
    later = town.clock.now() + timedelta(days=3)
    async with town.network.write() as tx:
        await Notices(tx).tell(town.person(ana).id, "test", Card(f"Colleagues like your {NOTE}."), now=later)
        await Outbox(tx).mail(Mail("ana.ruiz@example.org", "Your code", f"{CODE} {NOTE}"), now=later)
        await RosterFiles(tx).keep(CODE.encode(), NOTE.encode(), by=town.person(ana).id, now=later)
    await town.forward(timedelta(days=1))  # posts go out, themes are made
    return ana


async def ask_forum(town: Town, person_id: int) -> None:
    """Keep a question as the forum does, found by its words: she is no principal, and the rows are the same."""
    asked = Asked(f"A {ASKED}", f"Who tunes the {ASKED}?", f"A {TRIED}.")
    async with town.network.write() as tx:
        store, now = QuestionStore(tx), town.clock.now()
        question_id = await store.draft(person_id, Choices("other"), asked, now=now)
        question = await store.get(question_id)
        assert question is not None
        await store.change(question_id, ("draft",), state="open")
        await let_be_found(tx, question, now=now)
        assert await EntryStore(tx).find(ASKED) != []
        prompt = await PromptStore(tx).plan("two_bosses", now)
        await PromptStore(tx).change(prompt.id, ("waiting",), state="skipped")
        telling_id = await TellingStore(tx).put(prompt.id, person_id, "servant", f"I tuned the {HANDLED}.", now=now)
        await TellingStore(tx).publish(telling_id, f"I tuned the {HANDLED}.", "other")
        assert await EntryStore(tx).find(HANDLED) != []
        await MarkStore(tx).put(person_id, Target("telling", telling_id), "helped")
        await LeaningStore(tx).put(person_id, "servant")


def shown(town: Town) -> str:
    """What an error report or a debugger would show of the services."""
    house = town.house
    services = (
        house,
        house.settings,
        house.keys,
        Vault(house.keys),
        house.mail_connections,
        house.client,
        house.courier,
    )
    return "\n".join([repr(each) for each in services] + [str(each) for each in services])


def told(town: Town, lines: StringIO) -> str:
    """Everything that anybody is told who is not the person: the log, the metrics, what a debugger shows."""
    return lines.getvalue() + town.house.meters.text().decode() + shown(town)


def tell_carelessly(town: Town, words: Collection[str]) -> None:
    """The control: let out each word once, in the log, or as what is counted where no log of a test may have it."""
    for word in words:
        if "canary" in word:
            town.house.meters.answers.labels(word).inc()
        else:
            logging.getLogger("bot.control").debug("somebody wrote: %s", word)


def keys_of(town: Town) -> set[str]:
    """Every key, in the ways somebody might print it."""
    files = [path for path in town.house.settings.keys_dir.rglob("*") if path.is_file() and path.stat().st_size >= 16]
    assert len(files) > 3
    ways = (lambda key: key.hex(), lambda key: b64encode(key).decode(), repr)
    return {way(path.read_bytes()) for path in files for way in ways}


async def sealed_of(town: Town, person_id: int) -> dict[str, list[bytes]]:
    """Every sealed text of a person as it is stored, by column."""
    kept: dict[str, list[bytes]] = {}
    owners = {"rooms": "opener_person_id"}
    on_their_way = {"card", "files"}  # under the key of a day, not hers
    async with town.network.read() as tx:
        for table in metadata.sorted_tables:
            owner = owners.get(table.name, "person_id")
            for column in table.columns:
                if isinstance(column.type, Sealed) and owner in table.c and column.name not in on_their_way:
                    hers = table.c[owner] == person_id
                    if "author_mark" in table.c:  # only she has shared anything
                        hers |= table.c.author_mark.is_not(None)
                    rows = await tx.rows(select(column.label("kept")).where(tx.mine(table), hers))
                    kept[str(column)] = [row.kept for row in rows if row.kept is not None]
    return kept


async def test_no_word_lies_in_the_clear_and_after_an_erasure_none_can_be_opened(
    town: Town, tmp_path: Path, lines: StringIO
) -> None:
    ana = await write_everywhere(town)
    await read_queues(town.house)
    secret = {*CANARIES, CODE, TOKEN, *keys_of(town)}
    assert [word for word in secret if word in told(town, lines)] == []
    assert "roles of account" in lines.getvalue(), "it was listened to"
    tell_carelessly(town, secret)
    assert [word for word in secret if word not in told(town, lines)] == [], "the control: it would be heard"
    town.house.settings = town.house.settings.model_copy(update={"discord_token": TOKEN})
    assert TOKEN in shown(town), "the control: a setting that does not hide what it is would be seen"
    person, network = town.person(ana), town.network
    held = json.dumps(await export_all(town.house, network, person.id), ensure_ascii=False, default=str)
    own = (ISSUE, DRAFT, WISH, PURPOSE, SHARED, REASON, NOTE, CODE, ASKED, TRIED, HANDLED, NEVER, SLIDES)
    assert [word for word in own if word not in held] == []

    before = await raw(town.house.database, tmp_path)
    assert found((*CANARIES, CODE), before) == set()

    kept = await sealed_of(town, person.id)
    assert {column for column, texts in kept.items() if texts} == set(kept), "every column was written to"
    opener = Vault(Keyring.open(town.house.settings.keys_dir))
    assert all(opener.unseal(network.id, person.id, place, each) for place, texts in kept.items() for each in texts)
    assert all(_lies_in(each, before) for texts in kept.values() for each in texts), "the search sees what is stored"

    await erase_all(town.house, network, person.id, now=town.clock.now())
    await town.settle()

    for keys in (town.house.keys, Keyring.open(town.house.settings.keys_dir)):
        vault = Vault(keys)
        assert not any(vault.unseal(network.id, person.id, place, each) for place in kept for each in kept[place])
    if town.house.database.is_sqlite:
        after = await raw(town.house.database, tmp_path)
        assert not any(_lies_in(each, after) for texts in kept.values() for each in texts)


def _lies_in(sealed: bytes, places: dict[str, bytes]) -> bool:
    """Say whether a stretch of a sealed text lies somewhere, as bytes or as PostgreSQL shows them."""
    stretch = sealed[:24]
    return any(stretch in data or stretch.hex().encode() in data for data in places.values())


@pytest.mark.parametrize("word", ["plain", "naïve"])
async def test_the_same_search_finds_words_in_a_column_of_text_or_of_bytes(
    database: Database, tmp_path: Path, word: str
) -> None:
    canary = f"{word}-{secrets.token_hex(6)}"
    control = Table("control", MetaData(), Column("words", Text), Column("data", LargeBinary))
    async with database.write_across() as connection:
        await connection.run_sync(control.metadata.create_all)
        await connection.execute(control.insert().values(words=f"a {canary} b", data=None))
    in_text = {place for _, place in found([canary], await raw(database, tmp_path))}
    async with database.write_across() as connection:
        await connection.execute(control.delete())
        await connection.execute(control.insert().values(words=None, data=f"a {canary} b".encode("utf-16-le")))
    in_bytes = {place for _, place in found([canary], await raw(database, tmp_path))}
    if database.is_sqlite:
        assert in_text & {"file", "log"}
        assert "backup" in in_text & in_bytes
    else:
        assert "rows of control" in in_text
        assert any(place.startswith("pg_wal/") for place in in_text & in_bytes)
        assert any(place[0].isdigit() for place in in_text & in_bytes), "in the table's file"


@pytest.mark.postgres
async def test_without_sealing_an_erased_row_would_still_lie_on_the_servers_disk(postgres: str, tmp_path: Path) -> None:
    """Why deleting is not enough there: the control for the whole decision."""
    canary = f"erased-{secrets.token_hex(6)}"
    async with Database.open(f"{postgres}postgres", vault=Vault(Keyring.open(tmp_path / "keys"))) as database:
        async with database.write_across() as connection:
            await connection.execute(text("CREATE TABLE erased_control (words text)"))
            await connection.execute(text("INSERT INTO erased_control VALUES (:words)"), {"words": canary})
        async with database.write_across() as connection:
            await connection.execute(text("DELETE FROM erased_control"))
        assert found([canary], await raw(database, tmp_path))
