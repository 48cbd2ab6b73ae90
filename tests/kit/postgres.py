"""A PostgreSQL server of our own on loopback, for tests and for the long proofs.

`python -m tests.kit.postgres COMMAND…` runs a command with an empty database's address in ``DRILL_POSTGRES``; without
server binaries it says so and runs it without.
"""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg


def _initdb() -> str | None:
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return shutil.which("initdb") or (str(binaries[-1]) if binaries else None)


def is_installed() -> bool:
    """Say whether the server's binaries are there."""
    return _initdb() is not None


@contextmanager
def served_postgres() -> Iterator[str]:
    """Run a server; yields its URL up to the database's name."""
    found = _initdb()
    assert found is not None
    folder = Path(tempfile.mkdtemp(prefix="staffroom-postgres-"))  # pytest keeps its own from other accounts
    user = _unprivileged(folder)
    data, tools = folder / "data", Path(found).parent
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(
        [found, "-D", data, "-U", "staffroom", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        user=user,
        cwd=folder,
    )
    options = [
        "-c",
        "fsync=off",
        "-c",
        "full_page_writes=off",
        "-c",
        "max_connections=200",  # eight processes with sixteen each
        "-c",
        "max_wal_size=32MB",  # tests read the whole log of writes
        "-c",
        "min_wal_size=32MB",
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        f"unix_socket_directories={folder}",
        "-p",
        str(port),
    ]
    server = subprocess.Popen(
        [tools / "postgres", "-D", data, *options],
        user=user,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"postgresql+asyncpg://staffroom@127.0.0.1:{port}/"
    try:
        asyncio.run(_wait(url))
        yield url
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed any more
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> str | None:
    """Return the account to run PostgreSQL as: it refuses root."""
    if os.geteuid() != 0:
        return None
    name = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
    shutil.chown(folder, name)
    return name


async def admin(url: str, command: str, database: str = "postgres") -> None:
    """Run one command on the server."""
    connection = await asyncpg.connect(url.replace("+asyncpg", "") + database, timeout=5)
    try:
        await connection.execute(command)
    finally:
        await connection.close()


async def _wait(url: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            await admin(url, "SELECT 1")
        except (OSError, asyncpg.PostgresError):
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.1)
        else:
            return


def main(command: list[str]) -> int:
    """Run a command beside a server; return what it ended with."""
    if not is_installed():
        sys.stdout.write("PostgreSQL's server binaries are not installed: without PostgreSQL\n")
        return subprocess.run(command, check=False).returncode
    with served_postgres() as url:
        asyncio.run(admin(url, "CREATE DATABASE drill"))
        return subprocess.run(command, check=False, env={**os.environ, "DRILL_POSTGRES": f"{url}drill"}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
