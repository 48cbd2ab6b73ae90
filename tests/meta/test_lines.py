"""Whoever lets a canary into the log fails: what listens during every test is itself tried on tests that do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.meta.source import ROOT

TELLING = """
import logging

def test_a_word_among_the_values():
    logging.getLogger("bot.outbox").debug("she wrote: %s", "a canary in the mine")

def test_a_word_in_capitals():
    logging.getLogger("bot.outbox").debug("she wrote: A CANARY")

def test_a_secret_in_the_line_of_a_library():
    logging.getLogger("aiohttp.access").warning("GET /open/canary-token")

def test_a_secret_in_what_shows_it():
    logging.getLogger("cogs.rooms").info("%r", {"token": "canary-token"})

def test_numbers_alone():
    logging.getLogger("bot.outbox").debug("outbox row %s is %s", 7, "dead")
"""


def test_each_test_that_lets_a_canary_into_the_log_fails_and_no_other(tmp_path: Path) -> None:
    (file := tmp_path / "test_telling.py").write_text(TELLING)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.kit.lines", "-p", "no:cacheprovider", "--noconftest"]
    ended = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-c", "/dev/null", str(file)],
        cwd=ROOT, check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert set(re.findall(r"^ERROR .*::(\w+)", ended.stdout, re.MULTILINE)) == {
        "test_a_word_among_the_values",
        "test_a_word_in_capitals",
        "test_a_secret_in_the_line_of_a_library",
        "test_a_secret_in_what_shows_it",
    }
    assert re.search(r"5 passed.* 4 errors", ended.stdout), ended.stdout + ended.stderr
