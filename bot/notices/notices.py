"""Notices: a direct message where the member allows it, otherwise kept for `/inbox`.

Features never send a direct message themselves. A card is erased once it is delivered or read, and after
`bot.outbox.transit.MOST` whatever happens: it may quote somebody whose words are erased by then. That somebody was told
is forgotten some weeks later (`bot.notices.jobs`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update

from bot.cards import Card
from bot.database.ids import new_id
from bot.database.schema.outbox import notices
from bot.database.transaction import Tx
from bot.outbox import Outbox
from bot.outbox.transit import unwrap, wrap

DELIVER = "notices.deliver"
KEPT_AFTER_TELLING = timedelta(days=28)  # the row, without its words; so long is a key remembered


class NoticeState(StrEnum):
    """Where a notice stands."""

    WAITING = "waiting"  # the outbox will try a direct message
    INBOX = "inbox"  # no direct message possible: kept for /inbox
    DONE = "done"  # delivered or read; its card is erased


@dataclass(frozen=True)
class Notice:
    """Something one member should know."""

    id: int
    person_id: int
    kind: str
    card: Card
    created_at: datetime


@dataclass(frozen=True)
class Telling:
    """What one member is to be told; with a `key`, not again while the row is kept (`KEPT_AFTER_TELLING`)."""

    person_id: int
    kind: str
    card: Card
    key: str | None = None


class Notices:
    """Writes and reads what members are told privately."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def tell(self, person_id: int, kind: str, card: Card, *, now: datetime, key: str | None = None) -> None:
        """Tell one member something; with a `key`, not again while the row is kept (`KEPT_AFTER_TELLING`)."""
        await self.tell_each([Telling(person_id, kind, card, key)], now=now)

    async def tell_each(self, tellings: Sequence[Telling], *, now: datetime) -> None:
        """Tell several members something each, with few statements; a `key` counts as for `tell`."""
        known, rows = await self._known(tellings), []
        for each in tellings:
            if each.key is None or each.key not in known:
                rows.append(self._row(each, now))
                known |= {each.key} if each.key is not None else set()
        await self._tx.insert_many(notices, rows)
        owed = [(f"person:{row['person_id']}", {"notice_id": row["id"]}) for row in rows]
        await Outbox(self._tx).carry_out_each(DELIVER, owed, now=now)

    async def _known(self, tellings: Sequence[Telling]) -> set[str]:
        """Return the keys under which somebody was told already."""
        keys = [each.key for each in tellings if each.key is not None]
        if not keys:
            return set()
        query = select(notices.c.key).where(self._tx.mine(notices), notices.c.key.in_(keys))
        return {row.key for row in await self._tx.rows(query)}

    def _row(self, told: Telling, now: datetime) -> dict[str, Any]:
        card = wrap(self._tx, notices.c.card, told.card.to_json(), day=now.date())
        who = {"person_id": told.person_id, "kind": told.kind, "key": told.key}
        return {"id": new_id(), "card": card, "state": NoticeState.WAITING, "created_at": now, **who}

    async def notice(self, notice_id: int) -> Notice | None:
        """Return a notice that still waits to be delivered."""
        tx = self._tx
        query = select(notices).where(tx.mine(notices), notices.c.id == notice_id)
        row = await tx.row(query.where(notices.c.state == NoticeState.WAITING))
        return self._notice(row) if row is not None else None

    async def told(self, *keys: str) -> frozenset[str]:
        """Return under which of these keys something was told, while the rows are kept."""
        known = select(notices.c.key).where(self._tx.mine(notices), notices.c.key.in_(keys))
        return frozenset(row.key for row in await self._tx.rows(known))

    async def waiting(self, person_id: int) -> list[Notice]:
        """Return what a member has not been able to receive, oldest first."""
        tx = self._tx
        query = select(notices).where(tx.mine(notices), notices.c.person_id == person_id)
        rows = await tx.rows(query.where(notices.c.state == NoticeState.INBOX).order_by(notices.c.created_at))
        return [notice for row in rows if (notice := self._notice(row)) is not None]

    async def keep(self, notice_id: int) -> None:
        """Keep a notice for `/inbox`, because it could not be sent."""
        await self._set(notices.c.id == notice_id, state=NoticeState.INBOX)

    async def finish(self, notice_id: int) -> None:
        """Note that a notice was delivered, and erase its card."""
        await self._set(notices.c.id == notice_id, state=NoticeState.DONE, card=None)

    async def retract(self, *keys: str) -> None:
        """Erase what was told under these keys and has not been delivered or read: it no longer holds."""
        unread = notices.c.state.in_((NoticeState.WAITING, NoticeState.INBOX))
        await self._set(notices.c.key.in_(keys) & unread, state=NoticeState.DONE, card=None)

    async def _set(self, condition: Any, **values: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's condition, column values
        tx = self._tx
        await tx.execute(update(notices).where(tx.mine(notices), condition).values(**values))

    def _notice(self, row: Any) -> Notice | None:  # noqa: ANN401 -- a row of `notices`
        """Return a notice with its card; None where the key of its day is gone."""
        card = unwrap(self._tx, notices.c.card, row.card)
        return Notice(row.id, row.person_id, row.kind, Card.from_json(card), row.created_at) if card else None
