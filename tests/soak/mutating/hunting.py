"""pytest's run, turned into a hunt: every test once to learn what it reaches, then for each mutant some of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from _pytest.warnings import catch_warnings_for_item

from bot.workers import Workers
from tests.soak.mutating.children import ELSEWHERE, KILLED, SURVIVED, allow, run_each
from tests.soak.mutating.definitions import redefine
from tests.soak.mutating.mutants import Mutant, Source
from tests.soak.mutating.patching import Living, loaded_tests, without_assertions
from tests.soak.mutating.quick import Quick
from tests.soak.mutating.reach import Lines, Reach, coverage_of

Report = Callable[[Mutant, bool | None], None]  # whether it was killed; None: no test reaches it


class Hunt(Quick):
    """A plugin of pytest that runs no tests but hunts mutants with them."""

    def __init__(
        self,
        sources: dict[str, Source],
        mutants: Sequence[Mutant],
        most_seconds: float,
        report: Report,
        left_out: frozenset[str],
    ) -> None:
        super().__init__(left_out)
        self.sources, self.mutants, self.most_seconds, self.report = sources, mutants, most_seconds, report
        self.disarmed = False
        self.left: list[tuple[Mutant, list[str]]] = []  # to be made before anything is imported
        self._items: dict[str, pytest.Item] = {}
        self._seconds: dict[str, float] = {}
        self._named: dict[str, set[str]] = {}
        self.unusable: list[str] = []  # what fails before anything is wrong

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learn what each test reaches, then hunt."""
        Workers.start_method = "fork"  # a worker has the mistake too
        lines = self._learn(session)
        living = Living()
        if self.disarmed:
            for path in loaded_tests():
                living.put(without_assertions(path))
            self._drop_failing()
        tasks = []
        for mutant in self.mutants:
            tests = self._tests_of(mutant, lines)
            if not tests:
                self.report(mutant, None)
            else:
                tasks.append((mutant, tests))

        def work(task: tuple[Mutant, list[str]], folder: Path) -> int:
            mutant, tests = task
            if not self._make(mutant, living):
                return ELSEWHERE
            _move(session, folder)
            return KILLED if any(not self._passes(test) for test in tests) else SURVIVED

        for task, ended in run_each(tasks, work, lambda task: self._sum(task[1])):
            if ended == ELSEWHERE:
                self.left.append(task)
            else:
                self.report(task[0], ended == KILLED)
        return True

    def _make(self, mutant: Mutant, living: Living) -> bool:
        """Make a mistake in what is loaded; say whether that could be done."""
        source = self.sources[mutant.file]
        if mutant.function is not None:
            return living.put(source.code_of(mutant), (str(source.path), *mutant.function))
        module = sys.modules.get(source.module)
        return module is not None and redefine(module, source.code(), source.code_of(mutant))

    def _learn(self, session: pytest.Session) -> Lines:
        watcher = coverage_of([source.path for source in self.sources.values()])
        reach = Reach(watcher)
        watcher.start()
        for item in session.items:
            with reach.watching(item.nodeid):
                passed = self._run(item) or self._run(item)  # some look at the clock: a busy machine fails them once
            if passed:
                self._items[item.nodeid] = item
            else:
                self.unusable.append(item.nodeid)
        watcher.stop()
        self._seconds = reach.seconds
        return reach.lines({source.name: source.path for source in self.sources.values()})

    def _drop_failing(self) -> None:
        for name, item in list(self._items.items()):
            if not self._run(item):
                del self._items[name]

    def _tests_of(self, mutant: Mutant, lines: Lines) -> list[str]:
        """Return the tests to run, and no more of them than may be waited for.

        The quickest come first; where they are too many, half of the time is for those that import the module.
        """
        own, naming = lines[mutant.file], self._naming(self.sources[mutant.file].module)
        if mutant.function is None:
            reaching = set().union(*own.values()) | naming
        else:
            reaching = own.get(_nearest(mutant.line, own), set())
        order = sorted(reaching & self._items.keys(), key=lambda test: (self._seconds[test], test))
        quick = self._within(order, self.most_seconds / 2)
        left = sorted(set(order) - set(quick), key=lambda test: (test not in naming, self._seconds[test], test))
        return [*quick, *self._within(left, self.most_seconds - self._sum(quick))] or order[:1]

    def _within(self, tests: Iterable[str], seconds: float) -> list[str]:
        """Return tests from the first on, as many as take so long together."""
        sums = accumulate(map(self._seconds.__getitem__, tests := list(tests)))
        return [test for test, so_far in zip(tests, sums, strict=True) if so_far <= seconds]

    def _naming(self, module: str) -> set[str]:
        """Return the tests in files that import something of a module: they may look at what it defines."""
        if module not in self._named:
            package, _, name = (re.escape(each) for each in module.rpartition("."))
            listed = rf"from {package} import (\([^)]*|[^\n(]*)\b{name}\b"
            names = re.compile(rf"from {re.escape(module)} import|{listed}|import {re.escape(module)}\b")
            texts = {item.path: item.path.read_text(encoding="utf-8") for item in self._items.values()}
            files = {path for path, text in texts.items() if names.search(text)}
            self._named[module] = {test for test, item in self._items.items() if item.path in files}
        return self._named[module]

    def _passes(self, test: str) -> bool:
        allow(self._seconds[test])  # what goes round for ever is not waited for
        return self._run(self._items[test])

    def _run(self, item: pytest.Item) -> bool:
        with catch_warnings_for_item(item.config, item.ihook, "runtest", item):  # as a run of pytest's own does
            # what only the session needs stays, whichever test comes next
            reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
        return not any(report.failed for report in reports)

    def _sum(self, tests: Sequence[str]) -> float:
        return sum(self._seconds[test] for test in tests)


def _nearest(line: int, lines: Iterable[int]) -> int:
    """Return a line, or where its statement may have begun: not every line of one is counted."""
    return max((each for each in lines if each <= line), default=0)


def _move(session: pytest.Session, folder: Path) -> None:
    """Let a child's tests write into a folder of its own."""
    factory = session.config._tmp_path_factory  # type: ignore[attr-defined]
    factory._basetemp = folder
