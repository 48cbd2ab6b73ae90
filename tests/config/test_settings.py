"""What a deployment sets, and what of it may be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.run.serve import TokenMissing, TokenWrong
from config.settings import Settings

CANARY = "canary-9f3a"
SECRET = {
    "DISCORD_TOKEN": CANARY * 8,
    "METRICS_TOKEN": CANARY * 8,
    "DATABASE_URL": f"postgresql+asyncpg://staffroom:{CANARY}@localhost/staffroom",
    "SMTP_URL": f"smtp://staffroom:{CANARY}@localhost:587",
    "BOUNCE_IMAP_URL": f"imaps://staffroom:{CANARY}@localhost/INBOX",
}


def test_no_secret_and_no_password_of_an_address_is_seen_where_settings_are_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in SECRET.items():
        monkeypatch.setenv(f"STAFFROOM_{name}", value)
    settings = Settings(_env_file=None)
    assert CANARY in settings.url
    shown = f"{settings!r} {settings} {settings.model_dump()!r} {settings.model_dump_json()}"
    assert CANARY not in shown


def test_what_a_setting_is_mended_in_is_the_file_it_was_read_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("STAFFROOM_DISCORD_TOKEN", "INVOCATION_ID"):
        monkeypatch.delenv(name, raising=False)
    assert TokenWrong().place == str(tmp_path / ".env")
    assert str(TokenMissing()).endswith(f"into {tmp_path / '.env'}.")
    monkeypatch.setenv("INVOCATION_ID", "of a service of systemd")
    assert "/etc/staffroom.env" in str(TokenMissing())
    (tmp_path / ".env").touch()
    assert TokenMissing().place == str(tmp_path / ".env")
    monkeypatch.setenv("STAFFROOM_DISCORD_TOKEN", "canary")
    assert "/etc/staffroom.env" in str(TokenWrong())
    monkeypatch.delenv("INVOCATION_ID")
    assert "compose.env" in str(TokenWrong())
    assert "canary" not in str(TokenWrong())
