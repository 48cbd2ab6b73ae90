"""A digest that waits to be sent: one mail a recipient, as an edition is written into the outbox."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Networks
from bot.keys import Keyring, Vault
from bot.outbox import Outbox
from bot.outbox.mail import Attachment, Mail
from tests.soak.killing.senders import message_id

PDF = Attachment("digest.pdf", "application/pdf", b"%PDF-1.7 " + bytes(range(256)) * 80)


def prepare(folder: Path, template: Path, recipients: int) -> None:
    """Write a digest to so many recipients into a new database, for our courier and for the naive sender."""
    folder.mkdir()
    shutil.copy(template, folder / "staffroom.db")
    asyncio.run(_write(folder, recipients))
    with closing(sqlite3.connect(folder / "naive.db")) as rows:
        rows.execute("CREATE TABLE mails (number INTEGER PRIMARY KEY, sent INTEGER NOT NULL DEFAULT 0)")
        rows.executemany("INSERT INTO mails (number) VALUES (?)", [(number,) for number in range(recipients)])
        rows.commit()


def make_template(folder: Path) -> Path:
    """Return an empty database with today's schema."""
    path = folder / "template.db"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


async def _write(folder: Path, recipients: int) -> None:
    url, now = f"sqlite+aiosqlite:///{folder / 'staffroom.db'}", datetime.now(UTC)
    async with Database.open(url, vault=Vault(Keyring.open(folder / "keys"))) as database:
        network = await Networks(database).create("North county", now=now)
        async with network.write() as tx:
            for number in range(recipients):
                mail = Mail(
                    to=f"{number}@example.org",
                    subject="The digest",
                    text="Words. " * 200,
                    html="<p>Words.</p>" * 200,
                    attachments=(PDF,),
                    message_id=message_id(number),
                )
                await Outbox(tx).mail(mail, now=now, key=f"digest:1:{number}")


def states(folder: Path) -> Counter[str]:
    """Return how many mails are in which state."""
    with closing(sqlite3.connect(folder / "staffroom.db")) as rows:
        return Counter(dict(rows.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall()))


def in_doubt(folder: Path, numbers: int) -> set[str]:
    """Return the Message-IDs of mails that a steward would be asked about."""
    with closing(sqlite3.connect(folder / "staffroom.db")) as rows:
        keys = [row[0] for row in rows.execute("SELECT key FROM outbox WHERE state IN ('doubt', 'dead')")]
    found = {message_id(int(key.rpartition(":")[2])) for key in keys}
    assert found <= {message_id(number) for number in range(numbers)}
    return found


def naively_unsent(folder: Path) -> int:
    """Return how many mails the naive sender has not marked."""
    with closing(sqlite3.connect(folder / "naive.db")) as rows:
        return int(rows.execute("SELECT count(*) FROM mails WHERE sent = 0").fetchone()[0])
