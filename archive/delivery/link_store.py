"""The SQL of recipients' links: what each opens, and when it stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from archive.delivery.links import Link, LinkExpired, LinkReplaced, LinkRevoked, LinkUnknown
from archive.delivery.model import Recipient
from archive.delivery.store import read_recipient
from bot.database.ids import new_id
from bot.database.schema.digest import recipient_links, recipients
from bot.database.transaction import Tx

OVERLAP = timedelta(days=3)  # the mail with the new link may take its time; until then the old one opens
KEPT_AFTER_END = timedelta(days=365)  # so long can the list be left by an old mail


@dataclass(frozen=True)
class Opened:
    """Whose link it is, and to which edition it leads. A guest was asked to help by the recipient."""

    recipient: Recipient
    edition_id: int
    is_guest: bool = False


class LinkStore:
    """The links of one network's recipients."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, link: Link, recipient_id: int, edition_id: int, *, is_guest: bool = False) -> None:
        """Keep a link."""
        await self._tx.insert(
            recipient_links,
            id=new_id(),
            recipient_id=recipient_id,
            edition_id=edition_id,
            link_hash=link.link_hash,
            expires_at=datetime.fromtimestamp(link.expires_at_seconds, UTC),
            is_guest=is_guest,
        )

    async def open(self, link: Link, now: datetime, *, to_leave: bool = False) -> Opened:
        """Return whose link it is; raises `LinkUnknown`, `LinkRevoked`, `LinkReplaced` or `LinkExpired`.

        An old link still leaves the list (`to_leave`), so that no mail holds a way out that is closed.
        """
        tx = self._tx
        joined = (recipients.c.network_id == recipient_links.c.network_id) & (
            recipients.c.id == recipient_links.c.recipient_id
        )
        query = (
            select(
                recipients,
                *(recipient_links.c[name] for name in ("edition_id", "is_guest", "revoked_at", "replaced_at")),
                recipient_links.c.expires_at,
            )
            .join(recipient_links, joined)
            .where(tx.mine(recipients), tx.mine(recipient_links), recipient_links.c.link_hash == link.link_hash)
        )
        row = await tx.row(query)
        if row is None:
            raise LinkUnknown
        if row.revoked_at is not None or row.state == "removed":
            raise LinkRevoked
        if row.replaced_at is not None and row.replaced_at <= now and not to_leave:
            raise LinkReplaced
        if row.expires_at <= now and not to_leave:
            raise LinkExpired
        return Opened(read_recipient(row), row.edition_id, row.is_guest)

    async def replace_own(self, recipient_id: int, edition_id: int, *, now: datetime) -> None:
        """Let a newer link take the place of a recipient's own to an edition, once its mail had time to arrive."""
        links = recipient_links.c
        await self._replace(
            links.recipient_id == recipient_id, links.edition_id == edition_id, links.is_guest.is_(False), now=now
        )

    async def replace(self, hashes: Sequence[str], *, now: datetime) -> None:
        """Let a newer link take the place of these, once its mail had time to arrive."""
        await self._replace(recipient_links.c.link_hash.in_(list(hashes)), now=now)

    async def _replace(self, *condition: ColumnElement[bool], now: datetime) -> None:
        still = recipient_links.c.replaced_at.is_(None)
        query = update(recipient_links).where(self._tx.mine(recipient_links), *condition, still)
        await self._tx.execute(query.values(replaced_at=now + OVERLAP))

    async def revoke(self, recipient_id: int, *, now: datetime) -> int:
        """Take back every link of a recipient and of the colleagues they asked; returns how many were open."""
        condition = (
            self._tx.mine(recipient_links),
            recipient_links.c.recipient_id == recipient_id,
            recipient_links.c.revoked_at.is_(None),
            recipient_links.c.expires_at > now,
        )
        return (await self._tx.execute(update(recipient_links).where(*condition).values(revoked_at=now))).rowcount

    async def forget_old(self, now: datetime) -> None:
        """Delete what is left of links that ended long ago."""
        condition = (self._tx.mine(recipient_links), recipient_links.c.expires_at <= now - KEPT_AFTER_END)
        await self._tx.execute(delete(recipient_links).where(*condition))
