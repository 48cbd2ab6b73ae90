"""Asking every feature about one person."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.database.network import Network
from bot.database.schema.people import people
from bot.house import House
from bot.outbox import Outbox
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from cogs.privacy.effects import FORGET, FORGET_ACCOUNT, LOOKED_BY


async def export_all(house: House, network: Network, person_id: int) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return what every feature holds about a person, by feature and table, from one snapshot.

    Tables that hold nothing are in it too, so that the person sees that they were looked at.
    """
    async with network.read() as tx:
        return {name: await feature.export(tx, person_id) for name, feature in sorted(house.privacy.items())}


async def erase_all(house: House, network: Network, person_id: int, *, now: datetime) -> None:
    """Erase what every feature holds about a person, all or nothing; then destroy the key of what was sealed.

    Their roles on the server go too, which is asked for while the account is still known. The key goes last: were it
    gone first, a failed erasure would leave rows that nobody can read or account for. It is owed as well, for the
    case that this process ends in between.
    """
    features = sorted(house.privacy.values(), key=lambda feature: getattr(feature, "ERASED_LAST", False))
    async with network.write() as tx:
        await request_sync(tx, person_id, now=now)
        person, key = await PeopleStore(tx).person(person_id), f"key:{person_id}"
        for feature in features:
            await feature.erase(tx, person_id, now=now)
        await Outbox(tx).carry_out(FORGET, {"person_id": person_id}, destination=key, now=now)
        if person is not None and person.account_id is not None:
            account = {"account_id": person.account_id}
            await Outbox(tx).carry_out(FORGET_ACCOUNT, account, destination=key, now=now + LOOKED_BY)
    house.keys.destroy_person_key(network.id, person_id)


async def erase_again(house: House) -> int:
    """Erase whoever the erasure list names and the database knows all the same; return how many they were.

    An older database brings back people who were erased since, by whatever means it came here: `staffroom restore`, a
    file that was copied, a replica. An older keyring brings back their keys.
    """
    listed: defaultdict[int, set[int]] = defaultdict(set)
    for network_id, person_id in house.keys.erased.all():
        listed[network_id].add(person_id)
        if house.keys.find_person_key(network_id, person_id) is not None:
            house.keys.destroy_person_key(network_id, person_id)
    total = 0
    for network in await house.networks.all() if listed else ():
        async with network.read() as tx:
            known = {row.id for row in await tx.rows(select(people.c.id).where(tx.mine(people)))}
        for person_id in sorted(known & listed[network.id]):
            await erase_all(house, network, person_id, now=house.clock.now())
            total += 1
    return total
