"""How outbox rows end: sent, put off, or for a steward to decide about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, or_, select, update

from bot.database.schema.outbox import outbox
from bot.database.transaction import Tx
from bot.outbox.claims import Claim
from bot.outbox.outbox import MAIL, State
from bot.outbox.smtp import PUT_OFF, REFUSED, SENDER_REFUSED

ENDED = (State.DEAD, State.DOUBT)
MANY_ATTEMPTS = 8  # some four minutes of failing: no longer a hiccup


@dataclass(frozen=True)
class Stuck:
    """How many rows did not go out, and the newest of them (its place in the order of causes), if any."""

    ended: int = 0  # will not be tried again by itself
    in_doubt: int = 0  # may have gone out
    failing: int = 0  # is still tried
    newest: int | None = None
    tried: datetime | None = None  # when what ended was tried last: another try that fails is news


@dataclass(frozen=True)
class Unsent:
    """A mail that a mail server did not take. `failure` is its kind, as `bot.outbox.smtp` names it."""

    destination: str
    failure: str
    is_tried: bool  # still: it may yet go out


@dataclass(frozen=True)
class Ended:
    """One row that did not go out, or may not have, and waits for a decision."""

    place: int  # in the order of causes
    kind: str
    destination: str
    is_in_doubt: bool
    failure: str
    tried_at: datetime | None


class Ledger:
    """Settles outbox rows of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def deliver(self, parcel_id: int) -> None:
        """Note that a row went out, whoever holds it by now; what it held is erased."""
        await self._set(parcel_id, {"state": State.SENT, "lease_until": None, "failure": None, "facts": None})

    async def end(self, parcel_id: int, state: State, failure: str, claim: Claim) -> None:
        """End a row that did not go out, or may not have, while we hold it; a steward decides about it."""
        await self._set(parcel_id, {"state": state, "lease_until": None, "failure": failure}, claim.is_held())

    async def drop(self, parcel_id: int) -> None:
        """End a row by deleting it: that it was there is nobody's business."""
        await self._tx.execute(delete(outbox).where(self._tx.mine(outbox), outbox.c.id == parcel_id))

    async def postpone(self, parcel_id: int, claim: Claim, until: datetime, **values: Any) -> None:  # noqa: ANN401 -- column values
        """Give a row another try later, while we hold it."""
        put_off = {"state": State.WAITING, "lease_until": None, "due_at": until, **values}
        await self._set(parcel_id, put_off, claim.is_held())

    async def counts(self) -> dict[str, int]:
        """Return how many rows are in each state."""
        tx = self._tx
        query = select(outbox.c.state, func.count().label("total")).where(tx.mine(outbox)).group_by(outbox.c.state)
        return {row.state: row.total for row in await tx.rows(query)}

    async def stuck(self) -> Stuck:
        """Return what did not go out and still waits for somebody to look at it."""
        tx, failing = self._tx, (outbox.c.state == State.WAITING) & (outbox.c.attempts >= MANY_ATTEMPTS)
        query = select(outbox.c.state, func.count().label("total"), func.max(outbox.c.seq).label("newest"))
        query = query.add_columns(func.max(outbox.c.due_at).label("tried"))
        mine = (tx.mine(outbox), outbox.c.seq > 0)  # below stand those of `carry_out_untraced`
        rows = await tx.rows(query.where(*mine, outbox.c.state.in_(ENDED) | failing).group_by(outbox.c.state))
        total = {row.state: row.total for row in rows}
        return Stuck(
            ended=total.get(State.DEAD, 0),
            in_doubt=total.get(State.DOUBT, 0),
            failing=total.get(State.WAITING, 0),
            newest=max((row.newest for row in rows), default=None),
            tried=max((row.tried for row in rows if row.state in ENDED), default=None),
        )

    async def unsent_mails(self) -> list[Unsent]:
        """Return the mails among what is stuck that a mail server turned away, the oldest first."""
        tx, failing = self._tx, (outbox.c.state == State.WAITING) & (outbox.c.attempts >= MANY_ATTEMPTS)
        answered = or_(*(outbox.c.failure.startswith(f"{kind} ") for kind in (REFUSED, PUT_OFF, SENDER_REFUSED)))
        mails = (tx.mine(outbox), outbox.c.kind == MAIL, answered)
        query = select(outbox).where(*mails, (outbox.c.state == State.DEAD) | failing).order_by(outbox.c.seq)
        return [Unsent(row.destination, row.failure, row.state == State.WAITING) for row in await tx.rows(query)]

    async def ended_from(self, place: int) -> tuple[Ended | None, int]:
        """Return the first row at or behind a place that waits for a decision, and how many wait there in all."""
        tx = self._tx
        theirs = (tx.mine(outbox), outbox.c.seq >= max(place, 1), outbox.c.state.in_(ENDED))
        row = await tx.row(select(outbox).where(*theirs).order_by(outbox.c.seq).limit(1))
        count = await tx.scalar(select(func.count()).select_from(outbox).where(*theirs))
        if row is None:
            return None, 0
        in_doubt = row.state == State.DOUBT
        return Ended(row.seq, row.kind, row.destination, in_doubt, row.failure or "", row.tried_at), int(count)

    async def ending(self, row_id: int) -> tuple[str, str] | None:
        """Return a row's state and, where it failed, its last failure; None where there is no such row."""
        query = select(outbox.c.state, outbox.c.failure).where(self._tx.mine(outbox), outbox.c.id == row_id)
        row = await self._tx.row(query)
        return (row.state, row.failure or "") if row is not None else None

    async def try_again(self, newest: int, *, oldest: int = 1, now: datetime) -> int:
        """Owe again, from `now`, what did not go out, from `oldest` to `newest`; return how many rows.

        What was in doubt is sent without looking whether it is there: whoever decided has looked.
        """
        tx, failing = self._tx, (outbox.c.state == State.WAITING) & (outbox.c.attempts >= MANY_ATTEMPTS)
        rows = update(outbox).where(tx.mine(outbox), _between(oldest, newest), outbox.c.state.in_(ENDED) | failing)
        tried = case((outbox.c.state != State.DOUBT, outbox.c.tried_at))
        tx.announce("outbox")
        return (await tx.execute(rows.values(state=State.WAITING, due_at=now, attempts=0, tried_at=tried))).rowcount

    async def count_as_begun(self, now: datetime) -> int:
        """Count what was owed by `now` as begun and interrupted, and return how much that is.

        In an older copy of the database it waits although it may have gone out since: what is idempotent is carried
        out again, after a look whether it is there; anything else is in doubt, for a steward to settle.
        """
        tx = self._tx
        owed = (outbox.c.state == State.WAITING) & (outbox.c.due_at <= now)
        begun = case((outbox.c.seq > 0, func.coalesce(outbox.c.tried_at, outbox.c.due_at)))
        rows = update(outbox).where(tx.mine(outbox), owed)
        return (await tx.execute(rows.values(state=State.SENDING, lease_until=now, tried_at=begun))).rowcount

    async def let_go(self, newest: int, *, oldest: int = 1) -> int:
        """Give up what will not go out by itself, from `oldest` to `newest`, and erase its words."""
        tx = self._tx
        rows = update(outbox).where(tx.mine(outbox), _between(oldest, newest), outbox.c.state.in_(ENDED))
        return (await tx.execute(rows.values(state=State.LEFT, facts=None))).rowcount

    async def _set(self, parcel_id: int, values: dict[str, Any], *conditions: ColumnElement[bool]) -> None:
        tx = self._tx
        await tx.execute(update(outbox).where(tx.mine(outbox), outbox.c.id == parcel_id, *conditions).values(**values))


def _between(oldest: int, newest: int) -> ColumnElement[bool]:
    return (outbox.c.seq >= oldest) & (outbox.c.seq <= newest)
