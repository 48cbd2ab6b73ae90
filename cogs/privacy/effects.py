"""What an erasure owes beyond the rows: carried out even if the process is gone right after the rows are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.outbox import Effect, Retry

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

FORGET = "privacy.forget"
LOG_IN_USE = 30.0  # seconds until the database's log is tried again


async def forget(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Destroy the key of somebody who was erased, and empty the log that may still hold their words."""
    house.keys.destroy_person_key(network.id, facts["person_id"])
    if not await network.database.empty_log():
        raise Retry(LOG_IN_USE)


EFFECTS = {FORGET: Effect(forget, is_idempotent=True)}
