"""Mutes and reports as rows. A mute holds a tag of one conversation; who reported is in no row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, func, select

from bot.anonymity.model import Conversation
from bot.clock import cut_to_hour
from bot.database.ids import new_id
from bot.database.schema.anonymity import mutes, posts, reports
from bot.database.transaction import Tx

GoesTo = Literal["moderators", "steward"]
ReportState = Literal["asked", "open", "settled"]  # asked: the reporter has not agreed that a steward reads it


@dataclass(frozen=True)
class Mute:
    """A voice that may not post in a room, as long as the key of the conversation it spoke in lives."""

    conversation_id: int
    tag: str
    key_id: str


@dataclass(frozen=True)
class Report:
    """Somebody thinks that a post should be looked at."""

    id: int
    post_id: int
    goes_to: GoesTo
    state: ReportState
    reason_sealed: bytes | None


class MuteStore:
    """The mutes of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, conversation: Conversation, tag: str, *, now: datetime) -> bool:
        """Mute a voice in its conversation's room; False where it is muted, or the key is gone."""
        if conversation.key_id is None or any(each.tag == tag for each in await self.of(conversation.id)):
            return False
        values = {"conversation_id": conversation.id, "tag": tag, "key_id": conversation.key_id}
        hour = cut_to_hour(now)
        await self._tx.insert(mutes, id=new_id(), channel_id=conversation.channel_id, muted_hour=hour, **values)
        return True

    async def of(self, conversation_id: int) -> Sequence[Mute]:
        """Return the mutes of a conversation's voices."""
        return await self._all(mutes.c.conversation_id == conversation_id)

    async def in_room(self, channel_id: int) -> Sequence[Mute]:
        """Return the mutes that hold in a room."""
        return await self._all(mutes.c.channel_id == channel_id)

    async def end(self, conversation_id: int) -> None:
        """End the mutes of a conversation's voices."""
        here = (self._tx.mine(mutes), mutes.c.conversation_id == conversation_id)
        await self._tx.execute(mutes.delete().where(*here))

    async def _all(self, condition: ColumnElement[bool]) -> list[Mute]:
        rows = await self._tx.rows(select(mutes).where(self._tx.mine(mutes), condition))
        return [Mute(row.conversation_id, row.tag, row.key_id) for row in rows]


class ReportStore:
    """The reports of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(
        self, post_id: int, goes_to: GoesTo, state: ReportState, reason_sealed: bytes | None, *, now: datetime
    ) -> int:
        """Keep a report and return its id."""
        report_id, hour = new_id(), cut_to_hour(now)
        values = {"post_id": post_id, "goes_to": goes_to, "state": state, "reason_sealed": reason_sealed}
        await self._tx.insert(reports, id=report_id, reported_hour=hour, **values)
        return report_id

    async def get(self, report_id: int) -> Report | None:
        """Return a report."""
        row = await self._tx.row(select(reports).where(self._tx.mine(reports), reports.c.id == report_id))
        return _report(row) if row is not None else None

    async def open_on(self, post_id: int) -> Sequence[Report]:
        """Return the reports on a post that nobody has settled."""
        here = (self._tx.mine(reports), reports.c.post_id == post_id, reports.c.state == "open")
        return [_report(row) for row in await self._tx.rows(select(reports).where(*here))]

    async def agree(self, report_id: int) -> bool:
        """Say that the reporter agreed to a steward's reading it; False where that was not asked."""
        asked = (self._tx.mine(reports), reports.c.id == report_id, reports.c.state == "asked")
        return bool((await self._tx.execute(reports.update().where(*asked).values(state="open"))).rowcount)

    async def settle(self, post_id: int) -> bool:
        """Settle every report on a post and forget why; False where none was open."""
        here = (self._tx.mine(reports), reports.c.post_id == post_id, reports.c.state == "open")
        values: dict[str, Any] = {"state": "settled", "reason_sealed": None}
        return bool((await self._tx.execute(reports.update().where(*here).values(values))).rowcount)

    async def is_open_in(self, conversation_id: int) -> bool:
        """Say whether a post of a conversation waits for a moderator."""
        same = (posts.c.network_id == reports.c.network_id, posts.c.id == reports.c.post_id)
        mine = (self._tx.mine(reports), self._tx.mine(posts), *same)
        query = select(func.count()).select_from(reports.join(posts, same[0] & same[1]))
        here = (posts.c.conversation_id == conversation_id, reports.c.state == "open")
        return bool(await self._tx.scalar(query.where(*mine, *here)))

    async def forget_reasons(self, post_ids: Sequence[int]) -> None:
        """Empty why these posts were reported: the key it was sealed under is gone."""
        here = (self._tx.mine(reports), reports.c.post_id.in_(post_ids))
        await self._tx.execute(reports.update().where(*here).values(reason_sealed=None))

    async def drop_unanswered(self, before: datetime) -> None:
        """Drop reports whose reporter did not agree to the only way they could go."""
        old = (self._tx.mine(reports), reports.c.state == "asked", reports.c.reported_hour < before)
        await self._tx.execute(reports.delete().where(*old))


def _report(row: Row[Any]) -> Report:
    return Report(row.id, row.post_id, row.goes_to, row.state, row.reason_sealed)
