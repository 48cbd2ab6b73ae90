"""What members read stands in the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.texts.collect import TEMPLATE, template
from tests.meta.source import ROOT, collected, dotted, modules, tree

TEMPLATES = sorted(path for part in ("bot", "cogs", "archive") for path in (ROOT / part).glob("**/templates/*.html"))
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
    "bot.terminal",
    "bot.backups",
    "bot.copying",
    "bot.database",
    "config",
    "bot.outbox",
    "bot.keys",
    "bot.health",
    "bot.web.server",
)
# what a member sees of these, by place or name: there even a single word must be marked
SHOWN: dict[str, set[str | int]] = {
    "Card": {0, 1, 3, "text", "title", "footer"},
    "Button": {0, "label"},
    "button": {0},
    "Choice": {0, 2, "label", "description", "name"},
    "Select": {0, "placeholder"},
    "Form": {0, "title"},
    "Input": {1, "label", "hint"},
    "Unavailable": {0, "what"},
    "ContextMenu": {"name"},
}
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


def _loose_words(path: Path) -> Iterator[str]:
    """Words that stand unmarked where a member reads them, however few they are."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        places = SHOWN.get(ast.unparse(node.func).split(".")[-1], set())
        given: list[tuple[str | int | None, ast.expr]] = [*enumerate(node.args)]
        given += [(keyword.arg, keyword.value) for keyword in node.keywords]
        for place, value in given:
            is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
            if (
                place in places
                and is_text
                and "://" not in ast.unparse(value)
                and re.search(r"[^\W\d_]", ast.unparse(value)[1:-1])
            ):
                yield f"{path.name}:{node.lineno}: {ast.unparse(value)}"


def _said_by(template: str) -> str:
    """What a template says by itself: without its expressions, its tags, and what stands in styles."""
    said = re.sub(r"(?s)<style.*?</style>|<script.*?</script>|<!--.*?-->|{#.*?#}|{%.*?%}|{{.*?}}", " ", template)
    named = re.findall(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"', said)
    return " ".join([*named, re.sub(r"(?s)<[^>]*>", " ", said)])


def _spoken_to_members() -> list[Path]:
    return [
        path
        for path in modules("bot", "cogs", "archive")
        if not dotted(path).startswith(HOST_ONLY) and path.name != "commands.py" and "lexicon" not in path.parts
    ]


def test_no_text_for_members_stands_outside_the_catalogue() -> None:
    loose = ((dotted(path), (*_loose_literals(path), *_loose_words(path))) for path in _spoken_to_members())
    assert {where: found for where, found in loose if found} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_says_nothing_of_its_own(path: Path) -> None:
    assert re.findall(r"[^\W\d_]{2,}", _said_by(path.read_text("utf-8")).replace("Staffroom", "")) == []


def test_the_catalogue_holds_every_marked_text() -> None:
    assert TEMPLATE.read_bytes() == template(collected()), "run: make texts"


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
    known = {each.id for each in collected() if isinstance(each.id, tuple)}
    assert [pair for path in _spoken_to_members() for pair in _plurals(path) if pair not in known] == []


def _marked(path: Path) -> Iterator[str]:
    """Yield each text that is marked where it is written, also where the collector does not look: in an f-string."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"t", "N_"} and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_the_catalogue_holds_what_is_marked_inside_of_another_text() -> None:
    known = {each.id[0] if isinstance(each.id, tuple) else each.id for each in collected()}
    assert [text for path in _spoken_to_members() for text in _marked(path) if text not in known] == []


def test_the_search_for_loose_words_finds_them(tmp_path: Path) -> None:
    guilty = tmp_path / "views.py"
    guilty.write_text(
        'def card(t, to):\n    return Card(t("Fine."), "Mail", buttons=(Button("Go", to), Button("→", to)))\n'
    )
    assert [found.split(": ")[1] for found in _loose_words(guilty)] == ["'Mail'", "'Go'"]
    assert _said_by('<p lang="{{ t.language }}" title="Hi">{% if a %}{{ t("Fine.") }}{% endif %} Go</p>').split() == [
        "Hi",
        "Go",
    ]
