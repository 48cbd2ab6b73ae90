"""From schema 0019: issues, voices and what is noted of them stay as they are when their tables are built anew."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import migrate
from bot.database.migrate import upgrade
from tests.bot.database.test_migrating_words import _with

AT = "'2026-01-05 00:00:00'"
ROWS = (
    f"networks (id, name, community, created_at) VALUES (1, 'North', '{{}}', {AT})",
    (
        "people (network_id, id, name, position, languages, topics, locale, state, added_at) VALUES "
        f"(1, 2, 'Ana', 'teacher', '[]', '[]', 'en', 'active', {AT})"
    ),
    f"themes (network_id, id, begun_at) VALUES (1, 3, {AT})",
    f"themes (network_id, id, begun_at) VALUES (1, 4, {AT})",
    (
        "issues (network_id, id, person_id, theme_id, kind, for_policymakers, text, raised_at) VALUES "
        f"(1, 5, 2, 3, 'concern', 'no', x'01', {AT})"
    ),
    f"issue_supports (network_id, id, issue_id, person_id, supported_at) VALUES (1, 6, 5, 2, {AT})",
    f"issue_moves (network_id, id, issue_id, person_id, status, moved_at) VALUES (1, 7, 5, 2, 'grouped', {AT})",
    (
        "theme_changes (network_id, id, kind, from_theme_id, into_theme_id, changed_at) VALUES "
        f"(1, 8, 'split', 3, 4, {AT})"
    ),
    "theme_moves (network_id, id, change_id, issue_id, person_id) VALUES (1, 9, 8, 5, 2)",
)
TABLES = ("issues", "issue_supports", "issue_moves", "theme_moves")


def _to_0019(connection: Connection) -> None:
    config = migrate._config()
    config.attributes["connection"] = connection
    command.upgrade(config, "0019")
    for row in ROWS:
        connection.execute(text(f"INSERT INTO {row}"))


async def test_every_row_is_kept_and_still_points_where_it_pointed(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'old.db'}"
    await _with(url, lambda connection: connection.run_sync(_to_0019))
    await upgrade(url)

    async def look(connection: AsyncConnection) -> None:
        run = connection.execute
        for table in TABLES:
            assert (await run(text(f"SELECT person_id FROM {table}"))).all() == [(2,)], table
        assert (await run(text("PRAGMA foreign_key_check"))).all() == []
        points = (await run(text("SELECT sql FROM sqlite_master WHERE name = 'theme_moves'"))).scalar()
        assert "REFERENCES issues" in str(points)

    await _with(url, look)
