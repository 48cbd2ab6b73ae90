"""The people of one network, who supervises whom, and which account is whose."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Text, bindparam, cast, select

from bot.database.groups import in_groups
from bot.database.ids import new_id
from bot.database.schema.people import people, supervisions
from bot.database.transaction import Tx
from bot.people.graph import Supervision, SupervisionGraph
from bot.people.model import Person, Site, State, email_key
from bot.people.sites import SiteStore
from bot.people.standing import read_graph, read_supervisions
from bot.people.stewards import StewardStore

FIELDS = list(Person.__dataclass_fields__)
LISTS = slice(FIELDS.index("languages"), FIELDS.index("topics") + 1)  # as text: most people's are the same few
COLUMNS = [cast(people.c[name], Text) if name in FIELDS[LISTS] else people.c[name] for name in FIELDS]
_EVERYONE = select(*COLUMNS)
_HERE = _EVERYONE.where(people.c.network_id == bindparam("network_id"))
_BY_ID = _HERE.where(people.c.id == bindparam("person_id"))
_BY_ACCOUNT = _HERE.where(people.c.account_id == bindparam("account_id"))


class PeopleStore:
    """Reads and writes people. Sites, stewards and codes have stores of their own; what everybody asks is here too."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def person(self, person_id: int) -> Person | None:
        """Return the person with this id."""
        return _found(await self._tx.row(_BY_ID, network_id=self._tx.network_id, person_id=person_id))

    async def some(self, person_ids: Collection[int]) -> dict[int, Person]:
        """Return those of these people who are known, by id; for as many as one statement takes (`in_groups`)."""
        query = _EVERYONE.where(self._tx.mine(people), people.c.id.in_(person_ids))
        return {row.id: _person(row) for row in await self._tx.rows(query)}

    async def by_account(self, account_id: int) -> Person | None:
        """Return the person whom a Discord account joined as, whatever their state."""
        return _found(await self._tx.row(_BY_ACCOUNT, network_id=self._tx.network_id, account_id=account_id))

    async def by_email(self, email: str) -> Person | None:
        """Return the person with this mail address, however it is capitalised."""
        return _found(await self._tx.row(_EVERYONE.where(self._tx.mine(people), people.c.email == email_key(email))))

    async def people(self) -> list[Person]:
        """Return everyone in every state, by name."""
        query = _EVERYONE.where(self._tx.mine(people)).order_by(people.c.name, people.c.id)
        return [_person(row) for row in await self._tx.rows(query)]

    async def sites(self) -> list[Site]:
        """Return every site, by name."""
        return await SiteStore(self._tx).all()

    async def site(self, site_id: int) -> Site | None:
        """Return the site with this id."""
        return await SiteStore(self._tx).get(site_id)

    async def stewards(self) -> frozenset[int]:
        """Return the ids of all stewards."""
        return await StewardStore(self._tx).all()

    async def is_steward(self, person_id: int) -> bool:
        """Say whether a person is a steward."""
        return await StewardStore(self._tx).has(person_id)

    async def supervisions(self) -> frozenset[Supervision]:
        """Return every supervision that the roster names, as (supervisor, supervised)."""
        return await read_supervisions(self._tx)

    async def graph(self) -> SupervisionGraph:
        """Return who stands above whom now, principals above their sites included."""
        return await read_graph(self._tx)

    async def add_person(self, person: Person, *, now: datetime) -> None:
        """Add a person under the id they carry, without supervisors or account."""
        await self.add_people([person], now=now)

    async def add_people(self, added: Sequence[Person], *, now: datetime) -> None:
        """Add several people at once, as `add_person` does."""
        await self._tx.insert_many(people, [{"id": each.id, "added_at": now, **_values(each)} for each in added])

    async def add_site(self, site: Site) -> None:
        """Add a site under the id it carries."""
        await SiteStore(self._tx).add([site])

    async def replace(self, person: Person) -> None:
        """Write everything the roster says about a person anew; their account stays as it is."""
        await self._set(person.id, **_values(person))

    async def set_supervisors(self, person_id: int, supervisor_ids: Collection[int]) -> None:
        """Replace a person's supervisors by these."""
        condition = (self._tx.mine(supervisions), supervisions.c.person_id == person_id)
        await self._tx.execute(supervisions.delete().where(*condition))
        await self.add_supervisions([(supervisor_id, person_id) for supervisor_id in sorted(set(supervisor_ids))])

    async def add_supervisions(self, added: Collection[Supervision]) -> None:
        """Add supervisions that are not there yet."""
        rows = [{"id": new_id(), "supervisor_id": above, "person_id": below} for above, below in added]
        await self._tx.insert_many(supervisions, rows)

    async def record_supervision(self, pair: Supervision) -> None:
        """Add a supervision that a steward settled after a flag: imports leave it. One that the roster names stays."""
        if pair not in await self.supervisions():
            await self._tx.insert(supervisions, id=new_id(), supervisor_id=pair[0], person_id=pair[1], source="flag")

    async def recorded_supervisions(self) -> frozenset[Supervision]:
        """Return the supervisions that stewards recorded after a flag and no roster has named since."""
        query = select(supervisions.c.supervisor_id, supervisions.c.person_id)
        rows = await self._tx.rows(query.where(self._tx.mine(supervisions), supervisions.c.source == "flag"))
        return frozenset((row.supervisor_id, row.person_id) for row in rows)

    async def confirm_supervisions(self, confirmed: Collection[Supervision]) -> None:
        """Say that the roster names these supervisions too: from now on it decides about them."""
        for above, below in confirmed:
            pair = (supervisions.c.supervisor_id == above, supervisions.c.person_id == below)
            here = (self._tx.mine(supervisions), *pair)
            await self._tx.execute(supervisions.update().where(*here).values(source="roster"))

    async def remove_supervisions(self, removed: Collection[Supervision]) -> None:
        """Remove these supervisions."""
        for above, below in removed:
            pair = (supervisions.c.supervisor_id == above, supervisions.c.person_id == below)
            await self._tx.execute(supervisions.delete().where(self._tx.mine(supervisions), *pair))

    async def link(self, person_id: int, account_id: int, now: datetime) -> None:
        """Say that a Discord account is this person's. A database error if it is already somebody else's."""
        await self._set(person_id, account_id=account_id, linked_at=now)

    async def retire(self, person_id: int) -> None:
        """Say that a person has left the roster; their account stays linked, so that its roles can be taken."""
        await self.set_state([person_id], "retired")

    async def suspend(self, person_id: int) -> None:
        """Say that a person may not enter for now; their account stays linked, so that its roles can be taken."""
        await self.set_state([person_id], "suspended")

    async def set_state(self, person_ids: Sequence[int], state: State) -> None:
        """Put people into a state; nothing else about them changes."""
        for group in in_groups(person_ids):
            condition = (self._tx.mine(people), people.c.id.in_(group))
            await self._tx.execute(people.update().where(*condition).values(state=state))

    async def reopen(self, person_id: int) -> None:
        """Say that a person may enter again, with whichever account joins as them next."""
        await self._set(person_id, state="active", account_id=None, linked_at=None)

    async def _set(self, person_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        await self._tx.execute(people.update().where(self._tx.mine(people), people.c.id == person_id).values(**values))


def _found(row: Row[Any] | None) -> Person | None:
    return _person(row) if row is not None else None


def _person(row: Row[Any]) -> Person:
    values = list(row)
    values[LISTS] = map(_words, values[LISTS])
    return Person(*values)


@lru_cache(maxsize=10_000)
def _words(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


def _values(person: Person) -> dict[str, Any]:
    values = {name: value for name, value in vars(person).items() if name not in {"id", "account_id"}}
    email = email_key(person.email) if person.email is not None else None
    return {**values, "email": email, "languages": list(person.languages), "topics": list(person.topics)}
