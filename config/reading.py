"""Reading the settings, and saying what is wrong with them."""

from __future__ import annotations

from pydantic import ValidationError

from config.faults import fault_lines
from config.settings import Settings


def read_settings() -> Settings:
    """Read the settings; raises `pydantic.ValidationError`, which `faults` puts into sentences."""
    return Settings()


def faults(error: ValidationError) -> list[str]:
    """Return every wrong setting as one line: its name, what is wrong; never its value, which may be a secret."""
    lines = (line.partition(":") for line in fault_lines(error, "STAFFROOM_{}", "_"))
    return [f"{name.upper()}{colon}{words}" for name, colon, words in lines]
