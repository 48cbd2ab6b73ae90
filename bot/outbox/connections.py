"""Connections to the mail server, kept open between mails: greeting, TLS and password cost more than a mail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email.message import EmailMessage
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib

MOST_CONNECTIONS = 3  # what Exchange Online allows one mailbox (its "SMTP authenticated submission limits")
MOST_MAILS = 100  # over one connection, as many relays allow
IDLE_SECONDS = 30.0  # kept open so long for the next mail; servers wait for five minutes (RFC 5321, 4.5.3.2.7)
SUBMISSION_PORT, SUBMISSIONS_PORT = 587, 465


def smtp_options(url: str) -> dict[str, Any]:
    """Return aiosmtplib's options for ``smtp://user:password@host:port`` or ``smtps://…``.

    Plain ``smtp`` upgrades to TLS where the server offers it; with a password it must, but on this machine.
    """
    parts = urlsplit(url)
    over_tls = parts.scheme == "smtps"
    must_upgrade = not over_tls and parts.password is not None and not _is_here(parts.hostname or "")
    return {
        "hostname": parts.hostname,
        "port": parts.port or (SUBMISSIONS_PORT if over_tls else SUBMISSION_PORT),
        "use_tls": over_tls,
        "start_tls": True if must_upgrade else None,
        "username": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "timeout": 30,
    }


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Connection(aiosmtplib.SMTP):
    """One connection. Knows whether the words of a mail have been handed over: from then on, only an answer tells."""

    def __init__(self, url: str) -> None:
        super().__init__(**smtp_options(url))
        self.url = url
        self.mails = 0
        self.idle_since = 0.0
        self.is_at_rest = True  # between two mails
        self.words_went = False

    async def data(self, message: str | bytes, /, **options: Any) -> aiosmtplib.SMTPResponse:  # noqa: ANN401 -- aiosmtplib's options
        """Hand over the words of a mail."""
        self.words_went = True
        return await super().data(message, **options)

    async def carry(self, message: EmailMessage, options: list[str]) -> None:
        """Hand over one mail; raises what aiosmtplib raises."""
        self.is_at_rest, self.words_went, self.mails = False, False, self.mails + 1
        try:
            await self.send_message(message, mail_options=options)
        except (aiosmtplib.SMTPResponseException, aiosmtplib.SMTPRecipientsRefused):
            self.is_at_rest = True  # it answered, and was told to forget that mail
            raise
        self.is_at_rest = True

    async def leave(self) -> None:
        """Say goodbye and hang up."""
        with suppress(aiosmtplib.SMTPException, OSError):
            await self.quit(timeout=5)
        self.close()


class Connections:
    """At most `MOST_CONNECTIONS` at once; each carries one mail after the other."""

    def __init__(self) -> None:
        self._idle: list[Connection] = []
        self._slots = asyncio.Semaphore(MOST_CONNECTIONS)
        self._hanging_up: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def to(self, url: str) -> AsyncIterator[Connection]:
        """Lend a connection for one mail: one that is open, else a new one."""
        async with self._slots:
            connection = self._kept(url) or Connection(url)
            try:
                if not connection.is_connected:
                    await connection.connect()
                yield connection
            finally:
                self._keep(connection)

    async def close(self) -> None:
        """Hang up everywhere."""
        if self._hanging_up is not None:
            self._hanging_up.cancel()
            with suppress(asyncio.CancelledError):
                await self._hanging_up
            self._hanging_up = None
        await self._leave(self._idle)

    def _kept(self, url: str) -> Connection | None:
        while self._idle:
            connection = self._idle.pop()
            if connection.url == url and connection.is_connected:
                return connection
            connection.close()
        return None

    def _keep(self, connection: Connection) -> None:
        if not (connection.is_connected and connection.is_at_rest and connection.mails < MOST_MAILS):
            connection.close()
            return
        connection.idle_since = asyncio.get_running_loop().time()
        self._idle.append(connection)
        if self._hanging_up is None or self._hanging_up.done():
            self._hanging_up = asyncio.create_task(self._hang_up_idle(), name="mail connections")

    async def _hang_up_idle(self) -> None:
        while self._idle:
            await asyncio.sleep(IDLE_SECONDS)
            until = asyncio.get_running_loop().time() - IDLE_SECONDS
            await self._leave([each for each in self._idle if each.idle_since <= until])

    async def _leave(self, connections: list[Connection]) -> None:
        leaving = list(connections)
        self._idle = [each for each in self._idle if each not in leaving]
        await asyncio.gather(*(each.leave() for each in leaving))
