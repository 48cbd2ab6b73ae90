"""A single spawned process that runs module-level functions on plain data, and ends when it has nothing to do.

Why a process: a thread that holds the interpreter lock stalls the event loop just the same. Why spawned: a fork would
inherit open database connections and locks.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextvars import Context
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import ClassVar, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

IDLE_SECONDS = 120.0


def _belong_to_us() -> None:
    """Leave stopping to whoever started the work, and do not outlive them.

    A terminal sends Ctrl-C to every process at once. Whoever is killed can end nobody: the process would wait for work
    that never comes, with all it was told in its memory.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class Workers:
    """Runs one piece of heavy work at a time, outside the event loop."""

    start_method: ClassVar[str] = "spawn"  # tests fork hundreds from a server that has imported everything

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a module-level function on plain data and return its result, or raise what it raised.

        When the caller is cancelled, the process is ended and the work with it.
        """
        async with self._turn:
            if self._idle is not None:
                self._idle.cancel()
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    max_workers=1, mp_context=get_context(self.start_method), initializer=_belong_to_us
                )
            future = self._pool.submit(work, *args, **kwargs)
            try:
                return await asyncio.wrap_future(future)
            except asyncio.CancelledError:
                self._end(kill=True)
                raise
            finally:
                if self._pool is not None:
                    # in a context of its own: the timer outlives the request that happened to ask for this work
                    loop = asyncio.get_running_loop()
                    self._idle = Context().run(lambda: loop.call_later(self._idle_seconds, self._end))

    def drop(self) -> None:
        """End the process at once, whatever it is at, and with it all it remembers; the next work starts another."""
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        self._end(kill=True)

    def close(self) -> None:
        """End the process, if there is one."""
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        self._end(wait=True)

    def _end(self, *, kill: bool = False, wait: bool = False) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        processes = list((pool._processes or {}).values()) if kill else []  # noqa: SLF001 -- 3.14 has kill_workers()
        pool.shutdown(wait=wait and not kill, cancel_futures=True)
        for process in processes:
            process.kill()
