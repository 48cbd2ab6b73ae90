"""Who can read a space and should not, and what the running bot is asked to do about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, select

from bot.database.groups import in_groups
from bot.database.ids import new_id
from bot.database.schema.exposure import exposures
from bot.database.transaction import Tx
from bot.outbox import Outbox
from bot.visibility.permissions.model import Cause, Reason
from config.community import Community

Outcome = Literal["gone", "accepted"]
# What no role or overwrite of ours can keep out: it is shown, and members may accept it
BEYOND_REPAIR: frozenset[Cause] = frozenset({"owner", "administrator", "manage_threads"})


@dataclass(frozen=True)
class Exposure:
    """Somebody who can read a space and should not, and the card that says so; without one the pinned card does."""

    id: int
    channel_id: int
    account_id: int
    through: Cause
    role_id: int | None
    card_id: int | None
    message_id: int | None
    outcome: Outcome | None


class ExposureStore:
    """The exposures of one network: those that last, and those that are over while others on their card last."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def of(self, channel_id: int) -> list[Exposure]:
        """Return the exposures of a space, over or not, in the order they were found."""
        return await self._found(exposures.c.channel_id == channel_id)

    async def lasting(self, channel_id: int) -> list[Exposure]:
        """Return the exposures of a space that are not over."""
        return await self._found(exposures.c.channel_id == channel_id, exposures.c.outcome.is_(None))

    async def on_card(self, card_id: int) -> list[Exposure]:
        """Return the exposures that stand on a card, over or not."""
        return await self._found(exposures.c.card_id == card_id)

    async def channels(self, accounts: Collection[int] | None = None) -> frozenset[int]:
        """Return the spaces with exposures that are not over; of anybody, or of a few accounts."""
        query = select(exposures.c.channel_id).where(self._tx.mine(exposures), exposures.c.outcome.is_(None))
        query = query if accounts is None else query.where(exposures.c.account_id.in_(accounts))
        return frozenset(row.channel_id for row in await self._tx.rows(query.distinct()))

    async def cards(self) -> list[Exposure]:
        """Return one lasting exposure of each card that stands in a space."""
        found = await self._found(exposures.c.outcome.is_(None), exposures.c.message_id.is_not(None))
        return list({each.card_id: each for each in found}.values())

    async def is_any_lasting(self, channel_id: int) -> bool:
        """Say whether a space has exposures that are not over."""
        here = (self._tx.mine(exposures), exposures.c.channel_id == channel_id, exposures.c.outcome.is_(None))
        return await self._tx.scalar(select(exposures.c.id).where(*here).limit(1)) is not None

    async def open(
        self, channel_id: int, found: Mapping[int, Reason], *, now: datetime, card_id: int | None = None
    ) -> frozenset[int]:
        """Keep new exposures on a card; one that is over and still stands on some card is taken up again there.

        Returns the cards that say something else now.
        """
        over = await self._found(exposures.c.channel_id == channel_id, exposures.c.outcome.is_not(None))
        again = {each.account_id: each for each in over if each.account_id in found}
        await self._drop(each.id for each in again.values())
        place = {"card_id": card_id, "message_id": await self._message(card_id)}
        rows: list[dict[str, Any]] = []
        for account_id, why in sorted(found.items()):
            row = {"id": new_id(), "channel_id": channel_id, "account_id": account_id, "found_at": now, "outcome": None}
            row |= {"through": why.cause, "role_id": why.role_id, **place}
            if account_id in again:
                row |= {"card_id": again[account_id].card_id, "message_id": again[account_id].message_id}
            rows.append(row)
        await self._tx.insert_many(exposures, rows)
        return frozenset(row["card_id"] for row in rows) - {None}

    async def end(self, ended: Sequence[Exposure], accepted: Collection[int]) -> frozenset[int]:
        """Say that exposures are over: the reader is gone, or has been accepted; without a card, forget them.

        Returns the cards that say something else now.
        """
        await self._drop(each.id for each in ended if each.card_id is None)
        on_cards = [each for each in ended if each.card_id is not None]
        taken = [each.id for each in on_cards if each.account_id in accepted]
        await self._end([each.id for each in on_cards if each.account_id not in accepted], "gone")
        await self._end(taken, "accepted")
        return frozenset(each.card_id for each in on_cards if each.card_id is not None)

    async def shown(self, card_id: int, message_id: int) -> None:
        """Keep which message is a card."""
        here = (self._tx.mine(exposures), exposures.c.card_id == card_id)
        await self._tx.execute(exposures.update().where(*here).values(message_id=message_id))

    async def drop_if_over(self, card_id: int) -> None:
        """Forget the exposures on a card, unless one lasts again."""
        found = await self.on_card(card_id)
        if all(each.outcome is not None for each in found):
            await self._drop(each.id for each in found)

    async def forget(self, channel_id: int) -> None:
        """Drop the exposures of a space that is gone."""
        here = (self._tx.mine(exposures), exposures.c.channel_id == channel_id)
        await self._tx.execute(exposures.delete().where(*here))

    async def _message(self, card_id: int | None) -> int | None:
        here = (self._tx.mine(exposures), exposures.c.card_id == card_id)
        known: int | None = await self._tx.scalar(select(exposures.c.message_id).where(*here).limit(1))
        return known

    async def _end(self, ids: Sequence[int], outcome: Outcome) -> None:
        for group in in_groups(ids):
            here = (self._tx.mine(exposures), exposures.c.id.in_(group))
            await self._tx.execute(exposures.update().where(*here).values(outcome=outcome))

    async def _found(self, *conditions: ColumnElement[bool]) -> list[Exposure]:
        query = select(exposures).where(self._tx.mine(exposures), *conditions)
        query = query.order_by(exposures.c.found_at, exposures.c.account_id)
        return [_exposure(row) for row in await self._tx.rows(query)]

    async def _drop(self, ids: Iterable[int]) -> None:
        for group in in_groups(list(ids)):
            await self._tx.execute(exposures.delete().where(self._tx.mine(exposures), exposures.c.id.in_(group)))


async def is_locked_now(tx: Tx, community: Community, channel_id: int) -> bool:
    """Say whether a space is closed to new posts: the network wants that, and somebody unexpected can read it."""
    return community.rooms.lock_while_exposed and await ExposureStore(tx).is_any_lasting(channel_id)


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


async def request_exposure_card(tx: Tx, card_id: int, *, now: datetime) -> None:
    """Ask for a card of exposures to be brought up to date; it is read when it is shown, so one asking is enough."""
    destination = f"exposures:{card_id}"
    if not await Outbox(tx).waits(destination):
        await Outbox(tx).carry_out("rooms.show_exposure", {"card_id": card_id}, destination=destination, now=now)


def _exposure(row: Row[Any]) -> Exposure:
    return Exposure(
        row.id, row.channel_id, row.account_id, row.through, row.role_id, row.card_id, row.message_id, row.outcome
    )
