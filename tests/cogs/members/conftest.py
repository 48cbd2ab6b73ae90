"""The host at the terminal, as a fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.settings import Settings
from tests.cogs.members.desk import Desk
from tests.kit.founding import lay_tables


@pytest.fixture
def bare_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Before anything was typed there."""
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


@pytest.fixture
def desk(bare_desk: Desk, sqlite_template: Path) -> Desk:
    """Where the tables have been made: that takes longer than most commands."""
    folder = bare_desk.folder
    lay_tables(Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys"), sqlite_template)
    return bare_desk
