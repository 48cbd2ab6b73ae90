"""The ledger: who gained or lost access to which space, when, and through what. Rows are only ever added.

The viewers who were last seen stand in a table of their own; whoever looks again compares with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select

from bot.database.groups import in_groups
from bot.database.ids import new_id
from bot.database.schema.exposure import access_changes, looks, viewers
from bot.database.transaction import Tx
from bot.visibility.permissions.model import Cause, Reason

MOST_SHOWN = 8
Through = Cause | Literal["roster", "paused"]
Turn = Literal["gained", "lost"]


@dataclass(frozen=True)
class Change:
    """One line of the ledger. Without an account it was somebody who has been erased since."""

    account_id: int | None
    change: Turn
    through: Through
    role_id: int | None = None
    changed_at: datetime | None = None


def compare(known: Mapping[int, Reason], now: Mapping[int, Reason]) -> list[Change]:
    """Return who gained and who lost access: a gain through what lets them in, a loss through what used to. Pure."""
    gained = [Change(who, "gained", now[who].cause, now[who].role_id) for who in sorted(now.keys() - known.keys())]
    lost = [Change(who, "lost", known[who].cause, known[who].role_id) for who in sorted(known.keys() - now.keys())]
    return gained + lost


def as_the_roster_says(change: Change, reader_role_id: int | None, meant: Collection[int] | None) -> Change:
    """Return the change as the roster's, where the space's own role moved the way the roster wants it. Pure."""
    is_our_role = change.through == "role" and change.role_id == reader_role_id
    agrees = meant is not None and (change.account_id in meant) == (change.change == "gained")
    return replace(change, through="roster", role_id=None) if is_our_role and agrees else change


def as_a_pause(change: Change, paused: Collection[int]) -> Change:
    """Return a loss of somebody whom a flag keeps out as that, and no more: without role, reason or actor. Pure."""
    is_pause = change.change == "lost" and change.account_id in paused
    return replace(change, through="paused", role_id=None) if is_pause else change


class Ledger:
    """The viewers last seen, and what changed about them, of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def known(self, channel_id: int, accounts: Collection[int] | None = None) -> Mapping[int, Reason]:
        """Return the accounts last seen to read a space, with what lets them in; of all accounts, or of a few."""
        query = select(viewers).where(self._tx.mine(viewers), viewers.c.channel_id == channel_id)
        if accounts is not None:
            query = query.where(viewers.c.account_id.in_(accounts))
        return {row.account_id: Reason(row.through, row.role_id) for row in await self._tx.rows(query)}

    async def note(self, changes: Sequence[tuple[int, Change]], people: Mapping[int, int], *, now: datetime) -> None:
        """Add changes to many spaces, each with its channel, at once."""
        if not changes:
            return
        last = await self._tx.scalar(select(func.max(access_changes.c.seq)).where(self._tx.mine(access_changes))) or 0
        rows = [
            {
                "id": new_id(),
                "seq": seq,
                "channel_id": channel_id,
                "account_id": change.account_id,
                "person_id": people.get(change.account_id or 0),
                "change": change.change,
                "through": change.through,
                "role_id": change.role_id,
                "changed_at": now,
            }
            for seq, (channel_id, change) in enumerate(changes, start=last + 1)
        ]
        await self._tx.insert_many(access_changes, rows)

    async def remember(self, spaces: Mapping[int, tuple[Mapping[int, Reason], Mapping[int, Reason]]]) -> None:
        """Keep who reads many spaces now, by channel: who was known to, and who does."""
        gone = [
            (channel, who) for channel, (known, now) in spaces.items() for who in known if now.get(who) != known[who]
        ]
        await self._forget_viewers(gone)
        rows = [
            {"id": new_id(), "channel_id": channel, "account_id": who, "through": why.cause, "role_id": why.role_id}
            for channel, (known, now) in spaces.items()
            for who, why in now.items()
            if known.get(who) != why
        ]
        await self._tx.insert_many(viewers, rows)

    async def forget_account(self, account_id: int) -> None:
        """Empty who it was in the lines about an account, and where it was last seen to read."""
        lines = (self._tx.mine(access_changes), access_changes.c.account_id == account_id)
        await self._tx.execute(access_changes.update().where(*lines).values(person_id=None, account_id=None))
        await self._tx.execute(viewers.delete().where(self._tx.mine(viewers), viewers.c.account_id == account_id))

    async def _forget_viewers(self, gone: Sequence[tuple[int, int]]) -> None:
        """Drop viewers of channels: one statement for each account, or for each channel, whichever are fewer."""
        of_accounts, of_channels = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
        for channel_id, account_id in gone:
            of_accounts[account_id].append(channel_id)
            of_channels[channel_id].append(account_id)
        one, many, groups = viewers.c.account_id, viewers.c.channel_id, of_accounts
        if len(of_channels) < len(of_accounts):
            one, many, groups = many, one, of_channels
        for each, others in groups.items():
            for group in in_groups(others):
                here = (self._tx.mine(viewers), one == each, many.in_(group))
                await self._tx.execute(viewers.delete().where(*here))

    async def latest(self, channel_id: int, most: int = MOST_SHOWN) -> list[Change]:
        """Return the newest changes of a space, newest first."""
        query = select(access_changes).where(self._tx.mine(access_changes), access_changes.c.channel_id == channel_id)
        newest = query.order_by(access_changes.c.seq.desc()).limit(most)
        return [
            Change(row.account_id, row.change, row.through, row.role_id, row.changed_at)
            for row in await self._tx.rows(newest)
        ]

    async def is_unknown(self, channel_id: int) -> bool | None:
        """Say whether the bot could not view a space when it last looked; None: it has never looked."""
        query = select(looks.c.is_unknown).where(self._tx.mine(looks), looks.c.channel_id == channel_id)
        row = await self._tx.row(query)
        return None if row is None else bool(row.is_unknown)

    async def looked(self, channel_id: int, *, is_unknown: bool, now: datetime) -> None:
        """Keep that a space was looked at, and whether anything could be seen."""
        here = (self._tx.mine(looks), looks.c.channel_id == channel_id)
        changed = await self._tx.execute(looks.update().where(*here).values(is_unknown=is_unknown))
        if not changed.rowcount:
            await self._tx.insert(looks, id=new_id(), channel_id=channel_id, first_at=now, is_unknown=is_unknown)

    async def forget(self, channel_id: int) -> None:
        """Drop what was last seen of a space that is gone; the ledger itself stays."""
        for table in (viewers, looks):
            await self._tx.execute(table.delete().where(self._tx.mine(table), table.c.channel_id == channel_id))
