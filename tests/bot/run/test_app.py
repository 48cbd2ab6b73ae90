"""The life of the process: everything opened is closed, twenty times over."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from pathlib import Path

import psutil
import pytest

from bot.run.app import open_app
from config.settings import Settings


def _settings(folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys", web_port=0)


def _held() -> dict[str, int]:
    gc.collect()
    return {
        "descriptors": psutil.Process().num_fds(),
        "threads": threading.active_count(),
        "tasks": len(asyncio.all_tasks()),
        "processes": sum(map(_runs_python, psutil.Process().children(recursive=True))),
    }


def _runs_python(process: psutil.Process) -> bool:
    """Say whether it may be the house's: the tests' PostgreSQL and browser start and end some when they like."""
    try:
        return "python" in process.name()
    except psutil.NoSuchProcess:
        return False


def _services() -> list[str]:
    return [task.get_name() for task in asyncio.all_tasks() if task.get_name() in {"courier", "database writer"}]


async def test_opening_and_closing_twenty_times_leaks_nothing(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    async with open_app(settings) as house:  # the first time imports and spawns what stays: the resource tracker
        assert await house.workers.run(abs, -1) == 1
    before = _held()
    for number in range(20):
        async with open_app(settings) as house:
            if number % 10 == 0:
                assert await house.workers.run(abs, -2) == 2
            await asyncio.sleep(0)
    after = _held()
    assert after == before


async def test_a_failure_while_opening_closes_what_was_open(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    async with open_app(settings) as first:
        assert first.web is not None
        taken = settings.model_copy(update={"web_port": first.web.port})
        with pytest.raises(Exception, match="STAFFROOM_WEB_PORT"):
            async with open_app(taken):
                pass
        assert sorted(_services()) == ["courier", "database writer"]
    assert _services() == []


async def test_a_cancelled_piece_of_work_ends_with_its_process(tmp_path: Path) -> None:
    async with open_app(_settings(tmp_path)) as house:
        pid = await house.workers.run(os.getpid)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await house.workers.run(_forever)
        assert await house.workers.run(os.getpid) != pid
        assert await _has_ended(pid)


async def _has_ended(pid: int) -> bool:
    """Whether the process is gone within five seconds: a kill takes effect when the system gets to it."""
    for _ in range(100):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        await asyncio.sleep(0.05)
    return False


def _forever() -> None:
    threading.Event().wait()


async def test_nobody_else_on_the_machine_can_read_the_database(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)  # a folder that was there before and is open
    async with open_app(_settings(tmp_path)) as house:
        await house.networks.create("Another", now=house.clock.now())
        for path in (tmp_path / "data").iterdir():
            assert path.stat().st_mode & 0o077 == 0, path.name
