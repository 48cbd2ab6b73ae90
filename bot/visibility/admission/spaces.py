"""Which channels are spaces, and which things on the server the bot has put there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Row, select

from bot.database.ids import new_id
from bot.database.schema.spaces import installations, spaces
from bot.database.transaction import Tx
from bot.people.rules import Audience
from config.texts import N_

Kind = Literal["room", "forum", "mentoring", "voice", "lobby", "thread", "stewards", "digest"]
Thing = Literal["role", "category", "channel", "message", "lock"]

AUDIENCES: tuple[Audience, ...] = ("practitioners", "leads", "principals")
AUDIENCE_NAMES: Mapping[Audience, str] = {
    "practitioners": N_("Practitioners"),
    "leads": N_("Leads"),
    "principals": N_("Principals"),
}


@dataclass(frozen=True)
class Space:
    """A channel or thread whose readers matter; without an audience it is everybody's, or its members are named."""

    id: int
    kind: Kind
    audience: Audience | None
    channel_id: int
    name: str


class SpaceStore:
    """The spaces and installations of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, kind: Kind, audience: Audience | None, channel_id: int, name: str) -> Space:
        """Keep a channel as a space and return it; one that is known takes the new kind, audience and name."""
        known = await self.by_channel(channel_id)
        if known is not None:
            space = Space(known.id, kind, audience, channel_id, name)
            values = {"kind": kind, "audience": audience, "name": name}
            here = (self._tx.mine(spaces), spaces.c.channel_id == channel_id)
            await self._tx.execute(spaces.update().where(*here).values(values))
            return space
        space = Space(new_id(), kind, audience, channel_id, name)
        await self._tx.insert(spaces, id=space.id, kind=kind, audience=audience, channel_id=channel_id, name=name)
        return space

    async def by_channel(self, channel_id: int) -> Space | None:
        """Return the space a channel is, if it is one."""
        row = await self._tx.row(select(spaces).where(self._tx.mine(spaces), spaces.c.channel_id == channel_id))
        return _space(row) if row is not None else None

    async def first(self, kind: Kind, audience: Audience | None = None) -> Space | None:
        """Return the first space of a kind, and of an audience where one is named."""
        found = await self.all(kind, audience)
        return found[0] if found else None

    async def all(self, kind: Kind | None = None, audience: Audience | None = None) -> list[Space]:
        """Return the spaces of a kind and audience, or all of them, oldest channel first (Discord's ids grow)."""
        query = select(spaces).where(self._tx.mine(spaces)).order_by(spaces.c.channel_id)
        if kind is not None:
            query = query.where(spaces.c.kind == kind)
        if audience is not None:
            query = query.where(spaces.c.audience == audience)
        return [_space(row) for row in await self._tx.rows(query)]

    async def forget(self, channel_id: int) -> None:
        """Drop the space a channel was; a channel that is no space is fine."""
        await self._tx.execute(spaces.delete().where(self._tx.mine(spaces), spaces.c.channel_id == channel_id))

    async def installed(self, thing: Thing | None = None) -> Mapping[str, int]:
        """Return what the bot has put on the server, key to Discord's id; everything, or one sort of thing."""
        query = select(installations.c.key, installations.c.discord_id).where(self._tx.mine(installations))
        if thing is not None:
            query = query.where(installations.c.kind == thing)
        return {row.key: row.discord_id for row in await self._tx.rows(query)}

    async def install(self, key: str, thing: Thing, discord_id: int) -> None:
        """Remember what the bot has put on the server under a key, instead of what stood there before."""
        values = {"kind": thing, "discord_id": discord_id}
        here = (self._tx.mine(installations), installations.c.key == key)
        changed = await self._tx.execute(installations.update().where(*here).values(values))
        if not changed.rowcount:
            await self._tx.insert(installations, id=new_id(), key=key, kind=thing, discord_id=discord_id)

    async def uninstall(self, key: str) -> None:
        """Forget what the bot has put on the server under a key; nothing there is fine."""
        await self._tx.execute(installations.delete().where(self._tx.mine(installations), installations.c.key == key))


def _space(row: Row[tuple[object, ...]]) -> Space:
    return Space(row.id, row.kind, row.audience, row.channel_id, row.name)
