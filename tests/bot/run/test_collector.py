from __future__ import annotations

import subprocess
import sys

SETTLED = """
import gc, weakref
from bot.run.collector import THRESHOLDS, calm_collector
before = gc.get_threshold()
with calm_collector():
    assert gc.isenabled() and gc.get_threshold() == THRESHOLDS and gc.get_freeze_count() > 1000
    class Ring: pass
    ring = Ring(); ring.itself = ring
    gone = weakref.ref(ring); del ring
    held = [[] for _ in range(50_000)]
    assert gone() is None, "what refers to itself is collected still"
assert gc.get_threshold() == before and gc.get_freeze_count() == 0
"""


def test_the_collector_leaves_alone_what_was_there_and_still_collects_what_is_new() -> None:
    run = subprocess.run([sys.executable, "-c", SETTLED], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
