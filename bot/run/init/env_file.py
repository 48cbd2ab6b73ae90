"""`.env`: read what it says, and write it whole or not at all, readable by this account only."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from dotenv import dotenv_values

from bot.errors import Refusal
from config.settings import Settings

PREFIX = "STAFFROOM_"
PLAIN = re.compile(r"[\w@%+=:,./~-]*", re.ASCII)  # what every reader of such files takes as it stands


@dataclass
class EnvFileUnusable(Refusal):
    """`.env` cannot be read or written."""

    place: str
    why: str
    says: ClassVar[str] = "{place} can't be used: {why}. Nothing was changed. Mend that and run the command again."


@dataclass
class ValueUnwritable(Refusal):
    """A value would not be read back from `.env` as it was given."""

    name: str
    says: ClassVar[str] = (
        "The value of {name} can't stand in .env as it is. In an address, write what is no letter or digit as % and "
        "its number (a space as %20). Nothing was changed."
    )


def read_env_file(path: Path) -> Mapping[str, str]:
    """Return what the file sets, by name; nothing where there is no file. Raises `EnvFileUnusable`."""
    try:
        if not path.exists():
            return {}
        with path.open(encoding="utf-8") as file:
            values = dotenv_values(stream=file)
    except (OSError, UnicodeDecodeError) as error:
        raise EnvFileUnusable(str(path), _reason(error)) from error
    return {name: value for name, value in values.items() if value}


def write_env_file(path: Path, values: Mapping[str, str]) -> None:
    """Put a file with these values there, mode 0600, at one stroke.

    What else the settings hold stands in it too, as comments that say what each is for. Raises `EnvFileUnusable` or
    `ValueUnwritable`; then what was there is still there, and nothing beside it.
    """
    text, path = "\n".join(_lines(values)) + "\n", path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=".env-", dir=path.parent)  # mkstemp: 0600 from its first byte
    except OSError as error:
        raise EnvFileUnusable(str(path), _reason(error)) from error
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _check(fresh, values)
        fresh.replace(path)
    except OSError as error:
        raise EnvFileUnusable(str(path), _reason(error)) from error
    finally:
        with suppress(FileNotFoundError):
            fresh.unlink()


def _lines(values: Mapping[str, str]) -> Iterator[str]:
    yield "# Written by `staffroom init`. Take out a # to set more; `staffroom doctor` checks what is here."
    known = {f"{PREFIX}{name.upper()}": field for name, field in Settings.model_fields.items()}
    for name, field in known.items():
        yield from ["", f"# {field.description}"]
        default = "" if field.default is None else field.default
        yield f"{name}={_quoted(values[name])}" if name in values else f"# {name}={default}"
    others = [name for name in values if name not in known]
    if others:
        yield from ["", "# Other programs' settings, as they stood here."]
        yield from (f"{name}={_quoted(values[name])}" for name in others)


def _quoted(value: str) -> str:
    if PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _check(fresh: Path, values: Mapping[str, str]) -> None:
    """Raise `ValueUnwritable` unless the file says what it was to say."""
    written = read_env_file(fresh)
    for name, value in values.items():
        if written.get(name) != value:
            raise ValueUnwritable(name)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it isn't text in UTF-8"
    return (getattr(error, "strerror", None) or "it can't be read or written").lower()
