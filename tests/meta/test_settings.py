"""Every setting is documented, and none shows a secret."""

from __future__ import annotations

import re

from pydantic import SecretStr

from config.settings import Settings
from tests.meta.source import ROOT


def _names() -> set[str]:
    return {f"STAFFROOM_{name.upper()}" for name in Settings.model_fields}


def test_every_setting_stands_in_the_example_file() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"STAFFROOM_[A-Z_]+(?==)", example)) == _names()


def test_every_setting_is_described() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_settings_show_no_secret() -> None:
    settings = Settings(
        _env_file=None, discord_token=SecretStr("canary-token"), smtp_url=SecretStr("smtp://u:canary-pw@h")
    )
    assert "canary" not in repr(settings) + str(settings) + str(settings.model_dump())
