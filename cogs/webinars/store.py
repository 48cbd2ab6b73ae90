"""Webinars and who comes, in the database of one network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, select, update

from bot.database.ids import new_id
from bot.database.schema.webinars import attendances, webinars
from bot.database.transaction import Tx
from cogs.webinars.model import Plan, Webinar

_COLUMNS = (
    webinars.c.id,
    webinars.c.theme_id,
    webinars.c.title,
    webinars.c.audience,
    webinars.c.starts_at,
    webinars.c.minutes,
    webinars.c.channel_id,
    webinars.c.event_id,
    webinars.c.capacity,
    webinars.c.cancelled_at,
    webinars.c.sequence,
    webinars.c.proposer_person_id.label("proposer_id"),
)


class WebinarStore:
    """The webinars of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def propose(self, plan: Plan, proposer_id: int | None, *, now: datetime) -> int:
        """Keep a checked plan and return the webinar's id."""
        webinar_id = new_id()
        await self._tx.insert(
            webinars,
            id=webinar_id,
            theme_id=plan.theme_id,
            proposer_person_id=proposer_id,
            title=plan.title,
            audience=plan.audience,
            starts_at=plan.starts_at,
            minutes=plan.minutes,
            proposed_at=now,
            capacity=plan.capacity,
        )
        return webinar_id

    async def webinar(self, webinar_id: int) -> Webinar | None:
        """Return a webinar by id."""
        row = await self._tx.row(self._webinars().where(webinars.c.id == webinar_id))
        return Webinar(**row._asdict()) if row is not None else None

    async def since(self, instant: datetime) -> Sequence[Webinar]:
        """Return the webinars that start after an instant and were not cancelled, the next one first."""
        coming = self._webinars().where(webinars.c.starts_at > instant, webinars.c.cancelled_at.is_(None))
        rows = await self._tx.rows(coming.order_by(webinars.c.starts_at, webinars.c.id))
        return [Webinar(**row._asdict()) for row in rows]

    async def schedule(self, webinar_id: int, *, channel_id: int, event_id: int) -> bool:
        """Note the event that Discord has for a webinar; False where one was noted before."""
        unscheduled = self._tx.mine(webinars), webinars.c.id == webinar_id, webinars.c.event_id.is_(None)
        noted = update(webinars).where(*unscheduled).values(channel_id=channel_id, event_id=event_id)
        return (await self._tx.execute(noted)).rowcount == 1

    async def of_event(self, event_id: int) -> Webinar | None:
        """Return the webinar that Discord's event is about."""
        row = await self._tx.row(self._webinars().where(webinars.c.event_id == event_id))
        return Webinar(**row._asdict()) if row is not None else None

    async def replace_event(self, webinar_id: int, *, channel_id: int, event_id: int) -> None:
        """Note another event or channel for a webinar whose own is gone."""
        await self._change(webinar_id, channel_id=channel_id, event_id=event_id)

    async def move(self, webinar_id: int, starts_at: datetime) -> None:
        """Give a webinar another start."""
        await self._change(webinar_id, starts_at=starts_at, sequence=webinars.c.sequence + 1)

    async def cancel(self, webinar_id: int, *, now: datetime) -> None:
        """Call a webinar off."""
        await self._change(webinar_id, cancelled_at=now, sequence=webinars.c.sequence + 1)

    async def count_change(self, webinar_id: int) -> None:
        """Note that something else in its calendar file is no longer as it was."""
        await self._change(webinar_id, sequence=webinars.c.sequence + 1)

    async def _change(self, webinar_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        this = self._tx.mine(webinars), webinars.c.id == webinar_id
        await self._tx.execute(update(webinars).where(*this).values(**values))

    async def promise(self, webinar_id: int, person_id: int, *, now: datetime) -> bool:
        """Note that a person will come; False where they had said so before."""
        said = self._tx.mine(attendances), attendances.c.webinar_id == webinar_id, attendances.c.person_id == person_id
        if await self._tx.scalar(select(attendances.c.id).where(*said)) is not None:
            return False
        await self._tx.insert(attendances, id=new_id(), webinar_id=webinar_id, person_id=person_id, promised_at=now)
        return True

    async def coming(self, webinar_id: int) -> int:
        """Return how many said that they will come."""
        said = self._tx.mine(attendances), attendances.c.webinar_id == webinar_id
        return int(await self._tx.scalar(select(func.count()).select_from(attendances).where(*said)))

    async def promises_of(self, person_id: int) -> Sequence[Row[Any]]:
        """Return what a person said they would come to, by title and time."""
        joined = attendances.join(
            webinars, (webinars.c.network_id == attendances.c.network_id) & (webinars.c.id == attendances.c.webinar_id)
        )
        own = self._tx.mine(attendances), self._tx.mine(webinars), attendances.c.person_id == person_id
        columns = (webinars.c.title, webinars.c.starts_at, attendances.c.promised_at)
        query = select(*columns).select_from(joined).where(*own)
        return await self._tx.rows(query.order_by(attendances.c.promised_at))

    async def proposals_of(self, person_id: int) -> Sequence[Webinar]:
        """Return what a person proposed, the earliest first."""
        own = self._webinars().where(webinars.c.proposer_person_id == person_id)
        return [Webinar(**row._asdict()) for row in await self._tx.rows(own.order_by(webinars.c.starts_at))]

    async def forget(self, person_id: int) -> None:
        """Delete a person's promises to come; what they proposed stays without their name."""
        promised = self._tx.mine(attendances), attendances.c.person_id == person_id
        await self._tx.execute(delete(attendances).where(*promised))
        proposed = self._tx.mine(webinars), webinars.c.proposer_person_id == person_id
        await self._tx.execute(update(webinars).where(*proposed).values(proposer_person_id=None))

    def _webinars(self) -> Select[Any]:
        return select(*_COLUMNS).where(self._tx.mine(webinars))
