"""What is measured now and then is run on a tiny network each time, so that it does not break unnoticed."""

from __future__ import annotations

import subprocess
import sys

from tests.meta.source import ROOT


def test_every_event_of_the_benchmark_is_answered_on_a_tiny_network() -> None:
    options = ["--members", "400", "--rooms", "14", "--threads", "1", "--pause", "0.05", "--least", "0.2"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.events", *options],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "the longest" in done.stdout
    assert "a role of 4 members becomes an administrator's" in done.stdout
