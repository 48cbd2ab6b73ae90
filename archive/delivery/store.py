"""The SQL of recipients and of their links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select, update

from archive.delivery.links import Link, LinkUnknown
from archive.delivery.model import Jurisdiction, Recipient
from bot.database.ids import new_id
from bot.database.schema.digest import recipient_links, recipients
from bot.database.transaction import Tx


@dataclass(frozen=True)
class Opened:
    """Whose link it is, and to which edition it leads."""

    recipient: Recipient
    edition_id: int


class RecipientStore:
    """The recipients of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def all(self) -> list[Recipient]:
        """Return every recipient, by office and name."""
        query = select(recipients).where(self._tx.mine(recipients)).order_by(recipients.c.office, recipients.c.name)
        return [_recipient(row) for row in await self._tx.rows(query)]

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

    async def _set(self, recipient_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        condition = (self._tx.mine(recipients), recipients.c.id == recipient_id)
        await self._tx.execute(update(recipients).where(*condition).values(**values))


class LinkStore:
    """The links of one network's recipients."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, link: Link, recipient_id: int, edition_id: int) -> None:
        """Keep a link."""
        await self._tx.insert(
            recipient_links,
            id=new_id(),
            recipient_id=recipient_id,
            edition_id=edition_id,
            link_hash=link.link_hash,
            expires_at=datetime.fromtimestamp(link.expires_at_seconds, UTC),
        )

    async def open(self, link: Link, now: datetime) -> Opened:
        """Return whose link it is; raises `LinkUnknown` for one that is not kept, revoked or expired."""
        tx = self._tx
        joined = (recipients.c.network_id == recipient_links.c.network_id) & (
            recipients.c.id == recipient_links.c.recipient_id
        )
        query = (
            select(recipients, recipient_links.c.edition_id)
            .join(recipient_links, joined)
            .where(
                tx.mine(recipients),
                tx.mine(recipient_links),
                recipient_links.c.link_hash == link.link_hash,
                recipient_links.c.revoked_at.is_(None),
                recipient_links.c.expires_at > now,
            )
        )
        row = await tx.row(query)
        if row is None:
            raise LinkUnknown
        return Opened(_recipient(row), row.edition_id)

    async def revoke(self, recipient_id: int, *, now: datetime) -> int:
        """Take back every link of a recipient; returns how many were open."""
        condition = (
            self._tx.mine(recipient_links),
            recipient_links.c.recipient_id == recipient_id,
            recipient_links.c.revoked_at.is_(None),
        )
        return (await self._tx.execute(update(recipient_links).where(*condition).values(revoked_at=now))).rowcount


def _facts(recipient: Recipient) -> dict[str, Any]:
    jurisdiction = recipient.jurisdiction
    return {
        "name": recipient.name,
        "office": recipient.office,
        "districts": list(jurisdiction.districts),
        "regions": list(jurisdiction.regions),
        "is_statewide": jurisdiction.is_statewide,
        "topics": list(recipient.topics),
        "language": recipient.language,
    }


def _recipient(row: Row[Any]) -> Recipient:
    jurisdiction = Jurisdiction(tuple(row.districts), tuple(row.regions), row.is_statewide)
    return Recipient(row.id, row.name, row.office, row.mail, jurisdiction, tuple(row.topics), row.state, row.language)
