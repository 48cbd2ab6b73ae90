"""What the doctor sees on the machine, and a mail server whose certificate nobody knows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP

from bot.run.doctor.machine import LEAST_ROOM, look_at_machine
from bot.run.doctor.mail_server import mail_server_fault
from config.reading import slips
from config.settings import Settings
from tests.bot.run.host import staffroom_here
from tests.kit.certificates import write_certificate


def _found(folder: Path, least: int = LEAST_ROOM) -> dict[str, tuple[str, str]]:
    settings = Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys")
    return {each.what: (each.verdict, each.hint) for each in look_at_machine(settings, least)}


def test_a_name_that_is_no_setting_is_told_with_the_one_that_is_meant_and_never_with_its_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAFFROOM_DATABSE_URL", "canary")
    (tmp_path / ".env").write_text("STAFFROOM_BACKUP_RECIPENT=canary\nSTAFFROOM_LOG_LEVEL=info\nOTHER=1\n")
    told = slips(tmp_path / ".env")
    assert set(told) == {"STAFFROOM_DATABSE_URL", "STAFFROOM_BACKUP_RECIPENT"}
    assert "Write STAFFROOM_DATABASE_URL, if that is meant" in told["STAFFROOM_DATABSE_URL"]
    assert "Write STAFFROOM_BACKUP_RECIPIENT" in told["STAFFROOM_BACKUP_RECIPENT"]
    assert "canary" not in str(told)
    assert _found(tmp_path)["STAFFROOM_DATABSE_URL"][0] == "bad"


def test_a_command_says_so_too_and_does_its_work(tmp_path: Path) -> None:
    said = staffroom_here(tmp_path, "network", "list", STAFFROOM_WEB_PROT="canary")
    assert "STAFFROOM_WEB_PROT: no setting has this name, so it does nothing. Write STAFFROOM_WEB_PORT" in said.stderr
    assert "canary" not in said.stderr
    assert said.returncode == 0


def test_a_disk_that_is_almost_full_and_a_copy_that_follows_the_database_are_told(tmp_path: Path) -> None:
    assert _found(tmp_path) == {"room": ("good", "there is enough on every disk")}
    (tmp_path / "data" / ".staffroom.db-litestream").mkdir(parents=True)
    found = _found(tmp_path, least=1 << 60)
    assert found["room"][0] == "bad"
    assert f"are left where {tmp_path / 'data'} is" in found["room"][1]
    assert "post anonymously" in found["copies"][1]


@pytest.fixture
async def unknown_server(tmp_path: Path) -> AsyncIterator[str]:
    """A mail server that offers TLS with a certificate of its own making, as relays in containers do."""
    context = write_certificate(tmp_path / "server.pem")
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(), tls_context=context, loop=loop), "127.0.0.1", 0)
    async with server:
        yield f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_a_mail_server_whose_certificate_nobody_knows_is_told_apart_from_one_that_is_silent(
    unknown_server: str,
) -> None:
    assert "certificate can't be trusted" in str(await mail_server_fault(unknown_server))
    assert "doesn't answer" in str(await mail_server_fault("smtp://127.0.0.1:1"))
