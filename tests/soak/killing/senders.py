"""What runs until it is killed: our courier, and two naive senders as controls."""

from __future__ import annotations

import asyncio
import logging
import smtplib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.database.engine import Database
from bot.keys import Keyring, Vault
from bot.outbox import Courier
from bot.outbox.mailing import EFFECTS
from config.settings import Settings
from tests.kit.bare import bare_house
from tests.soak.killing.moments import Death

OWED = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending', 'claimed')"
MARK = "UPDATE mails SET sent = 1 WHERE number = ?"
FROM = "staffroom@example.org"


@dataclass(frozen=True)
class Life:
    """One process's life: where its digest lies, by which sink it sends, and what it dies of, if of anything inside."""

    folder: Path
    url: str | None  # of the mail server; None: the folder
    hours_later: float  # than the machine's clock: leases of earlier lives are over
    moment: str = ""
    number: int = 1


class LaterClock:
    """The machine's clock, moved."""

    def __init__(self, hours: float) -> None:
        self._ahead = timedelta(hours=hours)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


def send(life: Life, ready: Connection) -> None:
    """Carry out everything that is owed, as `staffroom run` does."""
    logging.disable(logging.CRITICAL)
    asyncio.run(_send(life, ready))


async def _send(life: Life, ready: Connection) -> None:
    sink: dict[str, Any] = {"smtp_url": SecretStr(life.url)} if life.url else {"mail_spool": life.folder / "spool"}
    settings = Settings(_env_file=None, mail_from=FROM, **sink)
    url = f"sqlite+aiosqlite:///{life.folder / 'staffroom.db'}"
    async with Database.open(url, vault=Vault(Keyring(life.folder / "keys"))) as database:
        if life.moment:
            Death(life.moment, life.number).watch(database.engine)
        house = bare_house(database, LaterClock(life.hours_later), settings=settings)
        courier = Courier(house, EFFECTS)
        ready.send(True)
        courier.start()
        while await _owes(database):  # noqa: ASYNC110 -- nothing tells that everything is settled
            await asyncio.sleep(0.02)
        await courier.close()
        await house.mail_connections.close()


async def _owes(database: Database) -> bool:
    async with database.engine.connect() as connection:
        rows = await connection.exec_driver_sql(OWED)
        return bool(rows.scalar())


def send_naively(life: Life, ready: Connection) -> None:
    """Send what is not marked as sent, and mark it: what most programs do."""
    _send_each(life, ready, is_marked_first=False)


def send_hastily(life: Life, ready: Connection) -> None:
    """Mark as sent what is not, and send it: what some do who have doubled."""
    _send_each(life, ready, is_marked_first=True)


def _send_each(life: Life, ready: Connection, *, is_marked_first: bool) -> None:
    with closing(sqlite3.connect(life.folder / "naive.db", isolation_level=None)) as rows:
        waiting = [row[0] for row in rows.execute("SELECT number FROM mails WHERE sent = 0 ORDER BY number")]
        host, _, port = (life.url or "").removeprefix("smtp://").partition(":")
        ready.send(True)
        with smtplib.SMTP(host, int(port)) as server:
            for number in waiting:
                if is_marked_first:
                    rows.execute(MARK, (number,))
                server.send_message(_mail(number))
                rows.execute(MARK, (number,))


def _mail(number: int) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = FROM, "a@example.org", message_id(number)
    message.set_content("Words. " * 200)
    return message


def message_id(number: int) -> str:
    """Return the fixed Message-ID of one recipient's mail."""
    return f"<digest.{number}@example.org>"
