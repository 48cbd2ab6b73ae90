"""Every refusal offers a way on, in both languages: a command, a person, a time, or something to do.

Refusals are found by how they are made (a class with its words in ``says``), not by a list.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from config.texts import Texts, texts_for, texts_outside
from tests.kit.ways_on import names_a_way_on
from tests.meta.source import HOUSE, ROOT, dotted, modules, tree

ENDS_HERE: dict[str, str] = {}
ERROR_PAGE = ROOT / "bot" / "web" / "templates" / "error.html"


def refusals(path: Path) -> Iterator[tuple[str, str]]:
    """Each class that carries words in ``says``, with them."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ClassDef):
            continue
        for each in node.body:
            if isinstance(each, ast.AnnAssign) and ast.unparse(each.target) == "says" and each.value is not None:
                words = [part.value for part in ast.walk(each.value) if isinstance(part, ast.Constant)]
                yield f"{dotted(path)}.{node.name}", str(words[0])


@cache
def found() -> dict[str, str]:
    return dict(pair for path in modules(*HOUSE) for pair in refusals(path))


def without(t: Texts, language: str) -> dict[str, str]:
    said = {name: t.named(words) for name, words in found().items() if t.named(words) != words or language == "en"}
    return {name: words for name, words in said.items() if not names_a_way_on(words, language)}


def test_every_refusal_offers_a_way_on() -> None:
    assert len(found()) > 300
    assert without(texts_for("en"), "en") == ENDS_HERE


def test_every_refusal_offers_it_in_spanish_too_to_members_and_to_strangers() -> None:
    assert without(texts_for("es"), "es") == {}
    assert without(texts_outside("es"), "es") == {}


def test_every_error_of_a_page_offers_one() -> None:
    said = [each for each in re.findall(r't\("([^"]+)"', ERROR_PAGE.read_text("utf-8")) if each.endswith(".")]
    assert len(said) >= 5
    assert [each for each in said if not names_a_way_on(each)] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("There was nothing in it that anybody could read.", "en"),
        ("Your site is counted for this one already. Thank you for saying so.", "en"),
        ("{file} can't be read: {why}. Nothing was changed.", "en"),
        ("The name, the address and the use of a room are not known.", "en"),
        ("No se puede leer {file}: {why}. No se cambió nada.", "es"),
        ("Esta pregunta ya se puede encontrar.", "es"),
        ("Ya pasó el tiempo para responder; no se contó nada. Gracias de todos modos.", "es"),
    ],
)
def test_the_search_for_a_way_on_finds_none_where_there_is_none(text: str, language: str) -> None:
    assert not names_a_way_on(text, language)
