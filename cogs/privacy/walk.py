"""Asking every feature about one person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.network import Network
from bot.house import House
from bot.outbox import Outbox
from bot.visibility.access import request_sync
from cogs.privacy.effects import FORGET


async def export_all(house: House, network: Network, person_id: int) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return what every feature holds about a person, by feature and table, from one snapshot."""
    async with network.read() as tx:
        given = {name: await feature.export(tx, person_id) for name, feature in sorted(house.privacy.items())}
    return {name: tables for name, tables in given.items() if any(tables.values())}


async def erase_all(house: House, network: Network, person_id: int, *, now: datetime) -> None:
    """Erase what every feature holds about a person, all or nothing; then destroy the key of what was sealed.

    Their roles on the server go too, which is asked for while the account is still known. The key goes last: were it
    gone first, a failed erasure would leave rows that nobody can read or account for. It is owed as well, for the
    case that this process ends in between.
    """
    features = sorted(house.privacy.values(), key=lambda feature: getattr(feature, "ERASED_LAST", False))
    async with network.write() as tx:
        await request_sync(tx, person_id, now=now)
        for feature in features:
            await feature.erase(tx, person_id, now=now)
        await Outbox(tx).carry_out(FORGET, {"person_id": person_id}, destination=f"key:{person_id}", now=now)
    house.keys.destroy_person_key(network.id, person_id)
