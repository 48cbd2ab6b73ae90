"""Which network knows an account: what a private message is about, since no server is named there."""

from __future__ import annotations

from bot.database.network import Network, Networks
from bot.people.store import PeopleStore


async def network_knowing(networks: Networks, account_id: int) -> Network | None:
    """Return the oldest network that an account belongs to, None where it belongs to none."""
    for network in await networks.all():
        async with network.read() as tx:
            if await PeopleStore(tx).by_account(account_id) is not None:
                return network
    return None
