"""Proposals and their teams in the database of one network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select, update

from bot.database.ids import new_id
from bot.database.schema.proposals import proposals, tasks, volunteers
from bot.database.transaction import Tx
from cogs.webinars.proposing.model import Draft, Part, Proposal, State, Task

WORDS = ("aim", "format", "speakers")


class ProposalStore:
    """The proposals of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, draft: Draft, proposer_id: int, state: State, *, now: datetime) -> int:
        """Keep a checked draft as a proposal and return its id."""
        words = {name: self._sealed(name, proposer_id, getattr(draft, name)) for name in WORDS}
        frame = {name: getattr(draft, name) for name in ("theme_id", "title", "audience", "minutes", "capacity")}
        proposal_id = new_id()
        values = {"proposer_person_id": proposer_id, "state": state, "proposed_at": now, **words, **frame}
        await self._tx.insert(proposals, id=proposal_id, **values)
        return proposal_id

    async def proposal(self, proposal_id: int) -> Proposal | None:
        """Return a proposal by id."""
        return _first(await self._found(proposals.c.id == proposal_id))

    async def of_webinar(self, webinar_id: int) -> Proposal | None:
        """Return the proposal that a webinar came from, None where a steward planned it alone."""
        return _first(await self._found(proposals.c.webinar_id == webinar_id))

    async def of_thread(self, thread_id: int) -> Proposal | None:
        """Return the proposal whose team works in a thread."""
        return _first(await self._found(proposals.c.thread_id == thread_id))

    async def by(self, person_id: int) -> Sequence[Proposal]:
        """Return what a person proposed, the oldest first."""
        return await self._found(proposals.c.proposer_person_id == person_id)

    async def where_state(self, *states: State) -> Sequence[Proposal]:
        """Return the proposals in these states, the oldest first."""
        return await self._found(proposals.c.state.in_(states))

    async def with_volunteer(self, person_id: int) -> Sequence[Proposal]:
        """Return the open proposals that a person stands behind or works on."""
        own = select(volunteers.c.proposal_id).where(self._tx.mine(volunteers), volunteers.c.person_id == person_id)
        return await self._found(proposals.c.id.in_(own), proposals.c.state != "dropped")

    async def change(self, proposal_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        """Note what has become of a proposal."""
        this = self._tx.mine(proposals), proposals.c.id == proposal_id
        await self._tx.execute(update(proposals).where(*this).values(**values))

    async def keep_link(self, proposal_id: int, person_id: int, link: str) -> None:
        """Keep the address of a meeting, sealed under the key of whoever gave it."""
        await self.change(proposal_id, link=self._sealed("link", person_id, link), link_person_id=person_id)

    async def join(self, proposal_id: int, person_id: int, part: Part, *, now: datetime) -> None:
        """Note what a person does for a proposal, instead of what they did before."""
        await self.leave(proposal_id, person_id)
        values = {"proposal_id": proposal_id, "person_id": person_id, "part": part, "since": now}
        await self._tx.insert(volunteers, id=new_id(), **values)

    async def leave(self, proposal_id: int, person_id: int) -> None:
        """Note that a person does nothing for a proposal any more."""
        own = self._tx.mine(volunteers), volunteers.c.proposal_id == proposal_id, volunteers.c.person_id == person_id
        await self._tx.execute(delete(volunteers).where(*own))

    async def tick(self, proposal_id: int, task: Task, person_id: int, *, now: datetime) -> None:
        """Note that a task is done, or, where it was, that it is not."""
        this = self._tx.mine(tasks), tasks.c.proposal_id == proposal_id, tasks.c.task == task
        if not (await self._tx.execute(delete(tasks).where(*this))).rowcount:
            values = {"proposal_id": proposal_id, "task": task, "person_id": person_id, "done_at": now}
            await self._tx.insert(tasks, id=new_id(), **values)

    async def _found(self, *conditions: ColumnElement[bool]) -> list[Proposal]:
        query = select(proposals).where(self._tx.mine(proposals), *conditions)
        rows = await self._tx.rows(query.order_by(proposals.c.proposed_at, proposals.c.id))
        if not rows:
            return []
        ids = [row.id for row in rows]
        joined = select(volunteers).where(self._tx.mine(volunteers), volunteers.c.proposal_id.in_(ids))
        parts: dict[int, dict[int, Part]] = defaultdict(dict)
        for each in await self._tx.rows(joined.order_by(volunteers.c.since, volunteers.c.id)):
            parts[each.proposal_id][each.person_id] = each.part
        ticked = select(tasks.c.proposal_id, tasks.c.task).where(self._tx.mine(tasks), tasks.c.proposal_id.in_(ids))
        done: dict[int, set[Task]] = defaultdict(set)
        for each in await self._tx.rows(ticked):
            done[each.proposal_id].add(each.task)
        return [self._opened(row, parts[row.id], frozenset(done[row.id])) for row in rows]

    def _opened(self, row: Row[Any], parts: dict[int, Part], done: frozenset[Task]) -> Proposal:
        plain = ("id", "theme_id", "webinar_id", "state", "title", "audience", "minutes", "capacity", "thread_id")
        shown = ("card_channel_id", "card_message_id", "checklist_message_id")
        found: dict[str, Any] = {name: getattr(row, name) for name in (*plain, *shown, "proposed_at")}
        found |= {name: self._unsealed(name, row.proposer_person_id, row) for name in WORDS}
        link = self._unsealed("link", row.link_person_id, row)
        return Proposal(**found, proposer_id=row.proposer_person_id, link=link, parts=parts, done=done)

    def _sealed(self, name: str, person_id: int, words: str) -> bytes | None:
        return self._tx.seal(proposals.c[name], person_id, words) if words else None

    def _unsealed(self, name: str, person_id: int | None, row: Row[Any]) -> str:
        return self._tx.unseal(proposals.c[name], person_id, getattr(row, name)) or ""


def _first(found: Sequence[Proposal]) -> Proposal | None:
    return found[0] if found else None
