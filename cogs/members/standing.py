"""What the host decides about one person: making them a steward, giving a closed place back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.database.network import Network
from bot.errors import Refusal
from bot.house import House
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.visibility.access import request_sync, request_sync_of_account
from config.texts import N_

REOPENED = N_("{actor} reopened the place of {about}; a new code lets them in.")


@dataclass
class NotOnRoster(Refusal):
    """No active person has this address."""

    email: str
    says: ClassVar[str] = N_(
        "Nobody active on the roster has the address {email}. Import the roster first, or check it."
    )


@dataclass
class NotSuspended(Refusal):
    """There is nothing to give back."""

    email: str
    says: ClassVar[str] = N_("Nobody whose place is closed has the address {email}. Nothing was changed.")


async def add_steward(house: House, network: Network, email: str) -> bool:
    """Make the person with this address a steward and log it; False if they are one. Raises `NotOnRoster`."""
    now = house.clock.now()
    async with network.write() as tx:
        people = PeopleStore(tx)
        person = await people.by_email(email)
        if person is None or person.state != "active":
            raise NotOnRoster(email)
        if await people.is_steward(person.id):
            return False
        await people.add_steward(person.id, by=None, now=now)
        await request_sync(tx, person.id, now=now)
    return True


async def list_stewards(network: Network) -> list[Person]:
    """Return the stewards, by name."""
    async with network.read() as tx:
        people = PeopleStore(tx)
        stewards = await people.stewards()
        return [person for person in await people.people() if person.id in stewards]


async def reopen(house: House, network: Network, email: str) -> None:
    """Give a suspended person their place back, without the account that took it. Raises `NotSuspended`."""
    now = house.clock.now()
    async with network.write() as tx:
        people = PeopleStore(tx)
        person = await people.by_email(email)
        if person is None or person.state != "suspended":
            raise NotSuspended(email)
        await people.reopen(person.id)
        await people.log_act(None, REOPENED, person.id, now)
        if person.account_id is not None:
            await request_sync_of_account(tx, person.account_id, now=now)
