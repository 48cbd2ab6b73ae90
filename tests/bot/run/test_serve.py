"""`staffroom run` against a Discord of our own: what stops it, and how it says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.http import Route
from pydantic import SecretStr

from bot.run.serve import DiscordUnreachable, TokenMissing, TokenWrong, serve
from config.settings import Settings
from tests.kit.wire import Wire, open_wire


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    async with open_wire(monkeypatch) as wire:
        yield wire


def _settings(folder: Path, token: str | None) -> Settings:
    secret = SecretStr(token) if token else None
    return Settings(
        _env_file=None, data_dir=folder / "data", keys_dir=folder / "keys", discord_token=secret, web_port=0
    )


@pytest.mark.usefixtures("wire")
async def test_a_wrong_token_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(TokenWrong, match="Reset it on your application's Bot page"):
        await serve(_settings(tmp_path, "canary.wrong.token"))


async def test_no_network_stops_the_start_with_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1")
    with pytest.raises(DiscordUnreachable):
        await serve(_settings(tmp_path, "canary.good.token"))


async def test_no_token_is_said_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(TokenMissing):
        await serve(_settings(tmp_path, None))
    assert not (tmp_path / "data").exists()
