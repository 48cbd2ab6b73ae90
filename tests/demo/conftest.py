"""One demo for all tests that look at its page: playing the story takes half a minute."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from demo.stage import free_port
from tests.demo.running import started
from tests.kit.browser import CHROMIUM, FLAGS


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="session")
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The demo, its address, and what it printed before it was open."""
    with started(folder, "--port", str(free_port())) as running:
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        await opened.close()
