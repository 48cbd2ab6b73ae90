"""What the outbox holds about a person: mails to their address, and that something was owed to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select

from bot.database.schema.outbox import outbox
from bot.database.schema.people import people
from bot.database.transaction import Tx
from bot.outbox.outbox import OPEN, State, mail_destination
from bot.outbox.transit import unwrap

TAKES_ACCESS = "access.sync"  # what takes an erased member's roles away has still to be carried out
OF_A_PERSON = ("access:", "key:")  # destinations that bear a person's number, which an erasure still needs


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return every mail to this person that is still kept, and what else was owed to them."""
    rows = await tx.rows(select(outbox).where(tx.mine(outbox), await _theirs(tx, person_id)).order_by(outbox.c.seq))
    held = [unwrap(tx, outbox.c.facts, row.facts) for row in rows]
    return {
        "outbox": [{"kind": row.kind, "state": row.state, "held": facts} for row, facts in zip(rows, held, strict=True)]
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase every row to this person, sent or not, so that no mail follows them; their roles are still taken away."""
    still_needed = (outbox.c.kind == TAKES_ACCESS) & outbox.c.state.in_(OPEN)
    await tx.execute(delete(outbox).where(tx.mine(outbox), await _theirs(tx, person_id), ~still_needed))


async def forget_carried(tx: Tx) -> None:
    """Delete what took roles and keys away and is done: nothing but the number of somebody who may be erased."""
    bears_a_number = or_(*(outbox.c.destination.startswith(prefix) for prefix in OF_A_PERSON))
    await tx.execute(delete(outbox).where(tx.mine(outbox), outbox.c.state == State.SENT, bears_a_number))


async def erase_mails_to(tx: Tx, address: str) -> None:
    """Erase every mail to an address, sent or not: for somebody who is no person of the roster."""
    await tx.execute(delete(outbox).where(tx.mine(outbox), outbox.c.destination == mail_destination(address)))


async def _theirs(tx: Tx, person_id: int) -> ColumnElement[bool]:
    """Return the condition of rows to a person: by their id, their mail address and their account."""
    query = select(people.c.email, people.c.account_id).where(tx.mine(people), people.c.id == person_id)
    row = await tx.row(query)
    destinations = [f"person:{person_id}", f"access:{person_id}"]
    if row is not None and row.email:
        destinations.append(mail_destination(row.email))
    if row is not None and row.account_id is not None:
        destinations.append(f"account:{row.account_id}")
    return outbox.c.destination.in_(destinations)
