"""Mails over TLS: from the first byte or after an upgrade, to a server that proves whose it is, or not at all."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.outbox.connections import Connections
from bot.outbox.smtp import hand_over
from tests.kit.certificates import HERE, write_certificate

ELSEWHERE = "127.1"  # leads here, but does not look like it


class Server:
    """A mail server that notes what it is told, and what of it was told over TLS."""

    def __init__(self) -> None:
        self.taken: list[bool] = []
        self.passwords: list[bool] = []
        self.port = 0

    async def handle_DATA(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name for the hook
        self.taken.append(_is_over_tls(server))
        return "250 OK"

    def allow(self, server: SMTP, _session: Session, _envelope: Envelope, _how: str, word: LoginPassword) -> AuthResult:
        """Take any password."""
        assert word.password == b"w:canary"
        self.passwords.append(_is_over_tls(server))
        return AuthResult(success=True)


def _is_over_tls(server: SMTP) -> bool:
    transport = server.transport
    return transport is not None and transport.get_extra_info("cipher") is not None


@asynccontextmanager
async def _open(tls: ssl.SSLContext | None = None, *, upgrades: bool = False) -> AsyncIterator[Server]:
    noted, loop = Server(), asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            noted, authenticator=noted.allow, auth_require_tls=False, tls_context=tls if upgrades else None, loop=loop
        )

    server = await loop.create_server(protocol, HERE, 0, ssl=None if upgrades else tls)
    noted.port = server.sockets[0].getsockname()[1]
    async with server:
        yield noted


async def _send(url: str) -> None:
    message, connections = EmailMessage(), Connections()
    message["From"], message["To"], message["Subject"] = "staffroom@example.org", "ana@example.org", "The digest"
    message.set_content("Words.")
    try:
        await hand_over(connections, url, message, mark=None)
    finally:
        await connections.close()


pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # what is noted tells


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_a_mail_and_its_password_go_over_tls_to_a_server_that_proves_whose_it_is(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = write_certificate(tmp_path / "server.pem")
    async with _open(context, upgrades=scheme == "smtp") as server:
        url = f"{scheme}://user:w%3Acanary@{HERE}:{server.port}"
        with pytest.raises((aiosmtplib.SMTPException, OSError)):
            await _send(url)
        assert server.passwords == server.taken == [], "who cannot prove it is told nothing"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
        await _send(url)
        assert server.passwords == server.taken == [True]


async def test_a_server_elsewhere_that_offers_no_tls_is_told_no_password() -> None:
    async with _open() as server:
        with pytest.raises(aiosmtplib.SMTPException):
            await _send(f"smtp://user:w%3Acanary@{ELSEWHERE}:{server.port}")
        assert server.passwords == server.taken == []
        await _send(f"smtp://user:w%3Acanary@{HERE}:{server.port}")
        assert server.passwords == server.taken == [False], "on this machine it may"
