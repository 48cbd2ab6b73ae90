"""One community and its two doors to the database; and the list of them all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from sqlalchemy import Row, Select, Text, bindparam, cast, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database.engine import Database
from bot.database.ids import new_id
from bot.database.schema.networks import networks
from bot.database.transaction import Tx
from bot.errors import Refusal
from config.community import Community, community_from_json, community_from_text, default_community
from config.texts import N_

T = TypeVar("T")
Fence = Callable[[Tx], Awaitable[None]]
# its definition as text: read at every click, it is nearly always the one that was read before
COLUMNS = (networks.c.id, networks.c.name, networks.c.guild_id, cast(networks.c.community, Text).label("community"))
_BY_ID, _BY_NAME, _BY_GUILD = (
    select(*COLUMNS).where(column == bindparam(column.name))
    for column in (networks.c.id, networks.c.name, networks.c.guild_id)
)


@dataclass(frozen=True)
class Network:
    """A whole community: one server, one roster, one definition."""

    id: int
    name: str
    guild_id: int | None
    community: Community
    database: Database
    fence: Fence | None = None  # what has to hold for whatever is written through this network

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Open a read-only view of this network."""
        async with self.database.read(self.id) as tx:
            yield tx

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """Open a write of this network: committed at the end of the block, undone if it raises."""
        async with self.database.write(self.id) as tx:
            if self.fence is not None:
                await self.fence(tx)
            yield tx

    async def recall(self, name: Hashable, read: Callable[[Tx], Awaitable[T]], *, needs: object = None) -> T:
        """Return what `read` reads, from memory while nothing that it was read from has been written here."""
        return await self.database.memory.recall(self, name, read, needs=needs)

    def forget_what_was_read(self) -> None:
        """Recall nothing any more: another process may have written."""
        self.database.memory.forget(self.id)


Also = Callable[[Tx], Awaitable[None]]
FIRST_NETWORK = "Our network"  # what the first one is called until its server is known


@dataclass
class NetworkTaken(Refusal):
    """Another network has this name, or lives on this server."""

    says: ClassVar[str] = N_(
        "Another network has that name or that server already; nothing was changed. staffroom network list shows all."
    )


@dataclass
class NameUnfit(Refusal):
    """A network's name is empty or too long to show."""

    most: int
    says: ClassVar[str] = N_("A network's name has 1 to {most} characters; nothing was changed. Choose another.")


LONGEST_NAME = 100  # Discord: a server's name


class Networks:
    """The networks of this deployment."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Sequence[Network]:
        """Return every network, oldest first."""
        query = select(*COLUMNS).order_by(networks.c.created_at, networks.c.id)
        async with self._database.engine.connect() as connection:
            return [self._network(row) for row in (await connection.execute(query)).all()]

    async def servers(self) -> Mapping[int, int | None]:
        """Return every network's server, oldest network first: all that has to be known to look whose turn it is."""
        query = select(networks.c.id, networks.c.guild_id).order_by(networks.c.created_at, networks.c.id)
        async with self._database.engine.connect() as connection:
            return {row.id: row.guild_id for row in await connection.execute(query)}

    async def with_ids(self, ids: Collection[int]) -> Sequence[Network]:
        """Return the networks with these ids, oldest first."""
        query = select(*COLUMNS).where(networks.c.id.in_(ids)).order_by(networks.c.created_at, networks.c.id)
        async with self._database.engine.connect() as connection:
            return [self._network(row) for row in (await connection.execute(query)).all()]

    async def get(self, network_id: int) -> Network | None:
        """Return the network with this id."""
        return await self._first(_BY_ID, id=network_id)

    async def named(self, name: str) -> Network | None:
        """Return the network with this name."""
        return await self._first(_BY_NAME, name=name)

    async def for_guild(self, guild_id: int) -> Network | None:
        """Return the network that lives on this server."""
        return await self._first(_BY_GUILD, guild_id=guild_id)

    async def create(self, name: str, *, now: datetime, community: Community | None = None) -> Network:
        """Add a network with the default definition, or the one given; raises `NetworkTaken`, `NameUnfit`."""
        _check_name(name)
        network_id, definition = new_id(), community or default_community()
        async with self._write() as connection:
            values = {
                "id": network_id,
                "name": name,
                "created_at": now,
                "community": definition.model_dump(mode="json"),
            }
            await connection.execute(networks.insert().values(values))
        return Network(network_id, name, None, definition, self._database)

    async def link(self, network_id: int, guild_id: int | None, *, also: Also | None = None) -> None:
        """Say which server a network lives on; `also` is written with it, or not at all."""
        await self._set(network_id, also, guild_id=guild_id)

    async def rename(self, network_id: int, name: str) -> None:
        """Give a network another name: what members and policymakers read. Raises `NetworkTaken`, `NameUnfit`."""
        _check_name(name)
        await self._set(network_id, None, name=name)

    async def define(self, network_id: int, community: Community, *, also: Also | None = None) -> None:
        """Replace a network's definition; `also` is written with it, or not at all."""
        await self._set(network_id, also, community=community.model_dump(mode="json"))

    async def revise(
        self, network_id: int, change: Callable[[Tx, Community], Awaitable[Community]], *, also: Also | None = None
    ) -> Community:
        """Replace a network's definition by what `change` makes of it as it stands at that moment, and return that.

        Writes of a network happen one after the other, so two people who change different parts keep both. What
        `change` raises, and what the definition itself refuses, leaves everything as it was.
        """
        async with self._database.write(network_id) as tx:
            here = networks.c.id == network_id
            stands = community_from_json(await tx.scalar(select(networks.c.community).where(here)))
            changed = Community.model_validate((await change(tx, stands)).model_dump())
            await tx.execute(networks.update().where(here).values(community=changed.model_dump(mode="json")))
            if also is not None:
                await also(tx)
        return changed

    async def _set(self, network_id: int, also: Also | None, **values: Any) -> None:  # noqa: ANN401 -- column values
        try:
            async with self._database.write(network_id) as tx:
                await tx.execute(networks.update().where(networks.c.id == network_id).values(**values))
                if also is not None:
                    await also(tx)
        except IntegrityError as error:
            raise NetworkTaken from error

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._database.write_across() as connection:
                yield connection
        except IntegrityError as error:
            raise NetworkTaken from error

    async def _first(self, query: Select[Any], **bound: Any) -> Network | None:  # noqa: ANN401 -- column values
        async with self._database.engine.connect() as connection:
            row = (await connection.execute(query, bound)).first()
        return self._network(row) if row is not None else None

    def _network(self, row: Row[Any]) -> Network:
        return Network(row.id, row.name, row.guild_id, community_from_text(row.community), self._database)


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise NameUnfit(LONGEST_NAME)
