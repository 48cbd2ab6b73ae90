"""A mail catcher on loopback: every mail that leaves the house arrives here and nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from functools import cached_property
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.clock import Clock

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Part:
    """An attachment."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail that was caught."""

    number: int
    caught_at: datetime
    message: EmailMessage

    @cached_property
    def subject(self) -> str:
        """What it is about."""
        return str(self.message["Subject"] or "")

    @cached_property
    def to(self) -> str:
        """Whom it is addressed to."""
        return str(self.message["To"] or "")

    @property
    def text(self) -> str:
        """Its plain words."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """Its page, empty where it has none."""
        return self._body("html")

    @property
    def parts(self) -> list[Part]:
        """Its attachments."""
        return [
            Part(
                part.get_filename() or "attachment", part.get_content_type(), cast(bytes, part.get_payload(decode=True))
            )
            for part in self.message.iter_attachments()
        ]

    def _body(self, kind: str) -> str:
        body = self.message.get_body(preferencelist=(kind,))
        return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""


@dataclass
class Mailbox:
    """The mails caught so far, oldest first."""

    clock: Clock
    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)  # address → what is answered instead of taking its mail

    @property
    def url(self) -> str:
        """Where the house sends its mails."""
        return f"smtp://{LOOPBACK}:{self.port}"

    def letter(self, number: int) -> Letter | None:
        """Return a mail by its number, which begins at 1."""
        return self.letters[number - 1] if 0 < number <= len(self.letters) else None

    def to(self, address: str) -> list[Letter]:
        """Return the mails to an address, oldest first."""
        return [letter for letter in self.letters if address.casefold() in letter.to.casefold()]

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name for the hook
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take mail for an address, or not."""
        if (answer := self.refuses.get(address)) is not None:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name for the hook
        """Keep a mail."""
        message = message_from_bytes(cast(bytes, envelope.content), policy=modern)
        self.letters.append(Letter(len(self.letters) + 1, self.clock.now(), message))
        return "250 kept"


@asynccontextmanager
async def open_mailbox(clock: Clock) -> AsyncIterator[Mailbox]:
    """Listen on a free loopback port until the block ends."""
    box = Mailbox(clock)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(box, hostname="mail.demo.example", enable_SMTPUTF8=True, loop=loop), LOOPBACK, 0
    )
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        await server.wait_closed()
