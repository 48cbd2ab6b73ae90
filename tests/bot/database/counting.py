"""What goes to SQLite's thread."""

from __future__ import annotations

from typing import Any


def counting(driver: Any) -> list[Any]:
    """Note what goes to the thread from now on."""
    sent: list[Any] = []

    class Counting:
        def __init__(self, queue: Any) -> None:
            self._queue = queue

        def put_nowait(self, trip: Any) -> None:
            sent.append(trip)
            self._queue.put_nowait(trip)

    driver._tx = Counting(driver._tx)
    return sent
