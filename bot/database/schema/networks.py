"""The communities of this deployment: a table without a network of its own."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table

from bot.database.schema.base import Json, UtcTime, metadata

networks = Table(
    "networks",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(100), nullable=False, unique=True),
    Column("guild_id", BigInteger, unique=True),  # Discord's word for the server; empty until /setup
    Column("community", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("changes", BigInteger, nullable=False, server_default="0"),  # of what processes keep in memory
)
