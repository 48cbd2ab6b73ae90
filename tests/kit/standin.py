"""The stand-in for Discord as a program of its own, for drills: `python -m tests.kit.standin 8090`.

A Staffroom of another process or container finds it there with `tests/kit/away` on its PYTHONPATH and
``DISCORD_STANDIN=127.0.0.1:8090`` in its environment; the token is `wire.GOOD_TOKEN`.
"""

from __future__ import annotations

import sys

from aiohttp import web

from tests.kit.wire import Wire, app_of


def main(port: int, name: str = "127.0.0.1") -> None:
    """Serve until it is ended. `name` is what others call this machine."""
    wire = Wire()
    wire.gateway.url = f"ws://{name}:{port}/gateway"
    web.run_app(app_of(wire), host="127.0.0.1" if name == "127.0.0.1" else "0.0.0.0", port=port)  # noqa: S104 -- a drill's own network of containers


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
