"""From schema 0003: words that lay in the clear are sealed where they are, and readable to whoever holds the keys."""

from __future__ import annotations

import asyncio
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from sqlalchemy import Connection, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from archive.consent import typed
from archive.consent.store import ConsentStore
from archive.digest.model import Statement
from archive.digest.store import EditionStore
from archive.issues.store import IssueStore
from bot.database import migrate
from bot.database.engine import Database, make_engine
from bot.database.migrate import upgrade
from bot.database.network import Network, Networks
from bot.database.schema.sharing import consents, contributions
from bot.keys import Keyring, Vault, seal
from bot.notices import Notices
from bot.visibility.admission.rooms import read_rooms
from cogs.mentoring.store import MentoringStore
from config.community import default_community
from tests.kit.owed import owed
from tests.kit.postgres import admin
from tests.kit.raw import found, raw

THEN = datetime(2026, 1, 5, tzinfo=UTC)
WORDS = (
    "brassica",
    "clementine",
    "harmonium",
    "elderberry",
    "fandango",
    "gazpacho",
    "hollyhock",
    "ironwood",
    "juniper",
    "kumquat",
)
FACTS = {"channel_id": 5, "row_id": "9", "card": {"text": WORDS[6]}}
CARD = {"text": WORDS[7], "title": "", "fields": [], "footer": "", "buttons": [], "selects": []}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database at schema 0003, empty."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'old.db'}"
    if request.param == "postgres":
        server: str = request.getfixturevalue("postgres")
        url = f"{server}old_{uuid4().hex[:12]}"
        asyncio.run(admin(server, f"CREATE DATABASE {url.rsplit('/', 1)[1]}"))
    asyncio.run(_with(url, lambda connection: connection.run_sync(_to_0003)))
    return url


async def _with(url: str, work: Any) -> None:
    engine = make_engine(url)
    async with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            await connection.execute(text("BEGIN IMMEDIATE"))
        await work(connection)
        await (connection.execute(text("COMMIT")) if engine.dialect.name == "sqlite" else connection.commit())
    await engine.dispose()


def _to_0003(connection: Connection) -> None:
    config = migrate._config()
    config.attributes["connection"] = connection
    command.upgrade(config, "0003")


async def _fill(connection: AsyncConnection, original: bytes) -> None:
    async def insert(table: str, **values: Any) -> None:
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        await connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)

    def at(instant: datetime) -> Any:
        return instant if connection.dialect.name == "postgresql" else "2026-01-05 00:00:00.000000"

    when, one = at(THEN), {"network_id": 1}
    community = default_community().model_dump_json()
    await insert("networks", id=1, name="North", community=community, created_at=when)
    person = {"position": "coordinator", "languages": "[]", "topics": "[]", "locale": "en", "state": "active"}
    await insert("people", **one, id=2, name="Ana", **person, added_at=when)
    issue = {"kind": "concern", "for_policymakers": "no", "raised_at": when}
    await insert("themes", **one, id=4, title="Kept", keywords='["gone"]', begun_at=when)
    await insert("issues", **one, id=3, person_id=2, theme_id=4, text=f"an issue: {WORDS[0]}", **issue)
    support = {"issue_id": 3, "person_id": 2, "supported_at": when}
    await insert("issue_supports", **one, id=3, **support)  # points at the issue: it must survive
    wish = {"side": "mentee", "state": "open", "topics": "[]", "languages": "[]", "capacity": 1}
    await insert("mentoring_wishes", **one, id=3, person_id=2, about=WORDS[1], **wish)
    pair: dict[str, Any] = {"mentee_id": 2, "mentor_id": 2, "state": "open", "reasons": "[]", "proposed_at": when}
    yeses = {"answer_by": when, "mentee_accepted_at": when, "mentor_accepted_at": when}
    await insert("mentoring_pairs", **one, id=3, **pair, **yeses)
    room = {"kind": "open", "audience": "practitioners", "state": "open", "site_ids": "[]", "asked_at": when}
    await insert("rooms", **one, id=3, name="One", purpose=WORDS[2], opener_person_id=2, **room)
    await insert("rooms", **one, id=4, name="Two", purpose="", opener_person_id=None, **room)
    offer: dict[str, Any] = {
        "language": "en",
        "kind": "concern",
        "topic": "family",
        "month": "2026-01",
        "state": "returned",
    }
    held, dates = json.dumps([WORDS[4]]), {"offered_at": when, "changed_at": when}
    offer |= {"held": held, "reason": WORDS[5], "original_sealed": original, **dates}
    await insert("contributions", **one, id=3, person_id=2, words=WORDS[3], **offer)
    gone = offer | {"held": "[]", "reason": None, "original_sealed": None, "state": "recalled"}
    await insert("contributions", **one, id=4, person_id=None, words="", **gone)
    # sent: its row says whose it is, and so does its yes
    ended = offer | {"state": "published", "region": "Upper", "issue_id": 3, "reviewer_person_id": 2}
    await insert("contributions", **one, id=5, person_id=2, words="what was sent", **ended)
    yes = {"purpose": "digest", "language": "en", "wording": 1, "fingerprint": "f" * 64, "given_at": when}
    await insert("consents", **one, id=3, person_id=2, contribution_id=5, **yes)
    await insert("consents", **one, id=4, person_id=2, contribution_id=3, **yes)
    said: dict[str, Any] = {"contribution_id": 5, "words": WORDS[9], "language": "en"}
    theme: dict[str, Any] = {
        "key": "concern-1",
        "kind": "concern",
        "topic": "family",
        "title": "Kept",
        "fallback": "Kept",
    }
    theme |= {"fallback": "Kept", "band": {"least": 5, "most": 9}, "statements": [said, said | {"contribution_id": 4}]}
    edition: dict[str, Any] = {"network": "North", "month": "2026-01", "people": 5, "sites": 3, "themes": [theme]}
    content = json.dumps(edition | {"answered": [], "recalls": []})
    await insert("editions", **one, id=3, month="2026-01", state="sent", content=content, built_at=when)
    row = {"kind": "discord.post", "destination": "channel:5", "attempts": 0, "due_at": when}
    await insert("outbox", **one, id=3, seq=1, facts=json.dumps(FACTS), state="waiting", **row)
    await insert("outbox", **one, id=4, seq=2, facts="null", state="sent", **row)
    notice = {"person_id": 2, "kind": "test", "created_at": when}
    await insert("notices", **one, id=3, card=json.dumps(CARD), state="inbox", **notice)
    await insert("notices", **one, id=4, card=None, state="done", **notice)


async def test_words_from_before_are_sealed_and_still_read(old_url: str, keys: Keyring, tmp_path: Path) -> None:
    vault = Vault(keys)
    original = seal(keys.person_key(1, 2), json.dumps([WORDS[8], [["Ana", "[someone]"]]]).encode())
    await _with(old_url, lambda connection: _fill(connection, original))
    async with Database.open(old_url, vault=vault) as old:
        there = {word for word, _ in found(WORDS, await raw(old, tmp_path))}
    assert there == set(WORDS) - {WORDS[8]}, "the search sees what lay there"

    with pytest.raises(RuntimeError, match="vault"):
        await upgrade(old_url)
    await upgrade(old_url, vault=vault)

    async with Database.open(old_url, vault=vault) as database:
        places = await raw(database, tmp_path)
        in_log = {place for _, place in found(WORDS, places)}
        assert all(place.startswith("pg_wal/") for place in in_log), (
            "the server's log of before is written over in time"
        )
        network = await Networks(database).get(1)
        assert network is not None
        await _is_all_there(network)


async def _is_all_there(network: Network) -> None:
    async with network.read() as tx:
        assert [issue.text for issue in await IssueStore(tx).everything()] == [f"an issue: {WORDS[0]}"]
        assert len(await IssueStore(tx).supports_of(2)) == 1, "what points at a rewritten row is still there"
        wish = await MentoringStore(tx).wish(2, "mentee")
        assert wish is not None
        assert wish.about == WORDS[1]
        assert (wish.is_listed, wish.hours, wish.is_live) == (False, (), True)  # they agreed to no browsing
        pair = await MentoringStore(tx).pair(3)
        assert pair is not None
        assert pair.opened_at == THEN
        assert pair.is_passed_on, "nobody is offered the next best for what was closed long ago"
        assert [room.purpose for room in await read_rooms(tx)] == [WORDS[2], ""]
        [kept, sent] = sorted(await ConsentStore(tx).of_person(2), key=lambda each: each.id)
        assert (sent.words, sent.region, sent.issue_id) == ("what was sent", "Upper", 3)
        [row] = await tx.rows(select(contributions).where(tx.mine(contributions), contributions.c.id == 5))
        assert [row.person_id, row.reviewer_person_id, row.issue_id, row.region] == [None] * 4
        given = await tx.rows(select(consents).where(tx.mine(consents)))
        assert {each.contribution_id: each.person_id for each in given} == {5: None, 3: 2}
        assert (kept.words, kept.held, kept.reason) == (WORDS[3], ((WORDS[4], ""),), WORDS[5])
        assert await typed(tx, 3, person_id=2) == (WORDS[8], [("Ana", "[someone]")])
        assert (await ConsentStore(tx).contribution(4)).words == ""
        [theme] = (await EditionStore(tx).of_month("2026-01")).edition.themes
        assert theme.statements == (Statement(5, language="en", yes="f" * 64), Statement(4, language="en"))
        assert await owed(tx) == [("discord.post", FACTS)]
        assert [notice.card.text for notice in await Notices(tx).waiting(2)] == [WORDS[7]]


async def test_the_copy_made_before_holds_it_as_it_was(old_url: str, keys: Keyring, tmp_path: Path) -> None:
    if not old_url.startswith("sqlite"):
        pytest.skip("a server is backed up by its host")
    await _with(old_url, lambda connection: _fill(connection, b""))
    before = await upgrade(old_url, vault=Vault(keys))
    copy = tmp_path / f"old.before-{before.newest}.db"
    assert before.copy == copy, "the host is told, so that it can be deleted"
    assert WORDS[0].encode() in copy.read_bytes()
    shutil.copy(copy, tmp_path / "old.db")
    assert (await upgrade(old_url, vault=Vault(keys))).present == "0003"
