"""Every setting: the host's in `.env`, a network's in its definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from config.community import DEFAULT
from config.settings import Settings


def section() -> Iterator[str]:
    """Yield the lines of the page."""
    yield from ["| setting | default | what it does |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        secret = " Secret: never shown, never logged." if _is_secret(field) else ""
        yield f"| `STAFFROOM_{name.upper()}` | {_shown(field.default)} | {field.description}{secret} |"


def definition() -> Iterator[str]:
    """Yield the definition that a network starts with, whose comments say what each line does."""
    yield "```toml"
    yield DEFAULT.read_text(encoding="utf-8").rstrip()
    yield "```"


def _is_secret(field: FieldInfo) -> bool:
    return SecretStr.__name__ in str(field.annotation)


def _shown(default: Any) -> str:  # noqa: ANN401 -- a setting's default is of any type
    return "" if default is None else f"`{default}`"
