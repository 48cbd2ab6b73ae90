"""Connections to the mail server: kept open, replaced when they break, and never a reason to doubt a mail unsent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP

from bot.outbox import GiveUp, InDoubt
from bot.outbox import connections as limits
from bot.outbox.connections import MOST_CONNECTIONS, Connections, smtp_options
from bot.outbox.smtp import hand_over
from demo.mailbox import Mailbox


class Office:
    """A mail server that counts its connections and can hang up at a named moment."""

    def __init__(self) -> None:
        self.opened = 0
        self.open = 0
        self.most = 0
        self.taken: list[str] = []
        self.hangs_up: Callable[[str], bool] = lambda _moment: False
        self.url = ""

    @staticmethod
    def cut(transport: asyncio.BaseTransport | None, *, gently: bool = False) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.close() if gently else transport.abort()


class Counting(SMTP):
    def __init__(self, office: Office, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(self, loop=loop)
        self.office = office

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.office.opened += 1
        self.office.open += 1
        self.office.most = max(self.office.most, self.office.open)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.office.open -= 1
        super().connection_lost(error)

    async def smtp_MAIL(self, arguments: str) -> None:  # noqa: N802 -- aiosmtpd's name for the command
        if self.office.hangs_up("mail"):
            self.office.cut(self.transport)
            return
        if self.office.hangs_up("421"):
            await self.push("421 4.7.0 too many messages over this connection")
            self.office.cut(self.transport, gently=True)
            return
        await super().smtp_MAIL(arguments)

    async def handle_DATA(self, _server: SMTP, _session: object, envelope: object) -> str:  # noqa: N802 -- aiosmtpd's name for the hook
        if self.office.hangs_up("before taking"):
            self.office.cut(self.transport)
            return ""
        [to] = envelope.rcpt_tos  # type: ignore[attr-defined] # aiosmtpd has no types
        if to.startswith("gone"):
            return "550 5.1.1 nobody here"
        self.office.taken.append(to)
        if self.office.hangs_up("after taking"):
            self.office.cut(self.transport)
            return ""
        await asyncio.sleep(0.01)
        return "250 OK"


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    office, loop = Office(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Counting(office, loop), "127.0.0.1", 0)
    office.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield office


@asynccontextmanager
async def _open() -> AsyncIterator[Connections]:
    connections = Connections()
    try:
        yield connections
    finally:
        await connections.close()


async def _send(connections: Connections, url: str, to: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "staffroom@example.org", to, "The digest"
    message.set_content("Words.")
    await hand_over(connections, url, message, mark=None)


def _once(moment: str) -> Callable[[str], bool]:
    left = {moment}

    def comes(now: str) -> bool:
        came = now in left
        left.discard(now)
        return came

    return comes


async def test_many_mails_go_over_a_few_connections_which_are_closed_at_the_end(office: Office) -> None:
    async with _open() as connections:
        await asyncio.gather(*(_send(connections, office.url, f"{number}@example.org") for number in range(30)))
        assert office.opened == office.most == MOST_CONNECTIONS
        await _send(connections, office.url, "last@example.org")
        assert office.opened == MOST_CONNECTIONS
    async with asyncio.timeout(20):
        while office.open:  # noqa: ASYNC110 -- the office hears of it when the system gets to it
            await asyncio.sleep(0.01)
    assert len(set(office.taken)) == 31


async def test_a_connection_that_has_carried_its_mails_or_leads_elsewhere_is_hung_up(
    office: Office, post_office: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hung_up() -> None:
        async with asyncio.timeout(20):
            while office.open:  # noqa: ASYNC110 -- the office hears of it when the system gets to it
                await asyncio.sleep(0.01)

    async with _open() as connections:
        await _send(connections, office.url, "ana@example.org")
        await _send(connections, post_office.url, "ben@example.org")
        await hung_up()
        monkeypatch.setattr(limits, "MOST_MAILS", 1)
        await _send(connections, office.url, "ana@example.org")
        await hung_up()
    assert office.opened == 2


async def test_a_refusal_leaves_its_connection_fit_for_the_next_mail(office: Office) -> None:
    async with _open() as connections:
        with pytest.raises(GiveUp):
            await _send(connections, office.url, "gone@example.org")
        await _send(connections, office.url, "ana@example.org")
    assert (office.opened, office.taken) == (1, ["ana@example.org"])


@pytest.mark.parametrize("moment", ["mail", "421"])
async def test_a_kept_connection_that_broke_before_the_words_went_is_replaced(office: Office, moment: str) -> None:
    async with _open() as connections:
        await _send(connections, office.url, "ana@example.org")
        office.hangs_up = _once(moment)
        await _send(connections, office.url, "ben@example.org")
        office.hangs_up = lambda now: now == moment
        with pytest.raises(ConnectionAbortedError):
            await _send(connections, office.url, "cleo@example.org")
    assert office.taken == ["ana@example.org", "ben@example.org"]


@pytest.mark.parametrize("moment", ["before taking", "after taking"])
async def test_a_connection_that_breaks_once_the_words_went_leaves_doubt(office: Office, moment: str) -> None:
    async with _open() as connections:
        office.hangs_up = _once(moment)
        with pytest.raises(InDoubt):
            await _send(connections, office.url, "ana@example.org")
        await _send(connections, office.url, "ben@example.org")
    assert office.taken.count("ben@example.org") == 1


async def test_another_server_takes_over_when_the_setting_changes(office: Office, post_office: Mailbox) -> None:
    async with _open() as connections:
        await _send(connections, office.url, "ana@example.org")
        await _send(connections, post_office.url, "ben@example.org")
    assert [letter.to for letter in post_office.letters] == ["ben@example.org"]


@pytest.mark.parametrize(
    ("url", "must"),
    [
        ("smtp://user:word@mail.example.org", True),
        ("smtp://user:word@127.0.0.1:25", None),
        ("smtp://localhost:25", None),
        ("smtp://mail.example.org", None),
        ("smtps://user:word@mail.example.org", None),
    ],
)
def test_a_password_leaves_this_machine_over_tls_alone(url: str, must: bool | None) -> None:
    options = smtp_options(url)
    assert options["start_tls"] is must
    assert options["use_tls"] is url.startswith("smtps")
