"""What is installed is what is here: every file of the five folders, and nothing that was made by running them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from tests.meta.source import HOUSE, ROOT


def test_the_wheel_holds_every_file_of_the_house(tmp_path: Path) -> None:
    source = tmp_path / "source"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(source)], check=True, capture_output=True)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index"]
    subprocess.run([*build, "-w", str(tmp_path), str(source)], check=True, capture_output=True)
    [wheel] = tmp_path.glob("staffroom-*.whl")
    inside = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    listed = subprocess.run(["git", "ls-files", *HOUSE], cwd=source, capture_output=True, text=True, check=True)
    assert inside == set(listed.stdout.split())
