"""Who wants the weekly list, and which week's they had: in the database of one network."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, or_, select, update

from bot.database.ids import new_id
from bot.database.schema.learning import readers
from bot.database.transaction import Tx
from bot.notices import Notices


class ReaderStore:
    """The readers of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def set_wanted(self, person_id: int, *, is_wanted: bool) -> None:
        """Note whether somebody wants the list; wanting it twice is wanting it once."""
        if not is_wanted:
            await self._tx.execute(delete(readers).where(self._tx.mine(readers), readers.c.person_id == person_id))
        elif person_id not in await self.all():
            await self._tx.insert(readers, id=new_id(), person_id=person_id)

    async def all(self) -> Mapping[int, str | None]:
        """Return who wants the list, and the week of their last one."""
        columns = (readers.c.person_id, readers.c.week)
        rows = await self._tx.rows(select(*columns).where(self._tx.mine(readers)).order_by(readers.c.id))
        return {row.person_id: row.week for row in rows}

    async def claim(self, person_id: int, week: str) -> bool:
        """Claim a reader's list of a week; False where it is claimed, or not wanted any more."""
        here = (self._tx.mine(readers), readers.c.person_id == person_id)
        is_new = or_(readers.c.week.is_(None), readers.c.week != week)
        return (await self._tx.execute(update(readers).where(*here, is_new).values(week=week))).rowcount == 1

    async def retract(self) -> None:
        """Take back the lists that nobody has read yet: something on them may be gone. The next week has new ones."""
        keys = [key_of(person_id, week) for person_id, week in (await self.all()).items() if week is not None]
        await Notices(self._tx).retract(*keys)


def key_of(person_id: int, week: str) -> str:
    """Return what a reader's list of a week is told under."""
    return f"forum.reading:{person_id}:{week}"
