"""Why a backup is not made or not restored: one sentence for the host, who can act on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_


@dataclass
class NotABackup(Refusal):
    """There is no whole backup there."""

    place: str
    says: ClassVar[str] = N_(
        "{place} is no backup of Staffroom's, or not a whole one. Name one of the folders that staffroom backup makes."
    )


@dataclass
class NoKeys(Refusal):
    """A file holds no backup of keys."""

    place: str
    says: ClassVar[str] = N_(
        "{place} is no backup of keys, so nothing was changed. Name a file that staffroom keys backup made."
    )


@dataclass
class BackupDamaged(Refusal):
    """It is not what was written."""

    place: str
    why: str
    says: ClassVar[str] = N_("{place} is damaged ({why}), so nothing was changed. Take another backup.")


@dataclass
class DatabaseSilent(Refusal):
    """PostgreSQL can't be asked."""

    says: ClassVar[str] = N_(
        "The database at STAFFROOM_DATABASE_URL doesn't answer, so no backup was made. Check the address, and that the "
        "server runs."
    )


@dataclass
class ToolMissing(Refusal):
    """PostgreSQL's own program is not installed here."""

    tool: str
    says: ClassVar[str] = N_(
        "{tool} isn't installed here, and only it can do this for PostgreSQL. Install PostgreSQL's client programs "
        "(the package postgresql-client), or let whoever runs the database make its backups."
    )


@dataclass
class ToolFailed(Refusal):
    """PostgreSQL's own program gave up."""

    tool: str
    why: str
    says: ClassVar[str] = N_("{tool} gave up: {why}. Nothing was kept. Mend that and run the command again.")


@dataclass
class RecipientWrong(Refusal):
    """What backups are to be locked for is no age recipient."""

    says: ClassVar[str] = N_(
        "STAFFROOM_BACKUP_RECIPIENT isn't one: it starts with age1. staffroom keys for-backups FILE makes one."
    )


@dataclass
class Locked(Refusal):
    """It is encrypted, and no identity was given."""

    place: str
    says: ClassVar[str] = N_("{place} is locked. Name the file with its secret: --identity FILE. Nothing was changed.")


@dataclass
class IdentityUnreadable(Refusal):
    """The file is no age identity."""

    place: str
    says: ClassVar[str] = N_(
        "{place} holds no secret for backups (a line that starts with AGE-SECRET-KEY-). Name the file "
        "that staffroom keys for-backups made."
    )


@dataclass
class IdentityWrong(Refusal):
    """It was locked for somebody else."""

    place: str
    says: ClassVar[str] = N_(
        "{place} doesn't open this backup: it was locked for another. Nothing was changed. Name the file "
        "that belongs to it: --identity FILE."
    )


@dataclass
class PassphraseWrong(Refusal):
    """The identity's file is locked with a passphrase, which is another one."""

    place: str
    says: ClassVar[str] = N_(
        "That isn't the passphrase of {place}. Nothing was changed. Run the command again and type it once more."
    )


@dataclass
class OtherKeyring(Refusal):
    """The backup's words were sealed with another keyring."""

    folder: str
    says: ClassVar[str] = N_(
        "The keys in {folder} aren't those this backup was made with, so its words could not be read. Nothing was "
        "changed. Bring its keys back with --keys FILE; if they are lost for good, say --without-keys."
    )


@dataclass
class KeyringTaken(Refusal):
    """There are keys where keys are to be brought back."""

    folder: str
    says: ClassVar[str] = N_(
        "The keyring in {folder} has keys already, which would be lost. Nothing was changed. Move it away first, or "
        "restore without --keys."
    )


@dataclass
class OtherKind(Refusal):
    """A backup of one kind of database, a target of the other."""

    made: str
    target: str
    says: ClassVar[str] = N_(
        "This backup is one of {made}, and the database set here is {target}. Nothing was changed. Restore it into "
        "{made}, then use staffroom db copy."
    )


@dataclass
class TargetExists(Refusal):
    """There is a database already."""

    place: str
    says: ClassVar[str] = N_(
        "There is a database at {place} already, so nothing was changed. Move it away first, and what lies beside it."
    )


@dataclass
class HalfRestored(Refusal):
    """PostgreSQL holds the rows; what follows them did not happen."""

    says: ClassVar[str] = N_(
        "The rows are back, but the restore didn't come to its end: don't start Staffroom on them. Empty the database "
        "(drop and create it), then run the restore again."
    )


@dataclass
class NothingToBackUp(Refusal):
    """No database yet."""

    place: str
    says: ClassVar[str] = N_(
        "There is no database at {place} yet, so there is nothing to back up. The first staffroom run makes it."
    )


@dataclass
class SourceUnreadable(Refusal):
    """There is a database, and SQLite can't read it."""

    place: str
    why: str
    says: ClassVar[str] = N_(
        "The database at {place} can't be read, so no backup was made: {why}. staffroom doctor says what to do."
    )
