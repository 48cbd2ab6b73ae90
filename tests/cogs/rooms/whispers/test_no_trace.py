"""No trace of an author: not in a log at any level, not in a file, and none of the words once they are taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from bot.database.migrate import _back_up
from bot.database.schema import metadata
from bot.database.schema.outbox import outbox
from cogs.privacy.packing import DATA, PAGE
from tests.cogs.anonymous.test_moderation import report
from tests.cogs.rooms.seeing import LOUNGE
from tests.cogs.rooms.whispers.saying import LATER, opened, people, posts, say
from tests.cogs.setup.replies import told
from tests.kit.town import Town

CANARY = "The zeppelin over the quarry"
ANONYMOUS = ("anonymous_conversations", "anonymous_posts", "anonymous_mutes", "anonymous_reports", "outbox", "notices")


def on_disk(town: Town, *words: str) -> set[str]:
    """The words that stand in the database, its log or a backup that is made now."""
    file = town.house.settings.file
    backup = _back_up(file, "now")
    content = b"".join(path.read_bytes() for path in file.parent.iterdir() if path.is_file())
    backup.unlink()
    return {word for word in words if word.encode() in content}


async def test_the_whole_way_logs_neither_who_nor_what(town: Town, lines: StringIO) -> None:
    _, ana, ben, *_ = await people(town, 9, steward=True)
    lines.truncate(0)
    receipt = await say(town, ana, CANARY)
    reply = await say(town, ben, "And the herring barrel", on=posts(town)[0])
    await report(town, ben, posts(town)[0], "Because of the walrus")
    town.env.inject_error("PATCH", "/channels/*/messages/*", status=500, times=6)
    changed = await ana.click(await opened(town, ana, receipt), label="Change the words")
    await ana.submit_modal(changed, {"text": "The zeppelin is gone"})
    await town.settle()
    await ana.click(await opened(town, ana, receipt), label="Take it back")
    await town.forward(timedelta(hours=1))
    said = lines.getvalue()
    for canary in ("zeppelin", "herring", "walrus", receipt, reply, receipt.replace("-", ""), reply.replace("-", "")):
        assert canary not in said
    assert "anonymous_" not in said, "a statement's line would tell when somebody wrote"
    for person in (ana, ben):
        assert str(person.id) not in said
        assert str(town.person(person).id) not in said


async def test_no_row_that_is_written_on_the_way_names_anybody(town: Town) -> None:
    ana, ben, *_ = await people(town)
    before = await rows(town)
    await say(town, ana, CANARY, button=LATER)
    waiting = await rows(town)
    town.clock.forward(timedelta(minutes=5, seconds=1))  # without the pulse, whose sweeps write rows of their own
    await town.settle()
    await say(town, ben, "An answer.", on=posts(town)[0])
    after = await rows(town)
    ids = {str(each) for actor in (ana, ben) for each in (actor.id, town.person(actor).id)}
    for found in (waiting, after):
        for table in ANONYMOUS:
            added = [row for row in found[table] if row not in before[table] and "access." not in str(row)]
            assert not [row for row in added if any(one in str(row) for one in ids)], table
    changed = {table for table in after if after[table] != before[table]} - {"outbox"}
    assert changed == {"anonymous_conversations", "anonymous_posts"}, "nothing else is written on the way"


async def rows(town: Town) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the database holds, by table."""
    async with town.network.read() as tx:
        return {
            table.name: sorted((tuple(row) for row in await tx.rows(select(table).where(tx.mine(table)))), key=str)
            for table in metadata.sorted_tables
            if "network_id" in table.c
        }


async def test_not_even_the_five_minutes_of_the_delay_are_words_on_disk(town: Town) -> None:
    ana, *_ = await people(town)
    await say(town, ana, CANARY, button=LATER)
    assert on_disk(town, CANARY, "zeppelin") == set()
    async with town.network.read() as tx:
        kinds = [row.kind for row in await tx.rows(select(outbox).where(tx.mine(outbox), outbox.c.state == "waiting"))]
    assert "anonymous.show" in kinds


async def test_taken_back_no_byte_of_it_is_left_and_its_key_is_gone(town: Town) -> None:
    ana, *_ = await people(town)
    receipt = await say(town, ana, CANARY)
    tag = _tag(town)
    await ana.click(await opened(town, ana, receipt), label="Take it back")
    await town.forward(timedelta(minutes=6))
    assert town.house.keys.conversations(town.network_id).made_before(town.clock.now() + timedelta(days=1)) == []
    assert on_disk(town, CANARY, "zeppelin", tag) == set()
    assert posts(town) == []


def _tag(town: Town) -> str:
    with closing(sqlite3.connect(town.house.settings.file)) as connection:
        [(tag,)] = connection.execute("SELECT tag FROM anonymous_posts").fetchall()
    return str(tag)


async def test_sqlite_keeps_no_order_of_writing_for_what_is_anonymous(town: Town) -> None:
    with closing(sqlite3.connect(town.house.settings.file)) as connection:
        for table in ("outbox", "anonymous_conversations", "anonymous_posts", "anonymous_mutes", "anonymous_reports"):
            with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
                connection.execute(f"SELECT rowid FROM {table}")


async def test_what_is_exported_about_an_author_holds_no_post(town: Town) -> None:
    ana, *_ = await people(town)
    await say(town, ana, CANARY)
    given = await ana.slash(town.channel(LOUNGE), "privacy export")
    assert told(given)
    assert given.response is not None
    [file] = given.response.attachments
    with ZipFile(BytesIO(await file.read())) as folder:
        page, data = (folder.read(name).decode() for name in (PAGE, DATA))
    assert "anonymous" not in data
    assert "zeppelin" not in data + page
