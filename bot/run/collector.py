"""Python's garbage collector, set for a process that holds a whole server's members and is asked by all at once.

While discord.py loads members, the collector's default settings make it walk every object again and again, and the
event loop waits meanwhile: `benchmarks/visibility.py` compares.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# In a rush most objects outlive a round: whoever waits is made of a hundred, and a round that took in more would walk
# them all while everybody stands still. So young objects have theirs after 5,000, those that outlived one after 20,000:
# some milliseconds each. All the rest have theirs after six million more than were freed, when the largest server's
# members, about six objects each, are loaded long since.
THRESHOLDS = 5_000, 3, 300


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
