"""The repository as the meta-tests read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog

from config.texts.collect import collect

ROOT = Path(__file__).parent.parent.parent
HOUSE = ("bot", "cogs", "archive", "config", "demo")


def modules(*folders: str) -> Iterator[Path]:
    """Every Python file below these folders of the project."""
    for folder in folders or HOUSE:
        yield from sorted((ROOT / folder).rglob("*.py"))


def dotted(path: Path) -> str:
    """A file's name as it is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def collected() -> Catalog:
    """Every marked text, as the code stands: collected once, by the first test that looks."""
    return collect()


@cache
def imports(path: Path, *, with_types: bool = False) -> frozenset[str]:
    """The modules a file imports at run time; `with_types`, those under TYPE_CHECKING too."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING" and not with_types:
                continue
            if isinstance(child, ast.Import):
                found.update(alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom) and child.level == 0 and child.module:
                found.add(child.module)
                found.update(f"{child.module}.{alias.name}" for alias in child.names)
            visit(child)

    visit(tree(path))
    return frozenset(found)
