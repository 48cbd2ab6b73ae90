"""A bare house: a database and a clock, and nobody beside it, for what needs no more."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from bot.clock import Clock
from bot.database.engine import Database
from bot.database.network import Networks
from bot.outbox.connections import Connections
from bot.processes import Shards


def bare_house(database: Database, clock: Clock, *, settings: Any = None) -> Any:
    """Return what the courier and the pulse ask of a house, which serves every network and leads."""
    return SimpleNamespace(
        database=database,
        networks=Networks(database),
        clock=clock,
        settings=settings,
        mail_connections=Connections(),
        peers=None,
        leads=True,
        shards=Shards(),
        serves=lambda _network: True,
    )
