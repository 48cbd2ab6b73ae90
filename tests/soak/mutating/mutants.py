"""A file's mutants: where a mistake may be made in it, and the code with one of them made."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType

from tests.soak.mutating.operators import mistakes

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
SPOKEN = {"t", "N_", "many"}  # members' texts: the catalogue's tests look at them
LOGS = {"log", "_log", "logger", "_logger"}


@dataclass(frozen=True)
class Mutant:
    """One mistake at one place; `function` is None where it is made when the module is imported."""

    file: str
    line: int
    number: int
    kind: str
    before: str
    after: str
    function: tuple[str, int] | None

    @property
    def name(self) -> str:
        """What it is called in lists: stable as long as its line is."""
        return f"{self.file}:{self.line} {self.kind}: {self.before} -> {self.after}"


@dataclass
class _Slot:
    """A place in the tree that holds a node."""

    parent: ast.AST
    field: str
    place: int | None
    function: tuple[str, int] | None

    def put(self, node: ast.AST) -> None:
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


class Source:
    """One file, and every mistake that can be made in it."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        self.tree = ast.parse(path.read_text(encoding="utf-8"))

    @cached_property
    def _edits(self) -> list[tuple[_Slot, ast.AST, str, ast.AST]]:
        return [
            (slot, node, kind, ast.copy_location(other, node) if hasattr(node, "lineno") else other)
            for slot, node in _slots(self.tree, None, ())
            for kind, other in mistakes(node)
        ]

    def mutants(self) -> list[Mutant]:
        """Return all of them, in the order of the file."""
        return [
            Mutant(self.name, _line(slot, node), number, kind, _shown(node), _shown(other), slot.function)
            for number, (slot, node, kind, other) in enumerate(self._edits)
        ]

    @property
    def module(self) -> str:
        """The name it is imported by."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def code(self) -> CodeType:
        """Return the module's code as it is."""
        return compile(self.tree, str(self.path), "exec", dont_inherit=True)

    def code_of(self, mutant: Mutant) -> CodeType:
        """Return the module's code with one mistake made in it."""
        slot, node, _, other = self._edits[mutant.number]
        slot.put(other)
        try:
            return compile(ast.fix_missing_locations(self.tree), str(self.path), "exec", dont_inherit=True)
        finally:
            slot.put(node)


def _slots(node: ast.AST, function: tuple[str, int] | None, names: tuple[str, ...]) -> Iterator[tuple[_Slot, ast.AST]]:
    """Walk all that may be wrong: no annotation, no docstring, no words for members or the log, nothing asserted."""
    for field, value in ast.iter_fields(node):
        if _is_left_alone(node, field):
            continue
        within = function
        if function is None and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and field == "body":
            within = (".".join(names), _first_line(node))
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_said(child):
                continue
            inner = names
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = (*names, child.name)
            yield _Slot(node, field, place, within), child
            yield from _slots(child, within, inner)


def _is_left_alone(node: ast.AST, field: str) -> bool:
    if field in {"annotation", "returns", "decorator_list", "type_comment", "ctx", "op", "ops", "format_spec"}:
        return True
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).split(".")
        if name[-1] in {"cast", "TypeVar", "NewType"}:
            return field == "args"
        return field != "func" and name[-1] in SPOKEN
    return False


def _is_said(node: ast.AST) -> bool:
    """Tell whether a node holds words, types or what is taken for granted rather than a decision."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Assert() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=logger)))):
            return logger in LOGS
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.keyword(arg="strict" | "encoding"):  # of zip: an assertion; of open: the only one we use
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in {"__all__", "__slots__"} or (name[0].isupper() and _is_type(node.value))
    return False


def _is_type(value: ast.expr) -> bool:
    """Tell whether an assignment only names a type, as in `Words = dict[str, int]`."""
    return isinstance(value, ast.Subscript) or (
        isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr) and _is_type_name(value.right)
    )


def _is_type_name(node: ast.expr) -> bool:
    named = isinstance(node, ast.Name) and not node.id.isupper()
    return named or isinstance(node, ast.Subscript) or (isinstance(node, ast.Constant) and node.value is None)


def _first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the line that the code of a function says it begins on: its first decorator's."""
    return min([node.lineno, *(each.lineno for each in node.decorator_list)])


def _line(slot: _Slot, node: ast.AST) -> int:
    if isinstance(node, ast.comprehension):
        return node.iter.lineno
    return getattr(node, "lineno", getattr(slot.parent, "lineno", 0))


def _shown(node: ast.AST) -> str:
    words = " ".join(ast.unparse(node).split())
    return words if len(words) <= 60 else words[:57] + "..."
