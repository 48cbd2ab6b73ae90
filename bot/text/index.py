"""An index of texts, kept in memory: what one more text is like.

It is not written to disk: its vocabulary is members' words, which are stored sealed only.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.text.rules import readable
from bot.text.space import Rows, Space, learn

ROOM = 1.2  # how much more than now there is room for before all is copied


class TextIndex:
    """Texts by their place, the first one 0."""

    def __init__(self, texts: Sequence[str], space: Space | None = None) -> None:
        contents = [readable(text) for text in texts]
        self._space = space or learn([content for content in contents if content])
        rows = self._space.rows(contents)
        self._count = len(rows)
        self._rows: Rows = np.zeros((int(len(rows) * ROOM) + 100, rows.shape[1]), dtype=np.float32)
        self._rows[: len(rows)] = rows

    def __len__(self) -> int:
        return self._count

    def similar(self, text: str, most: int, least: float = 0.0) -> list[int]:
        """Return the places of the texts most like one, the closest first.

        Left out are those that share nothing with it, and those whose cosine is below `least`.
        """
        places, cosines = self._near(self._row(text), most)
        return [int(place) for place, cosine in zip(places, cosines, strict=True) if cosine > 0 and cosine >= least]

    def hold(self, text: str) -> Rows:
        """Take in one more text and return its row."""
        row = self._row(text)
        if self._count == len(self._rows):
            spare = np.zeros((int(self._count * (ROOM - 1)) + 100, self._rows.shape[1]), dtype=np.float32)
            self._rows = np.vstack([self._rows, spare])
        self._rows[self._count] = row
        self._count += 1
        return row

    def _row(self, text: str) -> Rows:
        content = readable(text)
        row: Rows = self._space.rows([content])[0]
        return row if content else np.zeros_like(row)

    def _near(self, row: Rows, most: int) -> tuple[NDArray[np.int64], Rows]:
        cosines = self._rows[: self._count] @ row
        wanted = min(most, self._count)
        if not wanted:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        best = np.argpartition(-cosines, wanted - 1)[:wanted]
        best = best[np.lexsort((best, -cosines[best]))]
        return best, cosines[best]
