"""The sites of one network, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from bot.database.schema.people import sites
from bot.database.transaction import Tx
from bot.people.model import Site, name_key


class SiteStore:
    """Reads and writes sites."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def all(self) -> list[Site]:
        """Return every site, by name."""
        rows = await self._tx.rows(select(sites).where(self._tx.mine(sites)).order_by(sites.c.name_key))
        return [_site(row) for row in rows]

    async def get(self, site_id: int) -> Site | None:
        """Return the site with this id."""
        row = await self._tx.row(select(sites).where(self._tx.mine(sites), sites.c.id == site_id))
        return _site(row) if row is not None else None

    async def add(self, added: Sequence[Site]) -> None:
        """Add sites under the ids they carry."""
        await self._tx.insert_many(sites, [{"id": site.id, **_values(site)} for site in added])

    async def replace(self, site: Site) -> None:
        """Write everything about a site anew."""
        condition = (self._tx.mine(sites), sites.c.id == site.id)
        await self._tx.execute(sites.update().where(*condition).values(_values(site)))


def _site(row: Row[Any]) -> Site:
    return Site(
        id=row.id,
        name=row.name,
        district=row.district,
        region=row.region,
        level=row.level,
        opened_on=row.opened_on,
        time_zone=row.time_zone,
        initiatives=tuple(row.initiatives),
        size=row.size,
    )


def _values(site: Site) -> dict[str, Any]:
    values = {key: value for key, value in vars(site).items() if key != "id"}
    return {**values, "name_key": name_key(site.name), "initiatives": list(site.initiatives)}
