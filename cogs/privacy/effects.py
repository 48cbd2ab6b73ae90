"""What an erasure owes beyond the rows: carried out even if the process is gone right after the rows are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.outbox import Effect, Retry
from bot.people.store import PeopleStore
from bot.visibility.keeping.ledger import Ledger

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

FORGET = "privacy.forget"
FORGET_ACCOUNT = "privacy.forget_account"
LOOKED_BY = timedelta(hours=1)  # by then their roles are taken, and a look that still saw them is written down
LOG_IN_USE = 30.0  # seconds until the database's log is tried again


async def forget(house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Destroy the key of somebody who was erased, and empty the log that may still hold their words."""
    house.keys.destroy_person_key(network.id, facts["person_id"])
    if not await network.database.empty_log():
        raise Retry(LOG_IN_USE)


async def forget_account(_house: House, network: Network, facts: Mapping[str, Any]) -> None:
    """Empty the lines of the ledger that a look wrote between the erasure and the loss of their roles.

    Whoever came back since is somebody on the roster again, and the lines are theirs.
    """
    async with network.write() as tx:
        if await PeopleStore(tx).by_account(facts["account_id"]) is None:
            await Ledger(tx).forget_account(facts["account_id"])


EFFECTS = {
    FORGET: Effect(forget, is_idempotent=True),
    FORGET_ACCOUNT: Effect(forget_account, is_idempotent=True),
}
