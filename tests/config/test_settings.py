"""What a deployment sets, and what of it may be seen."""

from __future__ import annotations

import pytest

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
