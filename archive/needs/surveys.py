"""The surveys of one network as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, select, update

from archive.needs.model import Report
from bot.database.ids import new_id
from bot.database.schema.surveys import surveys
from bot.database.transaction import Tx

State = Literal["open", "closed", "lost", "dropped"]


@dataclass(frozen=True)
class Survey:
    """One survey. What it found is there once it is closed."""

    id: int
    state: State
    half: date
    opened_at: datetime
    closes_at: datetime
    topics: tuple[str, ...]
    reminded_at: datetime | None = None
    found: Report | None = None
    told: Report | None = None


class SurveyStore:
    """The surveys of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def open(self, half: date, topics: Sequence[str], closes_at: datetime, *, now: datetime) -> Survey:
        """Begin a survey with a key of its own, and return it."""
        survey_id, times = new_id(), {"opened_at": now, "closes_at": closes_at}
        self._tx.survey_keys.make(survey_id, now)
        await self._tx.insert(surveys, id=survey_id, state="open", half=half.isoformat(), topics=list(topics), **times)
        return Survey(survey_id, "open", half, now, closes_at, tuple(topics))

    async def get(self, survey_id: int) -> Survey | None:
        """Return a survey."""
        return next(iter(await self._all(surveys.c.id == survey_id)), None)

    async def the_open(self) -> Survey | None:
        """Return the survey that is open, if one is: there is at most one."""
        return next(iter(await self._all(surveys.c.state == "open")), None)

    async def of_half(self, half: date) -> list[Survey]:
        """Return the surveys that were opened for a half of a school year."""
        return await self._all(surveys.c.half == half.isoformat())

    async def closed(self) -> list[Survey]:
        """Return the surveys whose results there are, the newest first."""
        return await self._all(surveys.c.state == "closed")

    async def last_closed(self) -> Survey | None:
        """Return the newest survey whose results there are."""
        return next(iter(await self.closed()), None)

    async def remind(self, survey_id: int, now: datetime) -> bool:
        """Claim a survey's one reminder; False where it was given."""
        due = surveys.c.state == "open", surveys.c.reminded_at.is_(None)
        return await self._set(survey_id, *due, reminded_at=now)

    async def close(self, survey_id: int, found: Report, told: Report) -> bool:
        """Keep what a survey found; False where it is not open any more."""
        published = {"found": found.to_json(), "told": told.to_json()}
        return await self._set(survey_id, surveys.c.state == "open", state="closed", **published)

    async def end(self, survey_id: int, state: Literal["lost", "dropped"]) -> bool:
        """End a survey without results; False where it is not open any more."""
        return await self._set(survey_id, surveys.c.state == "open", state=state)

    async def _set(self, survey_id: int, *conditions: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401 -- column values
        here = (self._tx.mine(surveys), surveys.c.id == survey_id, *conditions)
        return (await self._tx.execute(update(surveys).where(*here).values(**values))).rowcount == 1

    async def _all(self, condition: ColumnElement[bool]) -> list[Survey]:
        query = select(surveys).where(self._tx.mine(surveys), condition)
        return [_survey(row) for row in await self._tx.rows(query.order_by(surveys.c.closes_at.desc(), surveys.c.id))]


def _survey(row: Row[Any]) -> Survey:
    return Survey(
        row.id,
        row.state,
        date.fromisoformat(row.half),
        row.opened_at,
        row.closes_at,
        tuple(row.topics),
        row.reminded_at,
        Report.from_json(row.found) if row.found else None,
        Report.from_json(row.told) if row.told else None,
    )
