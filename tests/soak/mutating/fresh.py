"""What is wrong as soon as a module is imported: a limit, a default, a table. Here everything is imported anew."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.soak.mutating.children import KILLED, SURVIVED
from tests.soak.mutating.mutants import Mutant, Source
from tests.soak.mutating.quick import OPTIONS, Quick
from tests.soak.mutating.targets import HOUSE, ROOT

OURS = {*HOUSE, "config", "demo", "tests", "benchmarks"}
_LIST = "import sys, tests.kit.town, tests.kit.fixtures, tests.kit.browser, tests.kit.mail; print(*sys.modules)"


def preload() -> None:
    """Import the libraries that the tests use, and nothing of ours: a child has only that left to import."""
    listed = subprocess.run([sys.executable, "-c", _LIST], check=True, capture_output=True, text=True, cwd=ROOT)
    for name in listed.stdout.split():
        if name.split(".")[0] not in OURS | {"__main__"}:
            with suppress(ImportError):
                importlib.import_module(name)


def hunting(sources: dict[str, Source]) -> Callable[[tuple[Mutant, list[str]], Path], int]:
    """Return what a child does with a mutant and its tests."""

    def work(task: tuple[Mutant, Sequence[str]], folder: Path) -> int:
        mutant, tests = task
        source = sources[mutant.file]
        sys.meta_path.insert(0, Wrong(source.module, source.path, source.code_of(mutant)))
        return run(tests, folder)

    return work


def run(tests: Sequence[str], folder: Path) -> int:
    """Run tests in this process until one fails; return whether one did."""
    ended = pytest.main([*OPTIONS, "-x", f"--basetemp={folder / 'tests'}", *tests], plugins=[Quick()])
    return SURVIVED if ended == pytest.ExitCode.OK else KILLED


class Wrong(MetaPathFinder):
    """Finds one module with a mistake in it."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:  # noqa: ARG002 -- the interpreter's interface
        """Return the module's place, to be loaded with the mistake."""
        if name != self._name:
            return None
        loader = _Loader(name, str(self._path))
        loader.code = self._code
        inner = [str(self._path.parent)] if self._path.name == "__init__.py" else None
        return spec_from_file_location(name, self._path, loader=loader, submodule_search_locations=inner)


class _Loader(SourceFileLoader):
    code: CodeType

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 -- the interpreter's interface
        return self.code
