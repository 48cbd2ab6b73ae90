"""Reading a mailbox over a real connection: from a place on, and never with the password in the open."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.bounces.mailbox import BATCH, UNREADABLE, Place, UnsafeMailbox, look_into, name_of, read_mailbox
from archive.bounces.store import Look, LookStore
from bot.clock import ManualClock
from bot.database.network import Network, Networks
from tests.archive.bounces.letters import report
from tests.kit.certificates import write_certificate
from tests.kit.databases import START
from tests.kit.imap import ImapServer, open_imap

ID = "<digest.00000000000000000000000000000000@example.org>"
TODAY, SINCE = datetime(2026, 11, 26, tzinfo=UTC), date(2026, 10, 1)


@pytest.fixture
async def imap() -> AsyncIterator[ImapServer]:
    async with open_imap() as server:
        yield server


async def read(imap: ImapServer, after: Place = Place()) -> tuple[int, Place]:  # noqa: B008 -- frozen
    mails, place = await asyncio.to_thread(read_mailbox, imap.url, after, SINCE)
    return len(mails), place


async def test_a_mailbox_is_read_from_where_the_last_look_ended(imap: ImapServer) -> None:
    assert await read(imap) == (0, Place(7, 0))
    imap.receive(report(ID), TODAY)
    imap.receive(b"Subject: hello\n\nhello\n", TODAY)
    assert await read(imap) == (1, Place(7, 1))
    assert await read(imap, Place(7, 1)) == (0, Place(7, 1))
    imap.receive(report(ID), TODAY)
    assert await read(imap, Place(7, 1)) == (1, Place(7, 3))
    imap.start_anew()
    assert await read(imap, Place(7, 3)) == (2, Place(8, 3))


async def test_a_flood_is_read_in_portions(imap: ImapServer) -> None:
    for _ in range(BATCH + 5):
        imap.receive(report(ID), TODAY)
    assert await read(imap) == (BATCH, Place(7, BATCH))
    assert await read(imap, Place(7, BATCH)) == (5, Place(7, BATCH + 5))


async def test_parts_within_parts_without_end_stop_nothing(imap: ImapServer) -> None:
    head = b"Content-Type: multipart/report; boundary=b\n\n--b\n"
    imap.receive(head + b"Content-Type: message/rfc822\n\n" * 5000, TODAY)
    imap.receive(report(ID), TODAY)
    found, place = await read(imap)
    assert found >= 1
    assert place == Place(7, 2)


async def test_a_wrong_password_a_missing_folder_and_no_server_are_told_without_a_word_of_them(
    imap: ImapServer,
) -> None:
    wrong = (
        imap.url.replace("canary", "other"),
        imap.url.replace("INBOX", "Elsewhere"),
        imap.url.replace("canary", "caf%C3%A9"),
        imap.url.replace(str(imap.port), "1"),
    )
    for url in wrong:
        with pytest.raises(UNREADABLE):
            await asyncio.to_thread(look_into, url)
    await asyncio.to_thread(look_into, imap.url)


async def test_a_password_never_crosses_a_network_in_the_open(
    imap: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipaddress.IPv4Address.is_loopback", False)
    with pytest.raises(UnsafeMailbox):
        await asyncio.to_thread(look_into, imap.url)
    assert not any("LOGIN" in line for line in imap.said)


async def test_a_server_that_cannot_prove_whose_it_is_gets_no_password(tmp_path: Path) -> None:
    async with open_imap(write_certificate(tmp_path / "server.pem")) as imap:
        with pytest.raises(ssl.SSLCertVerificationError):
            await asyncio.to_thread(look_into, imap.url.replace("imap://", "imaps://"))
        assert imap.said == []


async def test_how_far_it_was_read_is_kept_for_each_network_and_mailbox(network: Network, clock: ManualClock) -> None:
    other = await Networks(network.database).create("South county", now=START)
    one, two = name_of("imaps://u:p@h/INBOX"), name_of("imaps://u:p@h/Reports")
    assert one == name_of("imaps://u:new@h")
    async with network.write() as tx:
        await LookStore(tx).keep(one, Look(Place(7, 3)))
        await LookStore(tx).keep(one, Look(Place(7, 4), clock.now()))
        assert await LookStore(tx).last(one) == Look(Place(7, 4), clock.now())
        assert await LookStore(tx).last(two) == Look()
    async with other.read() as tx:
        assert await LookStore(tx).last(one) == Look()
