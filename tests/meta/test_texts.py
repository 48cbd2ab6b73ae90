"""What members read stands in the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.texts.collect import TEMPLATE, collect, template
from tests.meta.source import dotted, modules, tree

MARKERS = {"t", "N_", "many"}
NOT_FOR_MEMBERS = {
    "debug", "info", "warning", "error", "exception", "getLogger", "compile", "text", "RuntimeError", "ValueError",
    "TypeError", "KeyError", "AssertionError", "GiveUp", "Column", "Index", "strftime", "fullmatch", "sub", "search",
    "ClassVar", "Field", "exec_driver_sql", "noqa", "CheckConstraint", "HTTPBadRequest", "setLevel", "Formatter",
}  # fmt: skip
# the host's command line and the foundation below what members see speak to one person, in English
HOST_ONLY = (
    "bot.run",
    "bot.offline",
    "bot.backups",
    "bot.copying",
    "bot.database",
    "config",
    "bot.outbox",
    "bot.keys",
    "bot.health",
    "bot.web.server",
)
SENTENCE = re.compile(r"^[A-ZÀ-Þ¿¡][^\n]*[a-z]{2,}[^\n]* [a-z]|[a-z]{3,} [a-z]{2,} [a-z]{2,}[^\n]*[.?!]$")


def _docstrings(root: ast.AST) -> set[int]:
    found = set()
    for node in ast.walk(root):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            found.add(id(body[0].value))
    return found


def _loose_literals(path: Path) -> Iterator[str]:
    root = tree(path)
    skipped = _docstrings(root)

    def visit(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            if name in MARKERS | NOT_FOR_MEMBERS:
                return
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            if SENTENCE.search(node.value):
                yield f"{path.name}:{node.lineno}: {node.value!r}"
            return
        for child in ast.iter_child_nodes(node):
            yield from visit(child)

    yield from visit(root)


def _spoken_to_members() -> list[Path]:
    return [
        path
        for path in modules("bot", "cogs", "archive")
        if not dotted(path).startswith(HOST_ONLY) and path.name != "commands.py" and "lexicon" not in path.parts
    ]


@pytest.mark.parametrize("path", _spoken_to_members(), ids=dotted)
def test_no_text_for_members_stands_outside_the_catalogue(path: Path) -> None:
    assert list(_loose_literals(path)) == []


def test_the_catalogue_holds_every_marked_text() -> None:
    assert TEMPLATE.read_bytes() == template(), "run: make texts"


def test_the_search_for_loose_texts_finds_one(tmp_path: Path) -> None:
    guilty = tmp_path / "render.py"
    guilty.write_text(
        'def card(t):\n    """Docs are fine."""\n    return t("Fine."), "Your words are with a steward."\n'
    )
    assert len(list(_loose_literals(guilty))) == 1


def _plurals(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each singular with its plural, as they stand in the code."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "many":
            first, second = node.args[:2]
            if isinstance(first, ast.Constant) and isinstance(second, ast.Constant):
                yield str(first.value), str(second.value)


def test_the_catalogue_holds_every_plural() -> None:
    # the collector loses a plural where the name `t` stands between the brackets of its call: name such a fact before
    known = {each.id for each in collect() if isinstance(each.id, tuple)}
    assert [pair for path in _spoken_to_members() for pair in _plurals(path) if pair not in known] == []
