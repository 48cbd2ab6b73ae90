"""What runs in the process that holds very many texts: module-level functions on plain data (`bot.workers`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.text.index import TextIndex


@dataclass
class _Held:
    ids: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # until the index is made of them
    index: TextIndex | None = None


_held: dict[str, _Held] = {}  # this process's only state: its end forgets all


def gather(name: str, ids: Sequence[int], texts: Sequence[str]) -> None:
    """Take in some of the texts that an index will be made of."""
    held = _held.setdefault(name, _Held())
    held.ids += ids
    held.texts += texts


def settle(name: str) -> None:
    """Make the index of what was gathered."""
    from bot.text.index import TextIndex  # noqa: PLC0415 -- who asks for this work must not load scikit-learn for it

    held = _held.setdefault(name, _Held())
    held.index, held.texts = TextIndex(held.texts), []


def add(name: str, ids: Sequence[int], texts: Sequence[str]) -> list[int] | None:
    """Take more texts into an index; None where there is none."""
    held = _held.get(name)
    if held is None or held.index is None:
        return None
    for one, text in zip(ids, texts, strict=True):
        held.ids.append(one)
        held.index.hold(text)
    return list(ids)


def nearest(name: str, text: str, most: int, least: float) -> list[int] | None:
    """Return the ids of the texts most like one, the closest first; None where there is no index."""
    held = _held.get(name)
    if held is None or held.index is None:
        return None
    return [held.ids[place] for place in held.index.similar(text, most, least)]


def drop(name: str) -> None:
    """Forget an index."""
    _held.pop(name, None)
