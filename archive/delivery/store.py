"""The SQL of recipients."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from archive.delivery.model import Jurisdiction, Recipient
from bot.database.ids import new_id
from bot.database.schema.digest import recipients
from bot.database.transaction import Tx


class RecipientStore:
    """The recipients of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def all(self) -> list[Recipient]:
        """Return every recipient who was not removed, by office and name."""
        query = select(recipients).where(self._tx.mine(recipients), recipients.c.state != "removed")
        query = query.order_by(recipients.c.office, recipients.c.name)
        return [read_recipient(row) for row in await self._tx.rows(query)]

    async def active(self) -> list[Recipient]:
        """Return those who are written to."""
        return [recipient for recipient in await self.all() if recipient.state == "active"]

    async def add_all(self, found: Iterable[Recipient], *, now: datetime) -> tuple[int, int]:
        """Add new recipients and bring known ones (by mail address) up to date; returns (added, changed).

        Somebody who asked not to be written to stays so.
        """
        known = {recipient.mail: recipient for recipient in await self.all()}
        added = changed = 0
        for recipient in found:
            before = known.get(recipient.mail)
            if before is None:
                values = {"id": new_id(), "mail": recipient.mail, "state": "active", "added_at": now}
                await self._tx.insert(recipients, **values, **_facts(recipient))
                added += 1
            elif _facts(before) != _facts(recipient):
                await self._set(before.id, **_facts(recipient))
                changed += 1
        return added, changed

    async def leave(self, recipient_id: int) -> None:
        """Write to this recipient no more."""
        await self._set(recipient_id, state="left")

    async def get(self, recipient_id: int) -> Recipient | None:
        """Return the recipient with this id, whatever became of them."""
        query = select(recipients).where(self._tx.mine(recipients), recipients.c.id == recipient_id)
        row = await self._tx.row(query)
        return read_recipient(row) if row is not None else None

    async def remove(self, recipient_id: int) -> None:
        """Take a recipient off for good: name and address are erased; the office stays beside its responses."""
        await self._set(recipient_id, state="removed", name="", mail=str(recipient_id), domains=[])

    async def _set(self, recipient_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        condition = (self._tx.mine(recipients), recipients.c.id == recipient_id)
        await self._tx.execute(update(recipients).where(*condition).values(**values))


def _facts(recipient: Recipient) -> dict[str, Any]:
    jurisdiction = recipient.jurisdiction
    return {
        "name": recipient.name,
        "office": recipient.office,
        "districts": list(jurisdiction.districts),
        "regions": list(jurisdiction.regions),
        "is_statewide": jurisdiction.is_statewide,
        "topics": list(recipient.topics),
        "domains": list(recipient.domains),
        "language": recipient.language,
    }


def read_recipient(row: Row[Any]) -> Recipient:
    """Return the recipient in a row of `recipients`."""
    jurisdiction = Jurisdiction(tuple(row.districts), tuple(row.regions), row.is_statewide)
    more = {"domains": tuple(row.domains), "language": row.language}
    return Recipient(row.id, row.name, row.office, row.mail, jurisdiction, tuple(row.topics), row.state, **more)
