"""The SQL of responses: every one is kept, the newest of a recipient to a theme counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select

from archive.responses.rules import Answer
from bot.database.ids import new_id
from bot.database.schema.digest import recipients, responses
from bot.database.transaction import Tx


@dataclass(frozen=True)
class Response:
    """What a recipient replied about one theme of one edition."""

    id: int
    edition_id: int
    recipient_id: int
    office: str
    theme_key: str
    answer: Answer
    received_at: datetime


class ResponseStore:
    """The responses to one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, edition_id: int, recipient_id: int, theme_key: str, answer: Answer, *, now: datetime) -> int:
        """Keep a response and return its id. It is later than the one before, even where the clock stood still."""
        response_id, before = new_id(), await self._last_received(edition_id, recipient_id, theme_key)
        await self._tx.insert(
            responses,
            id=response_id,
            edition_id=edition_id,
            recipient_id=recipient_id,
            theme_key=theme_key,
            kind=answer.kind,
            details=answer.details,
            by_when=answer.by_when,
            received_at=now if before is None else max(now, before + timedelta(microseconds=1)),
        )
        return response_id

    async def get(self, response_id: int) -> Response | None:
        """Return the response with this id."""
        row = await self._tx.row(self._with_office().where(responses.c.id == response_id))
        return _response(row) if row is not None else None

    async def newest(self, edition_id: int, recipient_id: int | None = None) -> list[Response]:
        """Return the responses that count to an edition, of one recipient or of all, in the order they came."""
        mine, latest = responses.c, self._latest(edition_id).subquery()
        query = self._with_office().join(
            latest,
            (latest.c.recipient_id == mine.recipient_id)
            & (latest.c.theme_key == mine.theme_key)
            & (latest.c.received_at == mine.received_at),
        )
        query = query.where(mine.edition_id == edition_id)
        if recipient_id is not None:
            query = query.where(responses.c.recipient_id == recipient_id)
        rows = await self._tx.rows(query.order_by(responses.c.received_at, responses.c.id))
        return [_response(row) for row in rows]

    async def count_since(self, recipient_id: int, since: datetime) -> int:
        """Return how many responses a recipient sent since an instant."""
        query = select(func.count()).where(
            self._tx.mine(responses), responses.c.recipient_id == recipient_id, responses.c.received_at >= since
        )
        return int(await self._tx.scalar(query))

    async def _last_received(self, edition_id: int, recipient_id: int, theme_key: str) -> datetime | None:
        query = select(func.max(responses.c.received_at)).where(
            self._tx.mine(responses),
            responses.c.edition_id == edition_id,
            responses.c.recipient_id == recipient_id,
            responses.c.theme_key == theme_key,
        )
        last: datetime | None = await self._tx.scalar(query)
        return last

    def _latest(self, edition_id: int) -> Select[tuple[Any, ...]]:
        """Return when each recipient last responded to each theme; no two responses of one are of one instant."""
        mine = responses.c
        query = select(mine.recipient_id, mine.theme_key, func.max(mine.received_at).label("received_at"))
        query = query.where(self._tx.mine(responses), mine.edition_id == edition_id)
        return query.group_by(mine.recipient_id, mine.theme_key)

    def _with_office(self) -> Any:  # noqa: ANN401 -- SQLAlchemy's select
        tx = self._tx
        joined = (recipients.c.network_id == responses.c.network_id) & (recipients.c.id == responses.c.recipient_id)
        query = select(responses, recipients.c.office).join(recipients, joined)
        return query.where(tx.mine(responses), tx.mine(recipients))


def _response(row: Row[Any]) -> Response:
    answer = Answer(row.kind, row.details, row.by_when)
    return Response(row.id, row.edition_id, row.recipient_id, row.office, row.theme_key, answer, row.received_at)
