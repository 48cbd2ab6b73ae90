"""Who can read a space and should not, and whom the members have accepted as standing readers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, select

from bot.database.ids import new_id
from bot.database.schema.exposure import exposures, overseers
from bot.database.transaction import Tx
from bot.outbox import Outbox
from bot.visibility.permissions import Cause, Reason
from config.community import Community

Outcome = Literal["gone", "accepted"]
# What no role or overwrite of ours can keep out: it is shown, and members may accept it
BEYOND_REPAIR: frozenset[Cause] = frozenset({"owner", "administrator", "manage_threads"})


@dataclass(frozen=True)
class Exposure:
    """Somebody who can read a space and should not."""

    id: int
    channel_id: int
    account_id: int
    through: Cause
    role_id: int | None
    message_id: int | None
    outcome: Outcome | None


class ExposureStore:
    """The exposures of one network: those that last, and those whose card still has to say that they are over."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def get(self, exposure_id: int) -> Exposure | None:
        """Return an exposure."""
        row = await self._tx.row(select(exposures).where(self._tx.mine(exposures), exposures.c.id == exposure_id))
        return _exposure(row) if row is not None else None

    async def lasting(self, channel_id: int) -> list[Exposure]:
        """Return the exposures of a space that are not over."""
        here = (self._tx.mine(exposures), exposures.c.channel_id == channel_id, exposures.c.outcome.is_(None))
        query = select(exposures).where(*here).order_by(exposures.c.found_at, exposures.c.id)
        return [_exposure(row) for row in await self._tx.rows(query)]

    async def channels(self) -> frozenset[int]:
        """Return the spaces with exposures that are not over."""
        query = select(exposures.c.channel_id).where(self._tx.mine(exposures), exposures.c.outcome.is_(None))
        return frozenset(row.channel_id for row in await self._tx.rows(query.distinct()))

    async def open(self, channel_id: int, found: Mapping[int, Reason], *, now: datetime) -> list[int]:
        """Keep new exposures, or take up again those whose end was not yet shown; return their ids."""
        return [await self._open(channel_id, account_id, why, now) for account_id, why in sorted(found.items())]

    async def _open(self, channel_id: int, account_id: int, why: Reason, now: datetime) -> int:
        values = {"through": why.cause, "role_id": why.role_id, "outcome": None}
        here = (self._tx.mine(exposures), exposures.c.channel_id == channel_id, exposures.c.account_id == account_id)
        known = await self._tx.scalar(select(exposures.c.id).where(*here))
        if known is not None:
            await self._tx.execute(exposures.update().where(*here).values(**values))
            return int(known)
        exposure_id = new_id()
        ids = {"id": exposure_id, "channel_id": channel_id, "account_id": account_id}
        await self._tx.insert(exposures, **ids, **values, found_at=now, message_id=None)
        return exposure_id

    async def end(self, ended: Sequence[Exposure], accepted: Collection[int]) -> None:
        """Say that exposures are over: the reader is gone, or has been accepted."""
        for exposure in ended:
            outcome: Outcome = "accepted" if exposure.account_id in accepted else "gone"
            await self._set(exposure.id, outcome=outcome)

    async def shown(self, exposure_id: int, message_id: int) -> None:
        """Keep which card shows an exposure."""
        await self._set(exposure_id, message_id=message_id)

    async def drop(self, exposure_id: int) -> None:
        """Forget an exposure that is over, its card saying so."""
        await self._tx.execute(exposures.delete().where(self._tx.mine(exposures), exposures.c.id == exposure_id))

    async def forget(self, channel_id: int) -> None:
        """Drop the exposures of a space that is gone."""
        here = (self._tx.mine(exposures), exposures.c.channel_id == channel_id)
        await self._tx.execute(exposures.delete().where(*here))

    async def _set(self, exposure_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        here = (self._tx.mine(exposures), exposures.c.id == exposure_id)
        await self._tx.execute(exposures.update().where(*here).values(**values))


class OverseerStore:
    """The accounts that members have accepted as standing readers."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def all(self) -> frozenset[int]:
        """Return the accounts of all overseers."""
        rows = await self._tx.rows(select(overseers.c.account_id).where(self._tx.mine(overseers)))
        return frozenset(row.account_id for row in rows)

    async def accept(self, account_id: int, *, by: int, now: datetime) -> bool:
        """Keep that an account is accepted; say whether that is new."""
        if account_id in await self.all():
            return False
        await self._tx.insert(overseers, id=new_id(), account_id=account_id, accepted_by_id=by, accepted_at=now)
        return True

    async def withdraw(self, account_id: int) -> bool:
        """Take an acceptance back; say whether there was one."""
        here = (self._tx.mine(overseers), overseers.c.account_id == account_id)
        return bool((await self._tx.execute(overseers.delete().where(*here))).rowcount)


async def is_locked_now(tx: Tx, community: Community, channel_id: int) -> bool:
    """Say whether a space is closed to new posts: the network wants that, and somebody unexpected can read it."""
    return community.rooms.lock_while_exposed and bool(await ExposureStore(tx).lasting(channel_id))


async def request_look(
    tx: Tx, *, now: datetime, accounts: Sequence[int] | None = None, channels: Sequence[int] | None = None
) -> None:
    """Ask the running bot to look who reads the spaces now: all of them, or some; everybody, or some accounts."""
    facts = {"accounts": accounts, "channels": channels}
    await Outbox(tx).carry_out("rooms.look", facts, destination="rooms:look", now=now)


async def request_card(tx: Tx, channel_id: int, *, now: datetime) -> None:
    """Ask for a space's pinned card to be brought up to date."""
    facts, destination = {"channel_id": channel_id}, f"channel:{channel_id}"
    await Outbox(tx).carry_out("setup.card", facts, destination=destination, now=now)


def _exposure(row: Row[Any]) -> Exposure:
    return Exposure(row.id, row.channel_id, row.account_id, row.through, row.role_id, row.message_id, row.outcome)
