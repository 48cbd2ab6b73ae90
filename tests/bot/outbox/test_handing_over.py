"""Where mails go: which server and how, what its answers mean, and which figures were decided."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from pathlib import Path

import aiosmtplib
import pytest
from pydantic import SecretStr

from bot.clock import ManualClock
from bot.database.network import Network
from bot.outbox import claims, connections, courier, lanes, ledger, patience, smtp, spool, transit
from bot.outbox.connections import Connection, Connections, smtp_options
from bot.outbox.effects import GiveUp, PutOff
from bot.outbox.mail import Mail
from bot.outbox.mailing import EFFECTS, SWEEPS, MailUnset, forget_spooled, send_mail
from bot.outbox.smtp import hand_over
from bot.outbox.spool import Spool
from config.settings import Settings
from demo.mailbox import Mailbox
from tests.kit.bare import bare_house
from tests.kit.databases import START

OPEN_FILES = Path("/proc/self/fd")


def test_a_servers_address_says_how_it_is_reached() -> None:
    assert smtp_options("smtp://an%40a:p%2Fw@mail.example.org") == {
        "hostname": "mail.example.org",
        "port": 587,
        "use_tls": False,
        "start_tls": True,
        "username": "an@a",
        "password": "p/w",
        "timeout": 30,
    }
    over_tls = smtp_options("smtps://mail.example.org")
    assert (over_tls["port"], over_tls["username"], over_tls["password"]) == (465, None, None)
    assert smtp_options("smtps://mail.example.org:2465")["port"] == 2465
    assert smtp_options("smtp://u:p@localhost")["start_tls"] is None
    assert smtp_options("smtp://u:p@[::1]")["start_tls"] is None


@pytest.mark.parametrize(
    ("code", "answer", "ending", "reason"),
    [
        (500, "no", GiveUp, "refused 500"),
        (550, "5.1.1 who", GiveUp, "refused 5.1.1"),
        (499, "later", PutOff, "put off 499"),
        (450, " 4.2.0 later", PutOff, "put off 4.2.0"),
    ],
)
def test_an_answer_from_five_hundred_on_is_for_good(
    code: int, answer: str, ending: type[GiveUp | PutOff], reason: str
) -> None:
    found = smtp._refusal(aiosmtplib.SMTPResponseException(code, answer))
    assert type(found) is ending
    assert found.reason == reason


def test_only_a_server_that_can_is_asked_for_anything() -> None:
    connection = Connection("smtp://localhost:25")
    assert smtp._asks(connection, "digest.aa") == []
    connection.esmtp_extensions["dsn"] = ""
    assert smtp._asks(connection, None) == ["RET=HDRS"]
    assert smtp._asks(connection, "digest.aa") == ["RET=HDRS", "ENVID=digest.aa"]
    assert (connection.mails, connection.is_at_rest, connection.words_went) == (0, True, False)


async def test_a_connection_nobody_needs_is_hung_up_after_a_while_and_carries_on_until_then(
    post_office: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.05)
    kept, message = (
        Connections(),
        Mail("ana@example.org", "Hello", "Words.").compose("staffroom@example.org", None, row_id="1", now=START),
    )
    for _ in range(2):
        await hand_over(kept, post_office.url, message, mark=None)
    [idle] = kept._idle
    assert (idle.mails, idle.is_connected) == (2, True)
    assert 0 <= asyncio.get_running_loop().time() - idle.idle_since < 60
    async with asyncio.timeout(10):
        while kept._idle or idle.is_connected:  # noqa: ASYNC110 -- the server answers when it gets to it
            await asyncio.sleep(0.02)
    await hand_over(kept, post_office.url, message, mark=None)
    monkeypatch.setattr(connections, "MOST_MAILS", 1)
    await hand_over(kept, post_office.url, message, mark=None)
    assert kept._idle == []
    await kept.close()
    assert len(post_office.letters) == 4


async def test_a_mail_that_no_server_and_no_folder_is_set_for_waits(
    network: Network, clock: ManualClock, tmp_path: Path
) -> None:
    facts = {"mail": Mail("ana@example.org", "Hello", "Words.").to_json(), "row_id": "17"}
    url = SecretStr("smtp://localhost:1")
    for unset in (
        Settings(_env_file=None, mail_from="a@example.org"),
        Settings(_env_file=None, mail_spool=tmp_path / "spool"),
        Settings(_env_file=None, smtp_url=url),
    ):
        house = bare_house(network.database, clock, settings=unset)
        with pytest.raises(MailUnset):
            await send_mail(house, network, facts)
        assert EFFECTS["mail.send"].may_repeat(house) is (unset.mail_spool is not None)
    assert not (tmp_path / "spool").exists()


async def test_keys_in_the_folder_are_forgotten_after_twice_the_longest_wait(
    network: Network, clock: ManualClock, tmp_path: Path
) -> None:
    folder = tmp_path / "spool"
    house = bare_house(network.database, clock, settings=Settings(_env_file=None, mail_spool=folder))
    await forget_spooled(house, network, START)
    assert not folder.exists()
    folder.mkdir()
    await forget_spooled(house, network, START)
    aside = Spool(folder)
    for key in ("older", "younger"):
        aside.put(key, b"words")
        at = (START - 2 * transit.MOST + timedelta(seconds=0 if key == "younger" else -1)).timestamp()
        os.utime(folder / ".prepared" / key, (at, at))
    await forget_spooled(house, network, START)
    assert [note.name for note in (folder / ".prepared").iterdir()] == ["younger"]
    assert [sweep.every for sweep in SWEEPS] == [timedelta(days=1)]


def test_a_mail_in_the_folder_is_whole_read_by_its_group_and_alone(tmp_path: Path) -> None:
    aside = Spool(tmp_path / "spool")
    aside.open()
    aside.put("17", b"words")
    aside.put("17", b"other words")
    [mail] = aside.folder.glob("*.eml")
    assert (mail.name, mail.read_bytes(), mail.stat().st_mode & 0o777) == ("17.eml", b"words", spool.MODE)
    assert list((aside.folder / ".aside").iterdir()) == []
    mail.unlink()
    aside.put("17", b"words")
    assert list(aside.folder.glob("*.eml")) == [], "the relay has taken it already"
    with pytest.raises(ValueError, match=r"^a key of letters and digits names a file$"):
        aside.put("../17", b"words")


@pytest.mark.skipif(not OPEN_FILES.exists(), reason="only Linux lists a process's open files so")
def test_what_a_mail_is_in_the_folder_is_on_the_disk_in_the_order_in_which_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside, synced = Spool(tmp_path / "spool"), list[str]()
    aside.open()
    sync = os.fsync

    def noting(handle: int) -> None:
        synced.append((OPEN_FILES / str(handle)).readlink().name)
        sync(handle)

    monkeypatch.setattr(os, "fsync", noting)
    handles = len(list(OPEN_FILES.iterdir()))
    aside.put("17", b"words")
    assert synced.pop(0).endswith(".part")
    assert synced == [".aside", ".prepared", "spool", ".aside"]
    assert len(list(OPEN_FILES.iterdir())) == handles


def test_the_figures_are_those_that_were_decided() -> None:
    assert (timedelta(days=2), timedelta(days=30)) == (transit.LEAST, transit.MOST)
    assert (claims.LEASE, claims.RENEWED_EVERY, claims.EVERYTHING.most) == (timedelta(minutes=5), 100.0, 8)
    assert (connections.MOST_CONNECTIONS, connections.MOST_MAILS, connections.IDLE_SECONDS) == (3, 100, 30.0)
    assert (patience.MOST_ATTEMPTS, patience.MOST_FAULTS, courier.POLL_SECONDS) == (800, 8, 1.0)
    assert (ledger.MANY_ATTEMPTS, lanes.AT_ONCE, spool.MODE) == (8, 8, 0o640)
    assert (smtp.PERMANENT, smtp.CLOSING) == (500, 421)
    assert (smtp.REFUSED, smtp.PUT_OFF, smtp.SENDER_REFUSED) == ("refused", "put off", "sender refused")
