"""PostgreSQL is backed up and restored by its own programs, with the same promises."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import SecretStr

from bot.backups.making import back_up
from bot.backups.manifest import POSTGRESQL, Manifest
from bot.backups.postgres import dump, is_installed
from bot.backups.refusals import DatabaseSilent, OtherKind, ToolFailed, ToolMissing
from bot.copying.refusals import NotEmpty
from bot.run.backups.restoring import restore
from cogs.privacy.walk import erase_all
from config.settings import Settings
from tests.bot.backups.county import ANA, BEN, WORDS, names, opened, purposes, settle, wish
from tests.kit.databases import START, TEMPLATE
from tests.kit.postgres import admin

pytestmark = [pytest.mark.postgres, pytest.mark.skipif(not is_installed(), reason="pg_dump isn't installed")]


async def test_it_comes_back_into_an_empty_database_without_whoever_was_erased(
    settings: Settings, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (f"backed_{uuid4().hex[:8]}" for _ in range(2))
    await admin(postgres, f"CREATE DATABASE {first} TEMPLATE {TEMPLATE}")
    await admin(postgres, f"CREATE DATABASE {second}")
    here = settings.model_copy(update={"database_url": SecretStr(postgres + first)})
    there = settings.model_copy(update={"database_url": SecretStr(postgres + second)})
    async with opened(here) as house:
        await settle(house)
        backup = await back_up(here, house.keys, START)
        [network] = await house.networks.all()
        await erase_all(house, network, ANA, now=START)
    assert Manifest.read(backup).kind == POSTGRESQL

    with pytest.raises(NotEmpty, match="has rows"):
        await restore(here, wish(backup))
    with pytest.raises(OtherKind, match="staffroom db copy"):
        await restore(settings.model_copy(update={"data_dir": settings.data_dir / "new"}), wish(backup))
    restored = await restore(there, wish(backup))

    assert (restored.erased, restored.owed) == (1, 1)
    async with opened(there) as house:
        assert await names(house) == {"Ben Carter"}
        assert await purposes(house) == {None: None, BEN: WORDS}
    nowhere = settings.model_copy(update={"database_url": SecretStr(postgres + "canary_nowhere")})
    with pytest.raises(DatabaseSilent):
        await back_up(nowhere, house.keys, START)
    monkeypatch.setenv("PATH", str(settings.data_dir))
    with pytest.raises(ToolMissing, match="postgresql-client"):
        await back_up(here, house.keys, START)
    assert not list(settings.backups.glob(".part-*"))


async def test_a_server_that_has_to_be_asked_over_tls_is_asked_so_for_backups_too(
    postgres: str, tmp_path: Path
) -> None:
    """The tests' server offers none: without being told, pg_dump would go on in the clear."""
    with pytest.raises(ToolFailed, match="server does not support SSL, but SSL was required"):
        await dump(f"{postgres}postgres?ssl=require", tmp_path / "dump")
