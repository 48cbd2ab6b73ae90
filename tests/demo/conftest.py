"""One demo for all tests that look at its page: playing the story takes half a minute."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.stage import free_port
from tests.demo.running import started


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="session")
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The demo, its address, and what it printed before it was open."""
    with started(folder, "--port", str(free_port())) as running:
        yield running
