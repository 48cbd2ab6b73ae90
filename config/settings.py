"""What the host sets: read once from the environment (or `.env`), validated whole, handed on narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


def _empty_is_unset(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


SHORTEST_TOKEN = 24
Unset = BeforeValidator(_empty_is_unset)


def _has_a_possible_port(address: SecretStr) -> bool:
    try:
        return urlsplit(address.get_secret_value()).port != 0
    except ValueError:
        return False


def _names_a_database(address: str) -> bool:
    """Say whether SQLAlchemy can read the address, and it leads to something that outlives the process."""
    try:
        name = make_url(address).database
    except (ValueError, ArgumentError):
        return False
    return name not in {None, "", ":memory:"}


class Settings(BaseSettings):
    """The settings of one process. Secrets are `SecretStr`: they show as stars wherever they are printed."""

    model_config = SettingsConfigDict(env_prefix="STAFFROOM_", env_file=".env", extra="ignore", frozen=True)

    discord_token: Annotated[SecretStr | None, Unset] = Field(
        None, description="The bot's token. The only one that `staffroom run` needs."
    )
    data_dir: Path = Field(Path(".staffroom/data"), description="Where the SQLite file and its backups lie.")
    keys_dir: Path = Field(
        Path(".staffroom/keys"), description="Where the keyring lies: apart from the data, never in its backup."
    )
    database_url: Annotated[SecretStr | None, Unset] = Field(
        None, description="postgresql+asyncpg://… instead of the SQLite file."
    )
    embeddings_dir: Annotated[Path | None, Unset] = Field(
        None, description="A folder with a sentence model (model.onnx, tokenizer.json), to find themes by meaning too."
    )
    backup_dir: Annotated[Path | None, Unset] = Field(
        None, description="Where backups of the database lie; without it, the folder backups in the data folder."
    )
    backup_keep: Annotated[int, Field(ge=0, le=1000)] = Field(
        14, description="How many backups are kept, one more each night. 0 makes none by itself."
    )
    backup_recipient: Annotated[str | None, Unset] = Field(
        None, description="Whom backups are locked for: age1…, from `staffroom keys for-backups`. Without it, nobody."
    )
    keys_backup_dir: Annotated[Path | None, Unset] = Field(
        None, description="Where backups of the data keys lie, apart; without it, keys-backup beside the keyring."
    )
    keys_backup_days: Annotated[int, Field(ge=1, le=90)] = Field(
        7, description="How many days a backup of the data keys is kept: so long can words be had that were erased."
    )
    smtp_url: Annotated[SecretStr | None, Unset] = Field(
        None, description="smtp://user:password@host:587 or smtps://…:465. Without it, no mail leaves."
    )
    mail_spool: Annotated[Path | None, Unset] = Field(
        None, description="A folder that a relay picks mails up from, instead of STAFFROOM_SMTP_URL."
    )
    mail_from: Annotated[str | None, Unset] = Field(None, description="The address that mails come from.")
    reply_to: Annotated[str | None, Unset] = Field(None, description="Where a policymaker's reply to a mail arrives.")
    bounce_imap_url: Annotated[SecretStr | None, Unset] = Field(
        None,
        description="imaps://user:password@host/INBOX: the mailbox that reports of undelivered mail come to.",
    )
    public_url: Annotated[str | None, Unset] = Field(
        None, description="Where the recipients' pages are reached, e.g. https://staffroom.example.org."
    )
    web_host: str = Field("127.0.0.1", description="The address that the web pages listen on.")
    web_port: Annotated[int, Field(ge=0, le=65535)] = Field(8080, description="The port that the web pages listen on.")
    web_proxies: Annotated[int, Field(ge=0, le=5)] = Field(
        0, description="How many proxies of yours stand before the web pages, each adding to X-Forwarded-For."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much is logged; never a text that a member wrote."
    )
    log_format: Literal["readable", "json"] = Field(
        "readable", description="How records look: a line for people, or a JSON object for machines."
    )
    metrics_token: Annotated[SecretStr | None, Unset] = Field(
        None, description="What /metrics asks for as a bearer token. Without it, there is no such page."
    )

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("start it with https://")
        return value.rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parts = urlsplit(value.get_secret_value())
            if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or not _has_a_possible_port(value):
                raise ValueError("write it as smtp://user:password@host:587")
        return value

    @field_validator("bounce_imap_url")
    @classmethod
    def _is_a_mailbox(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parts = urlsplit(value.get_secret_value())
            is_whole = parts.hostname and parts.username and parts.password and _has_a_possible_port(value)
            if parts.scheme not in {"imap", "imaps"} or not is_whole:
                raise ValueError("write it as imaps://user:password@host, with @ in the user as %40")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _is_hard_to_guess(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_TOKEN:
            raise ValueError(f"make it {SHORTEST_TOKEN} characters or more, such as from: openssl rand -hex 24")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: SecretStr | None) -> SecretStr | None:
        address = value.get_secret_value() if value is not None else None
        if address is not None and not address.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise ValueError("start it with sqlite+aiosqlite:// or postgresql+asyncpg://")
        if address is not None and not _names_a_database(address):
            raise ValueError(
                "write it as postgresql+asyncpg://user:password@host:5432/name, or sqlite+aiosqlite:///file"
            )
        return value

    @field_validator("mail_from", "reply_to")
    @classmethod
    def _is_a_mail_address(cls, value: str | None) -> str | None:
        if value is not None and "@" not in value:
            raise ValueError("write it as name@example.org")
        return value

    @property
    def url(self) -> str:
        """The database's address: the one set, or the SQLite file in the data folder."""
        return self.database_url.get_secret_value() if self.database_url else f"sqlite+aiosqlite:///{self.file}"

    @property
    def file(self) -> Path:
        """The SQLite file in the data folder."""
        return self.data_dir.absolute() / "staffroom.db"

    @property
    def backups(self) -> Path:
        """Where backups of the database lie."""
        return (self.backup_dir or self.data_dir / "backups").absolute()

    @property
    def keys_backups(self) -> Path:
        """Where backups of the data keys lie: neither in the keyring nor with the data."""
        return (self.keys_backup_dir or self.keys_dir.absolute().parent / "keys-backup").absolute()

    @property
    def can_mail(self) -> bool:
        """Whether mails can leave."""
        return (self.smtp_url is not None or self.mail_spool is not None) and self.mail_from is not None

    def switched_off(self) -> list[tuple[str, str]]:
        """Return (setting, what it would enable) for what this deployment leaves out."""
        optional = {
            "STAFFROOM_SMTP_URL": (self.smtp_url or self.mail_spool, "mails: one-time codes, the digest"),
            "STAFFROOM_MAIL_FROM": (self.mail_from, "mails: one-time codes, the digest"),
            "STAFFROOM_REPLY_TO": (self.reply_to, "an address for policymakers' replies by mail"),
            "STAFFROOM_BOUNCE_IMAP_URL": (self.bounce_imap_url, "seeing mails that come back later"),
            "STAFFROOM_PUBLIC_URL": (self.public_url, "the pages where policymakers respond"),
        }
        return [(name, enables) for name, (value, enables) in optional.items() if value is None]
