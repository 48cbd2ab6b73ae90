"""Which network a private message is about."""

from __future__ import annotations

from datetime import timedelta

from bot.database.network import Network, Networks
from bot.people.knowing import network_knowing
from bot.people.store import PeopleStore
from tests.bot.people.somebody import add, somebody
from tests.kit.databases import START


async def join(network: Network, account_id: int) -> None:
    person = somebody(f"p{account_id}")
    async with network.write() as tx:
        await add(tx, person)
        await PeopleStore(tx).link(person.id, account_id, START)


async def test_an_account_of_several_networks_is_the_oldest_ones_and_a_strangers_is_nobodys(network: Network) -> None:
    made = [
        await Networks(network.database).create(name, now=START + timedelta(days=day))
        for day, name in enumerate(("South", "East"), start=1)
    ]
    for each in (*made, network):
        await join(each, 77)
    await join(made[1], 78)
    await join(made[0], 79)
    await join(made[1], 79)
    found = {account: await network_knowing(network.database, account) for account in (77, 78, 79, 80)}
    assert {account: each and each.name for account, each in found.items()} == {
        77: network.name, 78: "East", 79: "South", 80: None
    }  # fmt: skip
