"""Backups of PostgreSQL, by its own programs: pg_dump and pg_restore, which see one moment and hold up no writer."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.backups.refusals import BackupDamaged, ToolFailed, ToolMissing

DUMP, RESTORE = "pg_dump", "pg_restore"
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')  # names, and values: what a row holds is not ours to show


async def dump(url: str, target: Path) -> None:
    """Write a database into one new file; raises `ToolMissing`, `ToolFailed`."""
    await asyncio.to_thread(target.touch, mode=0o600, exist_ok=False)
    await _run(DUMP, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", url=url)


async def check_dump(file: Path) -> None:
    """Read a dump from its first to its last byte; raises `ToolMissing`, `BackupDamaged`."""
    try:
        await _run(RESTORE, "--file=/dev/null", str(file))
    except ToolFailed as failure:
        raise BackupDamaged(str(file), "pg_restore can't read it") from failure


async def load(url: str, file: Path) -> None:
    """Bring a dump back into an empty database, all or nothing; raises `ToolMissing`, `ToolFailed`."""
    options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
    await _run(RESTORE, *options, f"--dbname={make_url(url).database}", str(file), url=url)


def is_installed() -> bool:
    """Say whether both programs are here."""
    return shutil.which(DUMP) is not None and shutil.which(RESTORE) is not None


async def _run(tool: str, *arguments: str, url: str | None = None) -> None:
    found = shutil.which(tool)
    if found is None:
        raise ToolMissing(tool)
    process = await asyncio.create_subprocess_exec(
        found,
        *arguments,
        env={**os.environ, **(_environment(url) if url is not None else {}), "LC_ALL": "C"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await process.communicate()
    except asyncio.CancelledError:
        if process.returncode is None:
            process.terminate()
            await process.wait()
        raise
    if process.returncode:
        raise ToolFailed(tool, _why(said.decode(errors="replace")))


def _environment(url: str) -> dict[str, str]:
    """Return libpq's variables for an address: a password in the arguments would be everybody's to read."""
    known = make_url(url)
    given = {
        "PGHOST": known.host,
        "PGPORT": known.port,
        "PGUSER": known.username,
        "PGPASSWORD": known.password,
        "PGDATABASE": known.database,
        "PGSSLMODE": known.query.get("ssl"),
    }
    return {name: str(value) for name, value in given.items() if value}


def _why(said: str) -> str:
    """Return the first line that tells what went wrong, without what stands in quotation marks."""
    lines = [line for line in said.splitlines() if "error:" in line or "FATAL" in line] or ["it said nothing"]
    return _QUOTED.sub("…", lines[0].split("error:", 1)[-1]).strip(" .")
