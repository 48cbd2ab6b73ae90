"""A deployment: data, keyring and backups in folders of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    made = Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        keys_dir=tmp_path / "keys",
        backup_dir=tmp_path / "backups",
        keys_backup_dir=tmp_path / "apart",
        backup_recipient=None,
        web_port=0,
    )
    made.data_dir.mkdir(mode=0o700)
    shutil.copy(sqlite_template, made.file)
    return made
