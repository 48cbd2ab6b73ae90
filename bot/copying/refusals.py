"""Why a database is not copied. Addresses are never repeated: they may hold a password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_


@dataclass
class AddressUnknown(Refusal):
    """An address leads to no database that could be copied."""

    which: str
    says: ClassVar[str] = N_(
        "The address to copy {which} isn't one: write a file's path, sqlite+aiosqlite:///file or "
        "postgresql+asyncpg://user@host:5432/name. Nothing was changed."
    )


@dataclass
class CannotReach(Refusal):
    """A database does not open."""

    which: str
    why: str
    says: ClassVar[str] = N_(
        "The database to copy {which} can't be opened: {why}. Nothing was changed. Check the address, and "
        "that the server runs."
    )


@dataclass
class NotEmpty(Refusal):
    """There are rows where the copy, or what is restored, is to go."""

    table: str
    says: ClassVar[str] = N_(
        "The target isn't empty ({table} has rows), so nothing was changed. Name a new file or a database without rows."
    )


@dataclass
class SchemaIsOlder(Refusal):
    """The source was not upgraded yet, or holds no Staffroom."""

    says: ClassVar[str] = N_(
        "The database to copy from isn't at this version's schema. Run staffroom db upgrade on it first; nothing was "
        "changed."
    )


@dataclass
class CopyDiffers(Refusal):
    """What arrived is not what was sent: undone."""

    table: str
    place: int
    says: ClassVar[str] = N_(
        "Row {place} of {table} did not arrive as it was, so the copy was undone and the target is empty again. Run it "
        "again; if it says so twice, check the target's disk."
    )


@dataclass
class TargetFailed(Refusal):
    """The target stopped taking rows: undone."""

    why: str
    says: ClassVar[str] = N_(
        "The target stopped taking rows ({why}), so the copy was undone: the source is as it was and the target is "
        "empty. Run it again once that is mended."
    )
