"""Controls: what is made wrong on purpose, so that a long proof shows in the same run that it would have seen it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def failing(control: str, fault: str = "") -> Iterator[None]:
    """Raise unless the block fails by an assertion that names the fault: one that fails otherwise shows nothing."""
    try:
        yield
    except AssertionError as seen:
        if fault not in str(seen):
            raise AssertionError(f"the control, {control}, failed in another way") from seen
    else:
        raise AssertionError(f"the control, {control}, held: nobody would see it")
