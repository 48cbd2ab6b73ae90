"""Numbers in what the host reads, who is spoken to in English: "1 code", "2 codes"."""

from __future__ import annotations


def counted(count: int, one: str, several: str) -> str:
    """Return a number with the words that go with it."""
    return f"{count} {one if count == 1 else several}"
