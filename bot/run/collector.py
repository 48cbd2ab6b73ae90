"""Python's garbage collector, set for a process that holds a whole server's members.

While discord.py loads members, the collector's default settings make it walk every object again and again, and the
event loop waits meanwhile: `benchmarks/visibility.py` compares.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# A member is about six objects. Rounds over 20,000 young objects are short; the next generation's turn comes after two
# million more objects than were freed, which is later than the largest server's members are loaded.
THRESHOLDS = 20_000, 100, 100


@contextmanager
def calm_collector() -> Iterator[None]:
    """Set aside what is there now, such as all code, and collect the rest in larger rounds; leave as it was found."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
