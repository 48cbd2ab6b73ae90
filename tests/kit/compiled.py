"""Compiled statements, shared by all engines of a test process: hundreds would each translate the same ones anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache

MOST = 5_000  # statements


class _ByKind(LRUCache[Any, Any]):
    """Takes the dialects of two engines for one another where they are of one kind."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_kind(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_of_kind(key), compiled)


def _of_kind(key: Any) -> Any:
    """A key of SQLAlchemy's: the dialect, and then what the statement is (`ClauseElement._compile_w_cache`)."""
    dialect, *statement = key
    return type(dialect), *statement


_SHARED = _ByKind(MOST)


@event.listens_for(Engine, "engine_connect")
def share(connection: Connection) -> None:
    """Have an engine use what others have compiled."""
    connection.engine._compiled_cache = _SHARED
