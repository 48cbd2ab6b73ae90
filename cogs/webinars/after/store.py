"""What follows a webinar, in the database of one network: what is owed, who was there, the rounds, the numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, delete, select, update

from bot.database.ids import new_id
from bot.database.schema.afterwards import counts, followups, presences, rounds, voices
from bot.database.transaction import Tx
from cogs.webinars.after.rules import FollowUp, RoundKind


@dataclass(frozen=True)
class Round:
    """Questions about one webinar, asked once; `key_id` names the key under which one answers, while there is one."""

    id: int
    webinar_id: int
    kind: RoundKind
    key_id: str | None
    is_closed: bool


@dataclass(frozen=True)
class Due:
    """Something that is owed for a webinar."""

    webinar_id: int
    kind: FollowUp
    due_at: datetime


class AfterStore:
    """What follows webinars, within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def owe(self, webinar_id: int, due: Mapping[FollowUp, datetime]) -> None:
        """Note what is owed for a webinar, and when."""
        rows = [{"id": new_id(), "webinar_id": webinar_id, "kind": kind, "due_at": at} for kind, at in due.items()]
        await self._tx.insert_many(followups, rows)

    async def known(self) -> frozenset[int]:
        """Return the webinars whose follow-ups are noted."""
        rows = await self._tx.rows(select(followups.c.webinar_id).where(self._tx.mine(followups)).distinct())
        return frozenset(row.webinar_id for row in rows)

    async def due(self, now: datetime) -> Sequence[Due]:
        """Return what is due and not settled, the earliest first."""
        open_ = (self._tx.mine(followups), followups.c.settled_at.is_(None), followups.c.due_at <= now)
        rows = await self._tx.rows(select(followups).where(*open_).order_by(followups.c.due_at, followups.c.id))
        return [Due(row.webinar_id, cast("FollowUp", row.kind), row.due_at) for row in rows]

    async def settle(self, due: Due, *, now: datetime) -> bool:
        """Claim what is owed; False where somebody did before."""
        here = (*self._owed(due), followups.c.settled_at.is_(None))
        return (await self._tx.execute(update(followups).where(*here).values(settled_at=now))).rowcount == 1

    async def put_off(self, webinar_id: int, due: Mapping[FollowUp, datetime]) -> None:
        """Let what is owed be due at other times."""
        for kind, at in due.items():
            here = self._owed(Due(webinar_id, kind, at))
            await self._tx.execute(update(followups).where(*here).values(due_at=at))

    async def come(self, webinar_id: int, person_id: int) -> bool:
        """Note that somebody was there; False where that is known."""
        if await self.was_there(webinar_id, person_id):
            return False
        await self._tx.insert(presences, id=new_id(), webinar_id=webinar_id, person_id=person_id)
        return True

    async def was_there(self, webinar_id: int, person_id: int) -> bool:
        """Say whether somebody said that they were there, and it is still known."""
        return person_id in await self.there(webinar_id)

    async def there(self, webinar_id: int) -> Sequence[int]:
        """Return who was there, as long as it is known."""
        own = select(presences.c.person_id).where(self._tx.mine(presences), presences.c.webinar_id == webinar_id)
        return sorted(row.person_id for row in await self._tx.rows(own))

    async def presences_of(self, person_id: int) -> Sequence[int]:
        """Return the webinars somebody said that they were at, as long as it is known."""
        own = select(presences.c.webinar_id).where(self._tx.mine(presences), presences.c.person_id == person_id)
        return sorted(row.webinar_id for row in await self._tx.rows(own))

    async def forget_who(self, webinar_id: int) -> None:
        """Forget who was there; how many were stays."""
        await self._tx.execute(delete(presences).where(self._tx.mine(presences), presences.c.webinar_id == webinar_id))

    async def forget(self, person_id: int) -> None:
        """Forget where a person was."""
        await self._tx.execute(delete(presences).where(self._tx.mine(presences), presences.c.person_id == person_id))

    async def open(self, webinar_id: int, kind: RoundKind, key_id: str) -> None:
        """Begin a round under a key."""
        facts = {"webinar_id": webinar_id, "kind": kind, "key_id": key_id}
        await self._tx.insert(rounds, id=new_id(), is_closed=False, **facts)

    async def round(self, webinar_id: int, kind: RoundKind) -> Round | None:
        """Return a round, if there was one."""
        row = await self._tx.row(
            select(rounds).where(self._tx.mine(rounds), rounds.c.webinar_id == webinar_id, rounds.c.kind == kind)
        )
        return Round(row.id, row.webinar_id, kind, row.key_id, row.is_closed) if row is not None else None

    async def closed(self, webinar_ids: Collection[int]) -> frozenset[tuple[int, str]]:
        """Return which rounds of webinars nobody can answer any more, as (webinar, kind)."""
        over = (self._tx.mine(rounds), rounds.c.webinar_id.in_(webinar_ids), rounds.c.is_closed.is_(True))
        rows = await self._tx.rows(select(rounds.c.webinar_id, rounds.c.kind).where(*over))
        return frozenset((row.webinar_id, row.kind) for row in rows)

    async def close(self, found: Round) -> None:
        """End a round: its numbers may be shown, and that somebody answered is forgotten."""
        await self._tx.execute(delete(voices).where(self._tx.mine(voices), voices.c.round_id == found.id))
        here = self._tx.mine(rounds), rounds.c.id == found.id
        await self._tx.execute(update(rounds).where(*here).values(is_closed=True, key_id=None))

    async def answered(self, round_id: int, tag: str) -> frozenset[str]:
        """Return which questions of a round the voice with this tag has answered."""
        own = (self._tx.mine(voices), voices.c.round_id == round_id, voices.c.tag == tag)
        return frozenset(row.question for row in await self._tx.rows(select(voices.c.question).where(*own)))

    async def speak(self, round_id: int, question: str, tag: str) -> None:
        """Note that the voice with this tag has answered; not what."""
        await self._tx.insert(voices, id=new_id(), round_id=round_id, question=question, tag=tag)

    async def count(self, webinar_id: int, question: str, word: str) -> None:
        """Count one answer."""
        here = (counts.c.webinar_id == webinar_id, counts.c.question == question, counts.c.word == word)
        one_more = update(counts).where(self._tx.mine(counts), *here).values(number=counts.c.number + 1)
        if not (await self._tx.execute(one_more)).rowcount:
            facts = {"webinar_id": webinar_id, "question": question, "word": word}
            await self._tx.insert(counts, id=new_id(), number=1, **facts)

    async def counts(self, webinar_ids: Collection[int]) -> Mapping[tuple[int, str], Mapping[str, int]]:
        """Return the numbers of webinars, by webinar and question; those of rounds that are open too."""
        own = select(counts).where(self._tx.mine(counts), counts.c.webinar_id.in_(webinar_ids))
        found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
        for row in await self._tx.rows(own):
            found[row.webinar_id, row.question][row.word] = row.number
        return found

    def _owed(self, due: Due) -> tuple[ColumnElement[bool], ...]:
        mine: Any = self._tx.mine(followups)
        return mine, followups.c.webinar_id == due.webinar_id, followups.c.kind == due.kind
