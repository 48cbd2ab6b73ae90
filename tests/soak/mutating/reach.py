"""Which test reaches which line: pytest's run, watched by coverage.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import process_time

from coverage import Coverage

Lines = dict[str, dict[int, set[str]]]  # for each file, the tests that reach each line when they run


def coverage_of(files: Iterable[Path]) -> Coverage:
    """Return a watcher of these files that knows nothing yet; its settings stand here and nowhere else."""
    watcher = Coverage(
        data_file=None,
        config_file=False,
        include=[str(path) for path in files],
        concurrency=["thread", "greenlet"],
    )
    watcher.exclude("if TYPE_CHECKING:")  # read by the type checker only
    return watcher


class Reach:
    """Tells the watcher whose turn it is, and keeps how long each test took."""

    def __init__(self, watcher: Coverage) -> None:
        self._watcher = watcher
        self.seconds: dict[str, float] = {}

    @contextmanager
    def watching(self, test: str) -> Iterator[None]:
        """Watch one test under its own name."""
        self._watcher.switch_context(test)
        began = process_time()
        yield
        self.seconds[test] = process_time() - began
        self._watcher.switch_context("")

    def lines(self, files: Mapping[str, Path]) -> Lines:
        """Return what was reached, without what every import reaches."""
        data = self._watcher.get_data()
        return {
            name: {line: set(tests) - {""} for line, tests in data.contexts_by_lineno(str(path)).items()}
            for name, path in files.items()
        }
