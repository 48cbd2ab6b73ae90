"""The outbox: what the outside world is to see, written in the same transaction as the change that caused it.

A row says what to carry out and for whom; the courier (`bot.outbox.courier`) carries it out after the commit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update

from bot.cards import Card
from bot.database.groups import in_groups
from bot.database.ids import new_id
from bot.database.schema.outbox import outbox
from bot.database.transaction import Tx
from bot.outbox.mail import Mail
from bot.outbox.transit import wrap
from config.texts import SOURCE_LANGUAGE, Texts, languages, texts_for

POST = "discord.post"
MAIL = "mail.send"


class State(StrEnum):
    """Where a row stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"  # under way, and may be repeated
    SENDING = "sending"  # under way, and in doubt if whoever sends it is gone
    SENT = "sent"
    DEAD = "dead"
    DOUBT = "doubt"
    LEFT = "left"  # a steward let it go


HELD = (State.CLAIMED, State.SENDING)
OPEN = (State.WAITING, *HELD)
UNSETTLED = (*OPEN, State.DEAD, State.DOUBT)  # is carried out yet, or may be by a steward's yes


def mail_destination(address: str) -> str:
    """Return the destination of mails to an address: a hash of it, so that a sent row does not name anybody."""
    return f"mail:{sha256(address.casefold().encode()).hexdigest()[:16]}"


class Outbox:
    """Writes what is owed to the outside world."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def post(
        self, channel_id: int, card: Card, *, now: datetime, key: str | None = None, pin: bool = False
    ) -> int:
        """Owe a channel a message; with a `key`, at most once ever. Returns the row's id."""
        facts = {"channel_id": channel_id, "card": card.to_json(), "pin": pin}
        return await self.carry_out(POST, facts, destination=f"channel:{channel_id}", now=now, key=key)

    async def say(self, channel_id: int, words: Callable[[Texts], Card], *, now: datetime, key: str) -> int:
        """Owe a channel a message in the language of its server, which is known when it is posted; once for a key."""
        cards = {language: words(texts_for(language)).to_json() for language in languages()}
        facts = {"channel_id": channel_id, "card": cards.pop(SOURCE_LANGUAGE), "in": cards}
        return await self.carry_out(POST, facts, destination=f"channel:{channel_id}", now=now, key=key)

    async def mail(self, mail: Mail, *, now: datetime, key: str | None = None) -> int:
        """Owe somebody a mail; with a `key`, at most once ever. Returns the row's id."""
        place = mail_destination(mail.to)
        return await self.carry_out(MAIL, {"mail": mail.to_json()}, destination=place, now=now, key=key)

    async def carry_out(
        self, kind: str, facts: Mapping[str, Any], *, destination: str, now: datetime, key: str | None = None
    ) -> int:
        """Owe an effect of your own, registered under `kind`; due at `now`, which may lie ahead. Returns the row's id.

        Rows with the same destination are carried out in the order they were written.
        """
        row_id = new_id()
        if key is not None:
            known = await self._row_of(key)
            if known is not None:
                return known
        seq = await self._next()
        await self._add(self._row(row_id, seq, kind, facts, destination=destination, due_at=now, key=key))
        return row_id

    async def carry_out_each(self, kind: str, owed: Sequence[tuple[str, Mapping[str, Any]]], *, now: datetime) -> None:
        """Owe one effect of a kind to each of several destinations, with few statements; none is fine."""
        first = await self._next()
        rows = (
            self._row(new_id(), first + place, kind, facts, destination=destination, due_at=now, key=None)
            for place, (destination, facts) in enumerate(owed)
        )
        await self._add(*rows)

    async def _next(self) -> int:
        last = await self._tx.scalar(select(func.max(outbox.c.seq)).where(self._tx.mine(outbox), outbox.c.seq > 0))
        return (last or 0) + 1

    async def carry_out_untraced(
        self, kind: str, facts: Mapping[str, Any], *, destination: str, due_at: datetime
    ) -> None:
        """Owe an effect whose row tells nobody when it was written, not even beside which others.

        Its place in the order is drawn at random, below all that are counted, and only counts on among rows with the
        same destination. It is deleted when it ends (`Effect.leaves_no_trace`).
        """
        tx = self._tx
        here = (tx.mine(outbox), outbox.c.destination == destination)
        last = await tx.scalar(select(func.max(outbox.c.seq)).where(*here))
        seq = -new_id() if last is None else last + 1
        await self._add(self._row(new_id(), seq, kind, facts, destination=destination, due_at=due_at, key=None))

    async def withdraw(self, destination: str) -> None:
        """Delete what waits to go to a destination; what is on its way is not stopped."""
        waiting = (outbox.c.destination == destination) & (outbox.c.state == State.WAITING)
        await self._tx.execute(delete(outbox).where(self._tx.mine(outbox), waiting))

    async def knows(self, key: str) -> bool:
        """Say whether something is or was owed under a key."""
        return await self._row_of(key) is not None

    async def unsettled(self, keys: Collection[str]) -> frozenset[str]:
        """Return those of some keys whose effect may still be carried out."""
        found: set[str] = set()
        for group in in_groups(sorted(keys)):
            here = (self._tx.mine(outbox), outbox.c.key.in_(group), outbox.c.state.in_(UNSETTLED))
            found |= {row.key for row in await self._tx.rows(select(outbox.c.key).where(*here))}
        return frozenset(found)

    async def exchange(self, key: str, kind: str, facts: Mapping[str, Any], *, now: datetime) -> None:
        """Let another effect be carried out in the place of the row with a key, unless that is done; frees the key.

        What it held is erased. How it stands stays: what is under way ends as it will, and only another try, or a
        steward's *again*, carries out the new one. That may then owe something under the key.
        """
        row_id = await self._row_of(key, outbox.c.state.in_(UNSETTLED))
        if row_id is not None:
            held = wrap(self._tx, outbox.c.facts, {**facts, "row_id": str(row_id)}, day=now.date())
            this = update(outbox).where(self._tx.mine(outbox), outbox.c.id == row_id)
            await self._tx.execute(this.values(kind=kind, facts=held, key=None))

    async def _row_of(self, key: str, *conditions: ColumnElement[bool]) -> int | None:
        here = (self._tx.mine(outbox), outbox.c.key == key, *conditions)
        known = await self._tx.scalar(select(outbox.c.id).where(*here))
        return int(known) if known is not None else None

    async def owes(self, destination: str) -> bool:
        """Say whether anything is still to go to a destination."""
        here = (self._tx.mine(outbox), outbox.c.destination == destination, outbox.c.state.in_(OPEN))
        return await self._tx.scalar(select(outbox.c.id).where(*here).limit(1)) is not None

    async def waits(self, destination: str) -> bool:
        """Say whether something waits for a destination that has not been begun: it will see what is written now."""
        here = (self._tx.mine(outbox), outbox.c.state == State.WAITING, outbox.c.destination == destination)
        return await self._tx.scalar(select(outbox.c.id).where(*here).limit(1)) is not None

    async def is_under_way(self, beginning: str) -> bool:
        """Say whether anything is still to be carried out whose key begins so."""
        here = (self._tx.mine(outbox), outbox.c.key.startswith(beginning, autoescape=True), outbox.c.state.in_(OPEN))
        return await self._tx.scalar(select(outbox.c.id).where(*here).limit(1)) is not None

    async def _add(self, *rows: dict[str, Any]) -> None:
        await self._tx.insert_many(outbox, rows)
        self._tx.announce("outbox")

    def _row(
        self,
        row_id: int,
        seq: int,
        kind: str,
        facts: Mapping[str, Any],
        *,
        destination: str,
        due_at: datetime,
        key: str | None,
    ) -> dict[str, Any]:
        return {
            "id": row_id,
            "seq": seq,
            "kind": kind,
            "destination": destination,
            "facts": wrap(self._tx, outbox.c.facts, {**facts, "row_id": str(row_id)}, day=due_at.date()),
            "state": State.WAITING,
            "attempts": 0,
            "due_at": due_at,
            "key": key,
        }
