"""A cable between two network namespaces. What is sent while it is cut is gone, and nobody is told.

Only root may lay one, within a namespace of its own (``unshare --net``), so that nothing outside can reach it.
`python -m tests.soak.vanishing.cable DOOR` is the far machine: what arrives there goes on to a Unix socket.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NEAR, FAR, PORT = "10.77.0.1", "10.77.0.2", 5432
ADDRESS = "02:00:00:00:00:02"  # the far end's, known beforehand: as behind a router, which takes what it can't deliver


@dataclass(frozen=True)
class Cable:
    """A cable to the namespace of the process with this number."""

    far: int

    def lay(self) -> None:
        """Join both machines."""
        _run(f"ip link set lo up; ip link add near type veth peer name far address {ADDRESS}")
        _run(f"ip link set far netns {self.far}; ip addr add {NEAR}/24 dev near; ip link set near up")
        _run(f"ip neigh replace {FAR} lladdr {ADDRESS} nud permanent dev near")
        self._run_there(f"ip link set lo up; ip addr add {FAR}/24 dev far; ip link set far up")

    def cut(self) -> None:
        """Let what is sent get lost."""
        self._run_there("ip link set far down")

    def mend(self) -> None:
        """Let it arrive again."""
        self._run_there("ip link set far up")

    def _run_there(self, commands: str) -> None:
        _run(f"nsenter --target {self.far} --net sh -ec '{commands}'")


def _run(commands: str) -> None:
    subprocess.run(["sh", "-ec", commands], check=True)


@contextmanager
def far_machine(door: Path) -> Iterator[Cable]:
    """Have what listens on a Unix socket reached at `FAR` and `PORT`, over a cable; yields the cable."""
    command = ["unshare", "--net", sys.executable, "-m", __name__, str(door)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as machine:
        assert machine.stdin is not None
        assert machine.stdout is not None
        try:
            assert machine.stdout.readline() == "here\n"
            cable = Cable(machine.pid)
            cable.lay()
            machine.stdin.write("joined\n")
            machine.stdin.flush()
            assert machine.stdout.readline() == "open\n"
            yield cable
        finally:
            machine.kill()


async def _serve(door: str) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_unix_connection(door)
        await asyncio.gather(_pass(reader, inner_writer), _pass(inner_reader, writer), return_exceptions=True)

    server = await asyncio.start_server(connected, FAR, PORT)
    print("open", flush=True)  # noqa: T201 -- whoever joined the cable waits for it
    await server.serve_forever()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while some := await reader.read(65536):
            writer.write(some)
            await writer.drain()
    finally:
        writer.close()


if __name__ == "__main__":
    print("here", flush=True)  # noqa: T201 -- the same
    sys.stdin.readline()
    asyncio.run(_serve(sys.argv[1]))
