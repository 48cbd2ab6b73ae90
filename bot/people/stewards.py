"""Stewards, and the log of what they did: numbered rows are added to it, never changed or taken out.

The database itself refuses both (triggers of migration 0006); a number that is missing would show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.database.ids import new_id
from bot.database.schema.people import acts, people, stewards
from bot.database.transaction import Tx
from bot.errors import ForStewards, NotAllowed
from config.texts import N_

_ONE = select(stewards.c.id).where(
    stewards.c.network_id == bindparam("network_id"), stewards.c.person_id == bindparam("person_id")
)
MOST_SHOWN = 15
MOST_NAMED = 5  # as many as somebody writes to
MADE_A_STEWARD = N_("{actor} made {about} a steward.")
NO_STEWARD_ANY_MORE = N_("{actor} decided that {about} is no steward any more.")


@dataclass(frozen=True)
class Act:
    """One line of the log. `actor` is empty where the host acted, and where the actor has been erased since."""

    seq: int
    act: str
    actor: str
    about: str
    by_host: bool
    acted_at: datetime


class StewardStore:
    """Reads and writes stewards and their log."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def all(self) -> frozenset[int]:
        """Return the ids of all stewards."""
        rows = await self._tx.rows(select(stewards.c.person_id).where(self._tx.mine(stewards)))
        return frozenset(row.person_id for row in rows)

    async def has(self, person_id: int) -> bool:
        """Say whether a person is a steward."""
        return await self._tx.scalar(_ONE, network_id=self._tx.network_id, person_id=person_id) is not None

    async def check(self, person_id: int) -> None:
        """Let a steward pass; raises `ForStewards`, which names them, or `NotAllowed` where there is none."""
        if not await self.has(person_id):
            who = await self.named()
            raise ForStewards(who) if who else NotAllowed()

    async def named(self) -> str:
        """Return the stewards as members can reach them, by name: mentions, and names of those without an account."""
        theirs = people.c.id.in_(select(stewards.c.person_id).where(self._tx.mine(stewards)))
        found = select(people.c.name, people.c.account_id).where(self._tx.mine(people), theirs)
        active = found.where(people.c.state == "active").order_by(people.c.name, people.c.id)
        rows = await self._tx.rows(active.limit(MOST_NAMED))
        return ", ".join(f"<@{row.account_id}>" if row.account_id else row.name for row in rows)

    async def add(self, person_id: int, *, by: int | None, now: datetime, act: str = MADE_A_STEWARD) -> None:
        """Make a person a steward, by whom (nobody: the host), and log it, as this act; twice is once."""
        if not await self.has(person_id):
            await self._tx.insert(stewards, id=new_id(), person_id=person_id, granted_at=now)
            await self.log(by, act, person_id, now)

    async def remove(self, person_id: int, *, by: int | None, now: datetime, act: str = NO_STEWARD_ANY_MORE) -> bool:
        """Take a person's stewardship and log it, by whom (nobody: the host); False where they are no steward."""
        here = (self._tx.mine(stewards), stewards.c.person_id == person_id)
        if not (await self._tx.execute(stewards.delete().where(*here))).rowcount:
            return False
        await self.log(by, act, person_id, now)
        return True

    async def log(self, actor_id: int | None, act: str, about: int | str | None, now: datetime) -> None:
        """Add an act to the log.

        `act` is a marked text with ``{actor}`` and ``{about}`` in it; no actor means the host. `about` is a person's
        id, or the name of a thing (never a person's: a name cannot be erased from the log).
        """
        last = await self._tx.scalar(select(func.max(acts.c.seq)).where(self._tx.mine(acts))) or 0
        await self._tx.insert(
            acts,
            id=new_id(),
            seq=last + 1,
            actor_id=actor_id,
            act=act,
            about_person_id=about if isinstance(about, int) else None,
            about=about if isinstance(about, str) else "",
            by_host=actor_id is None,
            acted_at=now,
        )

    async def latest(
        self, most: int = MOST_SHOWN, *, before: int | None = None, after: int | None = None, by: int | None = None
    ) -> Sequence[Act]:
        """Return acts, newest first: the newest before a number, or the first after one; of all, or by a person."""
        actor, about = people.alias("actor"), people.alias("about_person")
        joined = acts.outerjoin(
            actor, (actor.c.network_id == acts.c.network_id) & (actor.c.id == acts.c.actor_id)
        ).outerjoin(about, (about.c.network_id == acts.c.network_id) & (about.c.id == acts.c.about_person_id))
        query = select(acts, actor.c.name.label("actor_name"), about.c.name.label("about_name")).select_from(joined)
        query = query.where(self._tx.mine(acts)).limit(most)
        query = query.where(acts.c.actor_id == by) if by is not None else query
        query = query.where(acts.c.seq < before) if before is not None else query
        query = query.where(acts.c.seq > after) if after is not None else query
        rows = await self._tx.rows(query.order_by(acts.c.seq if after is not None else acts.c.seq.desc()))
        found = [
            Act(row.seq, row.act, row.actor_name or "", row.about_name or row.about, row.by_host, row.acted_at)
            for row in rows
        ]
        return found[::-1] if after is not None else found


async def log_act_of_host(tx: Tx, act: str, about: int | str | None, now: datetime) -> None:
    """Add an act of the host, who works on the command line, to the log: see `StewardStore.log`."""
    await StewardStore(tx).log(None, act, about, now)
