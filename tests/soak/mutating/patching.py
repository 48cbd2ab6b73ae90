"""Put other code into functions that are already loaded: whoever imported one calls the new code."""

from __future__ import annotations

import ast
import gc
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType

from tests.soak.mutating.targets import ROOT

Place = tuple[str, str, int]  # the file, the function's qualified name, its first line


class Living:
    """Every function of this project that is loaded."""

    def __init__(self) -> None:
        gc.unfreeze()  # what is frozen is not shown
        self._functions: dict[Place, list[FunctionType]] = defaultdict(list)
        self._caches: list[_lru_cache_wrapper[object]] = []
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(str(ROOT)):
                self._functions[_place(each.__code__)].append(each)
            elif isinstance(each, _lru_cache_wrapper):
                self._caches.append(each)
        gc.freeze()

    def __contains__(self, place: Place) -> bool:
        return place in self._functions

    def put(self, code: CodeType, place: Place | None = None) -> bool:
        """Put a module's functions, or one of them, in the place of those that are loaded; say whether one changed.

        What was remembered of earlier calls is forgotten.
        """
        changed = False
        for each in _functions_in(code):
            if place is None or _place(each) == place:
                for function in self._functions.get(_place(each), ()):
                    if function.__code__.co_freevars == each.co_freevars:
                        function.__code__, changed = each, True
        for cache in self._caches:
            cache.cache_clear()
        return changed


def without_assertions(path: Path) -> CodeType:
    """Return a test module's code with its assertions computed but not held against anything."""
    tree = _Disarmed().visit(ast.parse(path.read_text(encoding="utf-8")))
    return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)


def loaded_tests() -> list[Path]:
    """Return the files of all test modules that are loaded."""
    found = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return [Path(name) for name in found if name and Path(name).is_relative_to(ROOT / "tests")]


class _Disarmed(ast.NodeTransformer):
    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        return ast.copy_location(ast.Expr(node.test), node)

    def visit_With(self, node: ast.With) -> ast.stmt:
        self.generic_visit(node)
        for item in node.items:
            if ast.unparse(item.context_expr).startswith("pytest.raises"):
                item.context_expr = ast.parse("__import__('contextlib').suppress(Exception)", mode="eval").body
        return node


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _functions_in(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _functions_in(each)
