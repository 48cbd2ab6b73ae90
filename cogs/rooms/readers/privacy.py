"""What rooms hold about a person: what they were seen to read, and what changed about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.database.schema.exposure import access_changes, exposures, overseers, viewers
from bot.database.schema.people import acts, people
from bot.database.transaction import Tx

HIDDEN = {"network_id", "id", "seq", "person_id", "accepted_by_id", "card_id", "message_id"}


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return a person's lines of the ledger, the spaces they were last seen to read, exposures, and overseers.

    The overseers are the person themselves, if members accepted them, and those whose acceptance they recorded.
    """
    account_id = await _account(tx, person_id)
    conditions = {
        access_changes: (access_changes.c.person_id == person_id) | (access_changes.c.account_id == account_id),
        viewers: viewers.c.account_id == account_id,
        exposures: exposures.c.account_id == account_id,
        overseers: (overseers.c.account_id == account_id) | (overseers.c.accepted_by_id == person_id),
    }
    found = {}
    for table, condition in conditions.items():
        rows = [row._mapping for row in await tx.rows(select(table).where(tx.mine(table), condition))]  # noqa: SLF001 -- SQLAlchemy's documented way to read a row by column name
        found[table.name] = [{name: value for name, value in row.items() if name not in HIDDEN} for row in rows]
    return found


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Empty who it was in the ledger, drop everything else: an acceptance goes with the overseer it was about.

    What a person recorded as a steward stays, without them.
    """
    account_id = await _account(tx, person_id)
    theirs = (access_changes.c.person_id == person_id) | (access_changes.c.account_id == account_id)
    nobody = {"person_id": None, "account_id": None}
    await tx.execute(access_changes.update().where(tx.mine(access_changes), theirs).values(nobody))
    recorded = (tx.mine(overseers), overseers.c.accepted_by_id == person_id)
    await tx.execute(overseers.update().where(*recorded).values(accepted_by_id=None))
    if account_id is not None:
        for table in (viewers, exposures, overseers):
            await tx.execute(table.delete().where(tx.mine(table), table.c.account_id == account_id))
        await tx.execute(acts.update().where(tx.mine(acts), acts.c.about == f"<@{account_id}>").values(about=""))


async def _account(tx: Tx, person_id: int) -> int | None:
    account: int | None = await tx.scalar(select(people.c.account_id).where(tx.mine(people), people.c.id == person_id))
    return account
