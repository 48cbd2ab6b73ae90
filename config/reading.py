"""Reading the settings, and saying what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError

from config.faults import fault_lines
from config.settings import Settings
from config.texts import N_

PREFIX = "STAFFROOM_"
UNDER_SYSTEMD = "INVOCATION_ID"  # source: systemd.exec(5); every process of a service has it
INSTALLED = N_("/etc/staffroom.env, or wherever this service has its settings from; then restart it")
OUTSIDE = N_("the environment that this process was started with, such as compose.env; .env doesn't count beside it")


def read_settings() -> Settings:
    """Read the settings; raises `pydantic.ValidationError`, which `faults` puts into sentences."""
    return Settings()


def slips(file: Path = Path(".env")) -> dict[str, str]:
    """Return the names like ours, in the environment or in `.env`, that are no setting; each with what to do."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    written = dotenv_values(file) if file.is_file() else {}
    ours = {name.upper() for name in (*os.environ, *written) if name.upper().startswith(PREFIX)}
    return {
        name: f"no setting has this name, so it does nothing. {_meant(name, known)}" for name in sorted(ours - known)
    }


def place_of(name: str, file: Path = Path(".env")) -> str:
    """Return where this process has a setting from, or would have it from: the file's path, or words for outside."""
    if name in os.environ:
        return INSTALLED if UNDER_SYSTEMD in os.environ else OUTSIDE
    return INSTALLED if UNDER_SYSTEMD in os.environ and not file.is_file() else str(file.absolute())


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"Write {near[0]}, if that is meant" if near else "docs/settings.md has them all"


def faults(error: ValidationError) -> list[str]:
    """Return every wrong setting as one line: its name, what is wrong; never its value, which may be a secret."""
    lines = (line.partition(":") for line in fault_lines(error, "STAFFROOM_{}", "_"))
    return [f"{name.upper()}{colon}{words}" for name, colon, words in lines]
