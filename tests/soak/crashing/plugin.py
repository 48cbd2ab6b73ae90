"""A plugin for pytest that records every act which the suite plays, into the folder that `RECORDED` names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_recorder: Any = None


def pytest_collection_finish() -> None:
    """Begin to record; what is imported for it is ours only now, so that pytest has read the fixtures first."""
    global _recorder  # noqa: PLW0603 -- a plugin's own state
    from tests.soak.crashing import hosting  # noqa: PLC0415 -- the same
    from tests.soak.crashing.recording import Recorder, install  # noqa: PLC0415 -- the same

    folder = Path(os.environ["RECORDED"])
    folder.mkdir(parents=True, exist_ok=True)
    _recorder = Recorder(folder)
    install(_recorder)
    hosting.install(folder)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Note which test plays."""
    if _recorder is not None:
        _recorder.tally.test = item.nodeid
    yield


def pytest_sessionfinish() -> None:
    """Keep what was counted."""
    if _recorder is not None:
        _recorder.tally.keep(_recorder.folder)
