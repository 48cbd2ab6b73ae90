"""What the host decides about one person: whether they are a steward, who is above them, whether a place is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.database.network import Network
from bot.errors import Refusal
from bot.house import House
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync, request_sync_of_account
from config.texts import N_

RELEASED = N_("{actor} took back a supervision that a steward had recorded after a flag.")
REOPENED = N_("{actor} reopened the place of {about}; a new code lets them in.")


@dataclass
class NotOnRoster(Refusal):
    """No active person has this address."""

    email: str
    says: ClassVar[str] = N_(
        "Nobody active on the roster has the address {email}. Import the roster first, or check it."
    )


@dataclass
class NotRecorded(Refusal):
    """No steward has recorded such a supervision, or the roster has named it since."""

    says: ClassVar[str] = N_(
        "No steward has recorded that one supervises the other, or the roster names it too; then correct the roster. "
        "Nothing was changed."
    )


@dataclass
class NotSuspended(Refusal):
    """There is nothing to give back."""

    email: str
    says: ClassVar[str] = N_(
        "Nobody whose place is closed has the address {email}. Nothing was changed. Check it letter by letter."
    )


async def add_steward(house: House, network: Network, email: str) -> bool:
    """Make the person with this address a steward and log it; False if they are one. Raises `NotOnRoster`."""
    now = house.clock.now()
    async with network.write() as tx:
        people = PeopleStore(tx)
        person = await people.by_email(email)
        if person is None or person.state != "active":
            raise NotOnRoster(email)
        if await StewardStore(tx).has(person.id):
            return False
        await StewardStore(tx).add(person.id, by=None, now=now)
        await request_sync(tx, person.id, now=now)
    return True


async def remove_steward(house: House, network: Network, email: str) -> bool:
    """Take the stewardship of the person with this address and log it; False if they are no steward.

    Raises `NotOnRoster`; whoever has left the roster can still be removed.
    """
    now = house.clock.now()
    async with network.write() as tx:
        people = PeopleStore(tx)
        person = await people.by_email(email)
        if person is None:
            raise NotOnRoster(email)
        was_one = await StewardStore(tx).remove(person.id, by=None, now=now)
        if was_one:
            await request_sync(tx, person.id, now=now)
    return was_one


async def release(house: House, network: Network, supervisor: str, person: str) -> None:
    """Take back a supervision that a steward recorded after a flag. Raises `NotRecorded`.

    The log names neither: what was said in confidence stays so.
    """
    now = house.clock.now()
    async with network.write() as tx:
        people = PeopleStore(tx)
        above, below = await people.by_email(supervisor), await people.by_email(person)
        pair = (above.id if above is not None else 0, below.id if below is not None else 0)
        if pair not in await people.recorded_supervisions():
            raise NotRecorded
        await people.remove_supervisions([pair])
        await StewardStore(tx).log(None, RELEASED, None, now)
        for person_id in pair:
            await request_sync(tx, person_id, now=now)


async def list_stewards(network: Network) -> list[Person]:
    """Return the stewards, by name."""
    async with network.read() as tx:
        people = PeopleStore(tx)
        stewards = await people.stewards()
        return [person for person in await people.people() if person.id in stewards]


async def reopen(house: House, network: Network, email: str, *, is_lost: bool = False) -> None:
    """Give a suspended person their place back, without the account that took it. Raises `NotSuspended`.

    Where their account `is_lost`, an active person's as well; raises `NotOnRoster` then.
    """
    now = house.clock.now()
    async with network.write() as tx:
        people = PeopleStore(tx)
        person = await people.by_email(email)
        if person is None or person.state not in ({"suspended", "active"} if is_lost else {"suspended"}):
            raise NotOnRoster(email) if is_lost else NotSuspended(email)
        await people.reopen(person.id)
        await StewardStore(tx).log(None, REOPENED, person.id, now)
        if person.account_id is not None:
            await request_sync_of_account(tx, person.account_id, now=now)
