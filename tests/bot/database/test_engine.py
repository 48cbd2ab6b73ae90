"""Opening a file: many may do so at once, though it is new."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from bot.database.tending import _prepare


def test_many_who_open_a_new_file_at_once_all_get_in(tmp_path: Path) -> None:
    refused: list[sqlite3.OperationalError] = []

    def open_file(path: Path, together: threading.Barrier) -> None:
        connection = sqlite3.connect(path, timeout=15)
        together.wait()
        try:
            _prepare(connection, None)
        except sqlite3.OperationalError as error:
            refused.append(error)
        connection.close()

    for number in range(60):
        together = threading.Barrier(8)
        opening = [threading.Thread(target=open_file, args=(tmp_path / f"{number}.db", together)) for _ in range(8)]
        for each in opening:
            each.start()
        for each in opening:
            each.join()
    assert refused == []
