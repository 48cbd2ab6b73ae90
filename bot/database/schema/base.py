"""What every table has: its network, first in every key, and the column types all of them share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    TypeDecorator,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Json = JSON(none_as_null=True)  # nothing is NULL, and never the word null: that would be another thing to the database


class UtcTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database, whatever the database makes of time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Refuse an instant without a zone, store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the instant, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(TypeDecorator[bytes]):
    """Words, stored only as `Tx.seal` or `Tx.seal_until_sent` returned them: bytes, never text."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Refuse text that was not sealed."""
        if value is not None and not isinstance(value, bytes):
            raise TypeError("words are stored sealed")
        return value


def label(why: str) -> dict[str, str]:
    """Return what declares a column of text to stand in the clear, and why it may."""
    return {"label": why}


def scoped(name: str, *columns: SchemaItem, **options: Any) -> Table:  # noqa: ANN401 -- passed through to Table
    """Declare a table of one network's rows: (network_id, id) is its key, and network_id leads every other key.

    With ``info={"recalled": True}`` what is read from it may be kept in memory (`bot.database.memory`).
    """
    return Table(
        name,
        metadata,
        Column("network_id", BigInteger, nullable=False),
        Column("id", BigInteger, nullable=False),
        *columns,
        PrimaryKeyConstraint("network_id", "id"),
        ForeignKeyConstraint(["network_id"], ["networks.id"]),
        **options,
    )


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """Declare that a column holds the id of another row of the same network."""
    return ForeignKeyConstraint(["network_id", column], [f"{table}.network_id", f"{table}.id"])
