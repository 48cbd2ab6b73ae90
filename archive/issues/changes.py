"""What groupings did to the themes there were: recorded, never rewritten, and undone by a steward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import delete, select

from archive.issues.continuity import Bonds, Change
from bot.database.ids import new_id
from bot.database.schema.issues import issues, theme_changes, theme_moves
from bot.database.transaction import Tx
from bot.errors import Gone, Refusal
from config.texts import N_


@dataclass
class UndoneBefore(Refusal):
    """The change was taken back already, or is itself a taking back."""

    says: ClassVar[str] = N_(
        "That was undone before, so nothing was changed. /issue changes shows what can still be taken back."
    )


@dataclass(frozen=True)
class KeptChange:
    """A change of themes as it is kept: merged, split, or an undoing of one of these."""

    id: int
    kind: str
    from_theme_id: int
    into_theme_id: int
    undoes_id: int | None
    changed_at: datetime


class ChangeStore:
    """The changes of one network's themes within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def record(self, changes: Sequence[Change], *, now: datetime) -> None:
        """Keep what moved."""
        for change in changes:
            await self._keep(change.kind, change.from_theme, change.into_theme, change.issues, now=now)

    async def all(self) -> Sequence[KeptChange]:
        """Return every change, the newest first."""
        names = ("id", "kind", "from_theme_id", "into_theme_id", "undoes_id", "changed_at")
        of = theme_changes.c
        query = select(*(of[name] for name in names)).where(self._tx.mine(theme_changes))
        rows = await self._tx.rows(query.order_by(of.changed_at.desc(), of.id))
        return [KeptChange(**row._asdict()) for row in rows]

    async def bonds(self) -> Bonds:
        """Return what stewards decided by undoing: what was merged stays apart, what was split stays whole."""
        known = {change.id: change for change in await self.all()}
        undone = [known[change.undoes_id] for change in known.values() if change.undoes_id is not None]
        return Bonds(
            apart=frozenset((one.from_theme_id, one.into_theme_id) for one in undone if one.kind == "merged"),
            whole=frozenset(one.from_theme_id for one in undone if one.kind == "split"),
        )

    async def undo(self, change_id: int, *, now: datetime) -> Mapping[int, int]:
        """Record that a change is taken back, and return the theme each of its issues goes back to.

        Issues that have moved on since, or are gone, stay as they are. Raises `Gone` or `UndoneBefore`. Use
        `archive.issues.undoing.undo_change`, which moves them too.
        """
        changes = {change.id: change for change in await self.all()}
        change = changes.get(change_id)
        if change is None:
            raise Gone
        if change.kind == "undone" or any(other.undoes_id == change_id for other in changes.values()):
            raise UndoneBefore
        back = await self.still_moved(change)
        into, source = change.into_theme_id, change.from_theme_id
        await self._keep("undone", into, source, back, now=now, undoes=change_id)
        return dict.fromkeys(back, source)

    async def still_moved(self, change: KeptChange) -> list[int]:
        """Return the issues that a change moved and that are still where it put them."""
        there = self._tx.mine(issues), issues.c.theme_id == change.into_theme_id
        moved = select(theme_moves.c.issue_id).where(self._tx.mine(theme_moves), theme_moves.c.change_id == change.id)
        return [row.id for row in await self._tx.rows(select(issues.c.id).where(*there, issues.c.id.in_(moved)))]

    async def themes_left_by(self, *, person_id: int | None = None, issue_id: int | None = None) -> frozenset[int]:
        """Return the themes that a person's issues, or one issue, were in once."""
        own = theme_moves.c.issue_id == issue_id if person_id is None else theme_moves.c.person_id == person_id
        moves = select(theme_moves.c.change_id).where(self._tx.mine(theme_moves), own)
        query = select(theme_changes.c.from_theme_id).where(self._tx.mine(theme_changes), theme_changes.c.id.in_(moves))
        return frozenset(row.from_theme_id for row in await self._tx.rows(query.distinct()))

    async def moves_of(self, person_id: int) -> Sequence[datetime]:
        """Return when a person's issues moved from one theme to another, the first time first."""
        together = theme_moves.join(
            theme_changes,
            (theme_changes.c.network_id == theme_moves.c.network_id) & (theme_changes.c.id == theme_moves.c.change_id),
        )
        query = select(theme_changes.c.changed_at).select_from(together)
        own = self._tx.mine(theme_moves), theme_moves.c.person_id == person_id
        rows = await self._tx.rows(query.where(*own).order_by(theme_changes.c.changed_at))
        return [row.changed_at for row in rows]

    async def forget(self, person_id: int) -> None:
        """Delete the moves of a person's issues; before these, which they point at."""
        own = self._tx.mine(theme_moves), theme_moves.c.person_id == person_id
        await self._tx.execute(delete(theme_moves).where(*own))

    async def _keep(
        self, kind: str, source: int, into: int, moved: Sequence[int], *, now: datetime, undoes: int | None = None
    ) -> None:
        change_id = new_id()
        await self._tx.insert(
            theme_changes,
            id=change_id,
            kind=kind,
            from_theme_id=source,
            into_theme_id=into,
            undoes_id=undoes,
            changed_at=now,
        )
        known = select(issues.c.id, issues.c.person_id).where(self._tx.mine(issues), issues.c.id.in_(moved))
        rows = [
            {"id": new_id(), "change_id": change_id, "issue_id": row.id, "person_id": row.person_id}
            for row in await self._tx.rows(known)
        ]
        await self._tx.insert_many(theme_moves, rows)
