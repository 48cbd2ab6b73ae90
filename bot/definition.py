"""A community's definition from a file, or what is wrong with it, for whoever runs a command."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ValidationError

from bot.errors import Refusal
from config.community import Community, read_community
from config.faults import fault_lines
from config.texts import N_


@dataclass
class DefinitionUnusable(Refusal):
    """The file cannot be read, or what it says cannot be."""

    file: str
    why: str
    says: ClassVar[str] = N_("{file} can't be used:{why}Nothing was changed. Correct that and run the command again.")


def definition_in(file: Path) -> Community:
    """Return the definition that a TOML file holds; raises `DefinitionUnusable`."""
    try:
        return read_community(file)
    except ValidationError as error:
        faults = fault_lines(error, says_what_to_shorten=True)
        raise DefinitionUnusable(str(file), "\n  " + "\n  ".join(faults) + "\n") from error
    except OSError as error:
        why = f" {(error.strerror or N_('it cannot be opened')).lower()}. "
        raise DefinitionUnusable(str(file), why) from error
    except ValueError as error:
        raise DefinitionUnusable(str(file), f" {error}. ") from error
