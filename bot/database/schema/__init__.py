"""Every table, one module per feature; importing this package declares them all."""

from __future__ import annotations

from bot.database.schema import networks
from bot.database.schema.base import metadata

__all__ = ["metadata", "networks"]
