"""Every setting is documented, and none shows a secret."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pydantic import BaseModel, SecretStr

from config.community import default_community
from config.settings import Settings
from tests.meta.source import ROOT, modules, tree


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


def _decided(part: BaseModel) -> Iterator[str]:
    """Yield the names of everything a network's definition decides, down to the leaves."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        inner = value[:1] if isinstance(value, tuple) else (value,)
        parts = [each for each in inner if isinstance(each, BaseModel)]
        yield from (found for each in parts for found in _decided(each))
        if not parts:
            yield name


def test_whatever_a_network_can_decide_is_asked_for_somewhere() -> None:
    code = [tree(path) for path in modules("bot", "cogs", "archive", "config")]
    asked = {node.attr for each in code for node in ast.walk(each) if isinstance(node, ast.Attribute)}
    named = {node.value for each in code for node in ast.walk(each) if isinstance(node, ast.Constant)}
    assert set(_decided(default_community())) - asked - named == set()
