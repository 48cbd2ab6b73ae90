"""What worker processes do in tests was imported before: each would take most of a second to do it anew."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator

from tests.kit import heavy
from tests.meta.source import ROOT, dotted, imports, modules, tree


def _given() -> Iterator[str]:
    """Yield the modules of the functions that are given to a worker process."""
    for path in modules("bot", "cogs", "archive"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("workers.run"):
                work = vars(importlib.import_module(dotted(path))).get(ast.unparse(node.args[0]))
                if work is not None:  # else it is handed on from where it is named
                    yield work.__module__


def test_the_server_that_workers_are_forked_from_has_imported_what_they_are_given() -> None:
    given = set(_given())
    assert len(given) > 5
    assert given <= imports(ROOT / "tests/kit/heavy.py"), f"to be imported in {heavy.__name__}"
