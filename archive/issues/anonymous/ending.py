"""How count keys end. From then on nobody can say whose a voice was, and it counts as nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from archive.issues.anonymous.rules import is_key_due
from archive.issues.anonymous.store import AnonymousStore
from bot.clock import cut_to_hour
from bot.database.schema.digest import editions
from bot.database.transaction import Tx

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.keys import CountKeys

FRESH = timedelta(hours=2)  # the sweep comes every hour


async def end_counts(network: Network, keys: CountKeys, *, now: datetime) -> None:
    """Empty the tags of months that are over, then destroy their keys. Run again at any point, it ends the same."""
    async with network.read() as tx:
        sent, tagged = await _sent(tx), await AnonymousStore(tx).months()
    alive = keys.months()
    due = [month for month in alive if is_key_due(month, sent, now)]
    async with network.write() as tx:
        for month in sorted({*due, *(tagged - set(alive))}):
            await AnonymousStore(tx).untag(month)
        if not tx.is_sqlite:
            await AnonymousStore(tx).write_anew(cut_to_hour(now) - FRESH)
    for month in due:
        keys.destroy(month)


async def _sent(tx: Tx) -> frozenset[str]:
    query = select(editions.c.month).where(tx.mine(editions), editions.c.state == "sent")
    return frozenset(row.month for row in await tx.rows(query))
