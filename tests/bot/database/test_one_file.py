"""Hearing of what other processes wrote into the same SQLite file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.database.beside.one_file import OneFile
from bot.database.engine import make_engine


def _ignore(_network_id: int, _names: Any) -> None:
    """Who hears what was changed, which a file does not say."""


async def test_a_write_in_doubt_while_the_version_is_read_is_news_at_the_next_look(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path / 'f.db'}")

    async def version() -> int:
        beside.unsure()  # the answer to a commit got lost just now
        return 1

    beside = OneFile(engine, engine.begin, 6.0, version)
    assert await beside.keep(_ignore)
    assert await beside.keep(_ignore), "what was in doubt meanwhile was forgotten"
