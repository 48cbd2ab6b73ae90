"""Who the stewards are: named by the server's owner, by their addresses on the roster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.errors import Refusal
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.visibility.admission.access import request_sync
from cogs.setup.wizard.answering import who
from cogs.setup.wizard.gathering import read_state
from cogs.setup.wizard.reading import addresses
from cogs.setup.wizard.rules import Moved, seen
from cogs.setup.wizard.store import WalkStore
from config.texts import N_

if TYPE_CHECKING:
    from bot.database.transaction import Tx
    from bot.people.model import Person
    from cogs.setup.wizard.standing import Here

OWNER_NAMED = N_("The server's owner made {about} a steward.")
OWNER_DISMISSED = N_("The server's owner decided that {about} is no steward any more.")


@dataclass
class OnlyTheOwnerNames(Refusal):
    """A steward names no steward."""

    says: ClassVar[str] = N_(
        "Only the server's owner names stewards, here in /setup; or whoever runs the machine, with staffroom steward "
        "add. Press Keep this or Later to go on."
    )


@dataclass
class NotOnTheRoster(Refusal):
    """Some addresses are nobody's who is active on the roster."""

    names: str
    says: ClassVar[str] = N_(
        "Nobody active on the roster has the address {names}. Nothing was changed. Write it as it stands "
        "in the roster's file, letter for letter."
    )


@dataclass
class YourOwnRow(Refusal):
    """Nobody decides about themselves."""

    says: ClassVar[str] = N_(
        "Nobody changes their own place here, so somebody else does that for you: whoever runs the machine, or "
        "another steward. Nothing was changed."
    )


def check_owner(here: Here) -> None:
    """Raise `OnlyTheOwnerNames` for everyone but the server's owner."""
    if here.guild.owner_id != here.visit.account_id:
        raise OnlyTheOwnerNames


async def steward_addresses(here: Here) -> str:
    """Return the addresses of those who are stewards, one on each line."""
    async with here.visit.network.read() as tx:
        return "\n".join(person.email for person in await _stewards(tx) if person.email)


async def name_stewards(here: Here, mark: str, typed: str) -> None:
    """Make the people with these addresses the stewards, and nobody else; each change is logged.

    Raises `OnlyTheOwnerNames`, `Moved`, `NotOnTheRoster`, `YourOwnRow`; nothing is written then.
    """
    check_owner(here)
    visit = here.visit
    async with visit.network.write() as tx:
        if seen("stewards", await read_state(tx, visit.network, here.guild, visit.house.settings)) != mark:
            raise Moved
        wanted, by = await _wanted(tx, typed), await who(tx, visit)
        stands = {person.id for person in await _stewards(tx)}
        if by is not None and by in stands ^ wanted:
            raise YourOwnRow
        store = StewardStore(tx)
        for person_id in sorted(wanted - stands):
            await store.add(person_id, by=by, now=visit.now, act=OWNER_NAMED)
        for person_id in sorted(stands - wanted):
            await store.remove(person_id, by=by, now=visit.now, act=OWNER_DISMISSED)
        for person_id in sorted(stands ^ wanted):
            await request_sync(tx, person_id, now=visit.now)
        await WalkStore(tx).answer("stewards", "changed", by=by, now=visit.now)


async def _stewards(tx: Tx) -> list[Person]:
    people = PeopleStore(tx)
    stewards = await people.stewards()
    return [person for person in await people.people() if person.id in stewards and person.state == "active"]


async def _wanted(tx: Tx, typed: str) -> set[int]:
    people, unknown, found = PeopleStore(tx), list[str](), set[int]()
    for address in addresses(typed):
        person = await people.by_email(address)
        if person is None or person.state != "active":
            unknown.append(address)
        else:
            found.add(person.id)
    if unknown:
        raise NotOnTheRoster(", ".join(unknown))
    return found
