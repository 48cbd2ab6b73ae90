"""Refuses every statement that could reach another network's rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, event
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.elements import BinaryExpression, ColumnClause
from sqlalchemy.sql.selectable import Alias

_SOUND: set[str] = set()  # the words of statements that were looked through and found bound to a network


class CrossesNetworks(AssertionError):
    """A statement on a network's table does not say which network."""


def _loose(statement: Any) -> set[str]:
    """Return the scoped tables of a statement whose network is compared with nothing."""
    scoped: set[str] = set()
    bound: set[str] = set()
    for element in visitors.iterate(statement):
        if isinstance(element, BinaryExpression):
            for side in (element.left, element.right):
                if isinstance(side, ColumnClause) and side.name == "network_id":
                    source: Any = side.table
                    bound.add(str(getattr(source, "element", source).name))
        else:
            found = element.element if isinstance(element, Alias) else element
            if isinstance(found, Table) and "network_id" in found.c:
                scoped.add(found.name)
    return scoped - bound


def _check_insert(statement: Insert, rows: list[dict[str, Any]]) -> None:
    table = statement.table
    given = {str(getattr(key, "name", key)) for key in (statement._values or {})} | {k for row in rows for k in row}
    many = getattr(statement, "_multi_values", ())
    given |= {str(getattr(key, "name", key)) for group in many for row in group for key in row}
    if isinstance(table, Table) and "network_id" in table.c and "network_id" not in given:
        raise CrossesNetworks(f"insert into {table.name} without a network")


def watch(engine: AsyncEngine) -> None:
    """Check every statement that this engine runs from now on: each must say its network, for every table of one."""

    def before(_connection: Connection, clause: Any, multiparams: Any, params: Any, options: Any) -> None:
        if isinstance(clause, Insert) and not options.get("across_networks"):
            _check_insert(clause, [*(multiparams or []), *([params] if params else [])])

    def before_words(
        _connection: Connection, _cursor: Any, words: str, _values: Any, context: Any, _many: bool
    ) -> None:
        if words in _SOUND or context.execution_options.get("across_networks"):
            return
        clause = context.compiled.statement if context.compiled is not None else None
        if not isinstance(clause, Insert) and (getattr(clause, "is_dml", False) or getattr(clause, "is_select", False)):
            if loose := _loose(clause):
                raise CrossesNetworks(f"a statement on {', '.join(sorted(loose))} without a network: {clause}")
            _SOUND.add(words)

    event.listen(engine.sync_engine, "before_execute", before)
    event.listen(engine.sync_engine, "before_cursor_execute", before_words)
