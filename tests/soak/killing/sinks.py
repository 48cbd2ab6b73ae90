"""Where mails arrive: a mail server on loopback, and a relay that empties a folder. Both outlive whoever sends."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Office(threading.Thread):
    """A mail server in a thread of its own. `at` is called with the name of each moment."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.taken: Counter[str] = Counter()
        self.at: Callable[[str], None] = lambda _moment: None
        self.url = ""
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()

    def open(self) -> Office:
        self.start()
        self._ready.wait(10)
        return self

    def run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            self._loop.create_server(lambda: _Telling(self, loop=self._loop), "127.0.0.1", 0)
        )
        self.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(self._hang_up())
        self._loop.close()

    @staticmethod
    async def _hang_up() -> None:
        """Whoever sent is gone; let the ends of their connections be noticed."""
        await asyncio.sleep(0.05)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self.join(10)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name for the hook
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken[str(message_from_bytes(content)["Message-ID"])] += 1
        self.at("words taken")
        self._loop.call_later(0.0005, self.at, "answered")
        return "250 OK"


class _Telling(SMTP):
    def __init__(self, office: Office, **options: Any) -> None:
        super().__init__(office, **options)
        self._office = office

    async def _told(self, moment: str, command: Callable[[str], Any], arguments: str) -> None:
        self._office.at(moment)
        await command(arguments)

    async def smtp_MAIL(self, arguments: str) -> None:  # noqa: N802 -- aiosmtpd's name for the command
        await self._told("MAIL", super().smtp_MAIL, arguments)

    async def smtp_RCPT(self, arguments: str) -> None:  # noqa: N802 -- aiosmtpd's name for the command
        await self._told("RCPT", super().smtp_RCPT, arguments)

    async def smtp_DATA(self, arguments: str) -> None:  # noqa: N802 -- aiosmtpd's name for the command
        await self._told("DATA", super().smtp_DATA, arguments)


class Relay(threading.Thread):
    """Empties a folder all the time, as a relay's pick-up does."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.taken: Counter[str] = Counter()
        self._folder = folder
        self._goes_on = True

    def run(self) -> None:
        while self._goes_on:
            self._empty()
            time.sleep(0.002)

    def close(self) -> None:
        self._goes_on = False
        self.join(10)
        self._empty()

    def _empty(self) -> None:
        for path in self._folder.glob("*.eml"):
            content = path.read_bytes()
            path.unlink()
            assert content.endswith(b"--\n"), "it was there before it was whole"
            self.taken[str(message_from_bytes(content)["Message-ID"])] += 1
