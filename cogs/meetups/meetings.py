"""Meetings and what is owed for them, in the database of one network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, delete, select, update

from bot.database.ids import new_id
from bot.database.schema.meetups import dues, meetings
from bot.database.transaction import Tx
from cogs.meetups.model import DueKind, Meeting


class MeetingStore:
    """The meetings of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, meetup_id: int, day: date, starts_at: datetime, owed: Mapping[DueKind, datetime]) -> Meeting:
        """Keep a meeting with what is owed for it, when, and return it."""
        meeting = Meeting(new_id(), meetup_id, day, starts_at)
        facts = {"meetup_id": meetup_id, "day": day, "starts_at": starts_at}
        await self._tx.insert(meetings, id=meeting.id, is_skipped=False, **facts)
        rows = [{"id": new_id(), "meeting_id": meeting.id, "kind": kind, "due_at": at} for kind, at in owed.items()]
        await self._tx.insert_many(dues, rows)
        return meeting

    async def get(self, meeting_id: int) -> Meeting | None:
        """Return a meeting by id."""
        found = await self._found(meetings.c.id == meeting_id)
        return found[0] if found else None

    async def since(self, meetup_id: int, instant: datetime) -> Sequence[Meeting]:
        """Return the meetings that begin after an instant, skipped ones too, the next one first."""
        return await self._found(meetings.c.meetup_id == meetup_id, meetings.c.starts_at > instant)

    async def next_of(self, meetup_ids: Collection[int], instant: datetime) -> Mapping[int, Meeting]:
        """Return the next meeting of each of these meetups that has one planned after an instant and not skipped."""
        ahead = (meetings.c.meetup_id.in_(meetup_ids), meetings.c.starts_at > instant, meetings.c.is_skipped.is_(False))
        return {each.meetup_id: each for each in reversed(await self._found(*ahead))}

    async def skip(self, meetup_id: int, day: date, starts_at: datetime) -> Meeting:
        """Note that the meeting of a day is not held, planned already or not, and return it; nothing more is owed."""
        here = self._tx.mine(meetings), meetings.c.meetup_id == meetup_id, meetings.c.day == day
        found = await self._found(*here[1:])
        meeting = found[0] if found else await self.add(meetup_id, day, starts_at, {})
        await self._drop_dues(meeting.id)
        await self._tx.execute(update(meetings).where(*here).values(is_skipped=True))
        return meeting

    async def drop(self, meeting_id: int) -> None:
        """Delete a meeting with what is owed for it."""
        await self._drop_dues(meeting_id)
        await self._tx.execute(delete(meetings).where(self._tx.mine(meetings), meetings.c.id == meeting_id))

    async def host(self, meeting_id: int, person_id: int | None) -> None:
        """Note who hosts a meeting."""
        here = self._tx.mine(meetings), meetings.c.id == meeting_id
        await self._tx.execute(update(meetings).where(*here).values(host_id=person_id))

    async def due(self, now: datetime, *, only: int | None = None) -> Mapping[int, frozenset[DueKind]]:
        """Return what is due and not settled, by meeting; `only` names one meeting."""
        open_ = (self._tx.mine(dues), dues.c.settled_at.is_(None), dues.c.due_at <= now)
        query = select(dues.c.meeting_id, dues.c.kind).where(*open_)
        if only is not None:
            query = query.where(dues.c.meeting_id == only)
        found: dict[int, set[DueKind]] = defaultdict(set)
        for row in await self._tx.rows(query.order_by(dues.c.due_at)):
            found[row.meeting_id].add(cast("DueKind", row.kind))
        return {meeting_id: frozenset(kinds) for meeting_id, kinds in found.items()}

    async def settle(self, meeting_id: int, *, now: datetime) -> None:
        """Note that what was due by now for a meeting is settled."""
        here = (self._tx.mine(dues), dues.c.meeting_id == meeting_id, dues.c.due_at <= now, dues.c.settled_at.is_(None))
        await self._tx.execute(update(dues).where(*here).values(settled_at=now))

    async def forget_before(self, instant: datetime) -> None:
        """Delete meetings that began before an instant."""
        for meeting in await self._found(meetings.c.starts_at < instant):
            await self.drop(meeting.id)

    async def hosted_by(self, person_id: int) -> Sequence[datetime]:
        """Return the meetings that are or were a person's to host, as far as they are kept."""
        return [each.starts_at for each in await self._found(meetings.c.host_id == person_id)]

    async def unhost(self, person_id: int) -> None:
        """Take a person's name off the meetings they host."""
        here = self._tx.mine(meetings), meetings.c.host_id == person_id
        await self._tx.execute(update(meetings).where(*here).values(host_id=None))

    async def _drop_dues(self, meeting_id: int) -> None:
        await self._tx.execute(delete(dues).where(self._tx.mine(dues), dues.c.meeting_id == meeting_id))

    async def _found(self, *conditions: ColumnElement[bool]) -> list[Meeting]:
        query = select(meetings).where(self._tx.mine(meetings), *conditions)
        return [_meeting(row) for row in await self._tx.rows(query.order_by(meetings.c.starts_at, meetings.c.id))]


def _meeting(row: Row[Any]) -> Meeting:
    return Meeting(row.id, row.meetup_id, row.day, row.starts_at, row.host_id, row.is_skipped)
